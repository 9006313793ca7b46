using System.Globalization;
using System.Text.Json;
using FaceStream.Dashboard.Configuration.Editing;
using FaceStream.StreamIngest.Cameras.Sharp;
using FaceStream.StreamIngest.Zones;

namespace FaceStream.Dashboard.Cameras;

/// <summary>A camera as the API shows it.</summary>
/// <param name="Name">As configured.</param>
/// <param name="Source">Where the video is, without user name and password.</param>
/// <param name="State">In a word: connecting, live, stalled, backoff, unauthorized, ended, failed or disabled.</param>
/// <param name="Reason">Why, for people; empty while live.</param>
/// <param name="Since">When the state began.</param>
/// <param name="NextTry">When it is opened again, while waiting for that.</param>
/// <param name="Width">Of the latest picture, in pixels.</param>
/// <param name="Height">Of the latest picture, in pixels.</param>
/// <param name="Fps">Decoded pictures a second.</param>
/// <param name="Codec">Such as h264.</param>
/// <param name="Decoded">Pictures since the start.</param>
/// <param name="Processed">Pictures whose result was published.</param>
/// <param name="Dropped">Pictures that were not recognised, by reason.</param>
/// <param name="LatencyMs">From the decoded picture to its result.</param>
public sealed record CameraView(
    string Name, string Source, string State, string Reason, DateTimeOffset Since, DateTimeOffset? NextTry,
    int Width, int Height, double Fps, string Codec, long Decoded, long Processed,
    IReadOnlyDictionary<string, long> Dropped, LatencyView LatencyMs)
{
    /// <summary>The reason in a word, such as unauthorized, timeout or lost; empty where there is none.</summary>
    public string Fault { get; init; } = "";

    /// <summary>What the decoding is done by: software, nvdec or vaapi; empty before the first picture.</summary>
    public string Decoder { get; init; } = "";

    /// <summary>Why that is not what was asked for, for people; empty when it is.</summary>
    public string DecoderNotice { get; init; } = "";

    /// <summary>The smaller stream in which faces are looked for, without user name and password; empty where the source does both.</summary>
    public string DetectSource { get; init; } = "";

    /// <summary>The source, where that is not the stream in which faces are looked for; null where it is.</summary>
    public SharpView? Sharp { get; init; }

    /// <summary>Where faces are looked for, and where not; empty when that is the whole picture.</summary>
    public IReadOnlyList<ZoneView> Zones { get; init; } = [];
}

/// <summary>The sharp stream of a camera with two: faces are looked for in the other, and cut from this one.</summary>
/// <param name="State">As that of a camera.</param>
/// <param name="Used">Faces are cut from it.</param>
/// <param name="Notice">Why not, for people; empty while it is used.</param>
/// <param name="Width">Of its latest picture, in pixels.</param>
/// <param name="Height">Of its latest picture, in pixels.</param>
/// <param name="Fps">Decoded pictures a second.</param>
/// <param name="SkewMs">How much later than the other stream's picture its nearest one was taken.</param>
public sealed record SharpView(string State, bool Used, string Notice, int Width, int Height, double Fps, double SkewMs)
{
    /// <summary>Why it gives no picture, in a word, as that of a camera; empty while it does.</summary>
    public string Fault { get; init; } = "";

    /// <summary>As the API shows it.</summary>
    public static SharpView? Of(SharpStatus? sharp) => sharp is null ? null : new(
        JsonNamingPolicy.CamelCase.ConvertName(sharp.State.ToString()), sharp.Used, sharp.Notice, sharp.Width, sharp.Height, Math.Round(sharp.Fps, 2), Math.Round(sharp.Skew.TotalMilliseconds, 1)) { Fault = sharp.Fault };
}

/// <summary>A part of a picture.</summary>
/// <param name="Name">As configured; null when it has none.</param>
/// <param name="Kind">include or exclude; left out, include.</param>
/// <param name="Points">The corners of its outline in order: how far across and how far down the picture, from 0 to 1.</param>
public sealed record ZoneView(string? Name = null, string? Kind = null, IReadOnlyList<double[]>? Points = null)
{
    /// <summary>As the API shows a zone.</summary>
    public static ZoneView Of(Zone zone) =>
        new(zone.Name, JsonNamingPolicy.CamelCase.ConvertName(zone.Kind.ToString()), [.. zone.Points.Select(point => (double[])[point.X, point.Y])]);

    /// <summary>As it is written in the file, to a ten-thousandth of the picture; a hand is not that exact.</summary>
    internal IReadOnlyList<Setting> Settings =>
    [
        .. ((Setting?[])[
            Name is null ? null : new("name", Name),
            Kind is null ? null : new("kind", Kind) { Default = "include" },
            Points is null ? null : new ListSetting("points", [.. Points.Select(Words)]),
        ]).OfType<Setting>(),
    ];

    private static string Words(double[]? point) => string.Join(' ', (point ?? []).Select(at => at.ToString("0.####", CultureInfo.InvariantCulture)));
}

/// <summary>Two percentiles, in milliseconds; 0 before the first measurement.</summary>
/// <param name="P50">Half are faster.</param>
/// <param name="P95">One in twenty is slower.</param>
public sealed record LatencyView(double P50, double P95);
