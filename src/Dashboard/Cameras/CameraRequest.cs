using System.Globalization;
using System.Text.Json.Serialization;
using FaceStream.Dashboard.Configuration.Editing;
using FaceStream.StreamIngest.Cameras;
using Microsoft.AspNetCore.Mvc;

namespace FaceStream.Dashboard.Cameras;

/// <summary>A camera as it is to be: what is left out stays as it is, or gets its default.</summary>
/// <param name="Name">In metrics, logs and addresses.</param>
/// <param name="Source">rtsp://, rtsps://, http:// or https://. As shown, with *** for user name and password, it stays as it is.</param>
/// <param name="Enabled">Whether it is read.</param>
/// <param name="MaxFps">Pictures a second to recognise; 0 takes all.</param>
/// <param name="Loop">A file begins again when it ends.</param>
/// <param name="Transport">How RTSP packets travel: tcp or udp.</param>
/// <param name="Backend">Who decodes: auto, libav or process.</param>
/// <param name="Decoder">What the decoding is done by: auto, software, nvdec or vaapi.</param>
/// <param name="TimeoutSeconds">Silence that counts as failed.</param>
/// <param name="MinFace">The narrowest face to look for, in pixels.</param>
/// <param name="DetectSource">A smaller stream of the same camera in which faces are looked for, given as the source is; empty for none.</param>
/// <param name="Zones">All parts of the picture in which alone faces are looked for, or in which none are; none for the whole picture.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CameraRequest(
    string? Name = null, string? Source = null, bool? Enabled = null, double? MaxFps = null, bool? Loop = null,
    string? Transport = null, string? Backend = null, string? Decoder = null, double? TimeoutSeconds = null, int? MinFace = null,
    string? DetectSource = null, IReadOnlyList<ZoneView>? Zones = null)
{
    /// <summary>What was given, as it is written in the file.</summary>
    public IReadOnlyList<Setting> Settings =>
    [
        .. ((Setting?[])[
            Of("name", Name), Of("source", Source), Of("detect_source", DetectSource), Of("enabled", Enabled?.ToString().ToLowerInvariant()), Of("max_fps", Number(MaxFps)),
            Of("loop", Loop?.ToString().ToLowerInvariant()), Of("transport", Transport), Of("backend", Backend), Of("decoder", Decoder),
            Of("timeout", Number(TimeoutSeconds) is { } seconds ? seconds + "s" : null), Of("min_face", Number(MinFace)),
            Zones is null ? null : new SectionsSetting("zones", [.. Zones.Select(zone => zone.Settings)]),
        ]).OfType<Setting>(),
    ];

    private static Setting? Of(string key, string? value) => value is null ? null : new(key, value);

    private static string? Number(double? number) => number?.ToString("0.###", CultureInfo.InvariantCulture);
}

/// <summary>How a change is to be made.</summary>
/// <param name="DryRun">Only show what would change.</param>
/// <param name="Version">Refuse if the configuration is not the one that an earlier answer showed.</param>
internal sealed record ChangeQuery(
    [FromQuery(Name = "dryRun")] bool DryRun = false,
    [FromQuery(Name = "version")] string? Version = null);

/// <summary>A camera as it is configured.</summary>
/// <param name="Name">In metrics, logs and addresses.</param>
/// <param name="Source">As in the file, without user name and password.</param>
/// <param name="Enabled">Whether it is read.</param>
/// <param name="MaxFps">Pictures a second to recognise; 0 takes all.</param>
/// <param name="Loop">A file begins again when it ends.</param>
/// <param name="Transport">How RTSP packets travel: tcp or udp.</param>
/// <param name="Backend">Who decodes: auto, libav or process.</param>
/// <param name="Decoder">What the decoding is done by: auto, software, nvdec or vaapi.</param>
/// <param name="TimeoutSeconds">Silence that counts as failed.</param>
/// <param name="MinFace">The narrowest face to look for, in pixels.</param>
/// <param name="DetectSource">The stream in which faces are looked for, shown as the source is; empty where that does both.</param>
/// <param name="Zones">Where faces are looked for, and where not; empty when that is the whole picture.</param>
internal sealed record CameraSettingsView(
    string Name, string Source, bool Enabled, double MaxFps, bool Loop, string Transport, string Backend, string Decoder, double TimeoutSeconds, int MinFace,
    string DetectSource, IReadOnlyList<ZoneView> Zones)
{
    /// <summary>Of checked options.</summary>
    /// <param name="camera">The options.</param>
    /// <param name="source">The address as it may be shown.</param>
    /// <param name="detectSource">That of the detection stream.</param>
    public static CameraSettingsView Of(CameraOptions camera, string source, string detectSource) => new(
        camera.Name, source, camera.Enabled, camera.MaxFps, camera.Loop, Word(camera.Transport), Word(camera.Backend), Word(camera.Decoder), camera.Timeout.TotalSeconds, camera.MinFace,
        detectSource, [.. camera.Zones.Select(ZoneView.Of)]);

    private static string Word(Enum value) => value.ToString().ToLowerInvariant();
}

/// <summary>What became of a change.</summary>
/// <param name="Camera">As it is configured now; null for one that was removed.</param>
/// <param name="Applied">Written and in force; false for a dry run.</param>
/// <param name="Diff">Lines of the configuration that change, in the form of diff, without user names and passwords.</param>
/// <param name="Version">Of the configuration: after the change, or, for a dry run, before it, to be given back with the change itself.</param>
internal sealed record CameraChangeView(CameraSettingsView? Camera, bool Applied, string Diff, string Version);

/// <summary>What came of trying a camera.</summary>
/// <param name="Works">It gives pictures.</param>
/// <param name="Reason">Why not, for people; empty when it works.</param>
/// <param name="Fault">Why not, in a word such as unauthorized or timeout; empty when it works.</param>
/// <param name="Codec">Such as h264.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Fps">Pictures a second.</param>
/// <param name="FirstPictureMs">From the first packet to the first picture.</param>
/// <param name="Picture">The first picture, a JPEG in base64; null when there is none.</param>
internal sealed record CameraTrialView(
    bool Works, string Reason, string Fault, string Codec, int Width, int Height, double Fps, double FirstPictureMs, byte[]? Picture);
