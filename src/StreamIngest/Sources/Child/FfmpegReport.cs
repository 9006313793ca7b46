using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace FaceStream.StreamIngest.Sources.Child;

/// <summary>What an <c>ffmpeg</c> says on its standard error: a description of the input and output, warnings, errors.</summary>
/// <param name="conceal">Takes the secrets out of a line.</param>
internal sealed partial class FfmpegReport(Func<string, string> conceal)
{
    private const int LinesKept = 5;
    private const int LongestLine = 1000;

    private readonly List<byte> _line = [];
    private readonly Queue<(string Words, int? Code)> _complaints = [];
    private bool _output;

    /// <summary>The input is open, and described.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>The demuxer's name, as libav has it.</summary>
    public string Format { get; private set; } = "";

    /// <summary>Such as <c>h264</c>; empty before it is known.</summary>
    public string Codec { get; private set; } = "";

    /// <summary>Pictures a second, 0 when not known.</summary>
    public double Fps { get; private set; }

    /// <summary>Length of the whole container, where it says so.</summary>
    public TimeSpan? Duration { get; private set; }

    /// <summary>Tracks of all kinds.</summary>
    public int Tracks { get; private set; }

    /// <summary>The decoder's pixel format, such as <c>yuvj420p</c>.</summary>
    public string InputPixels { get; private set; } = "";

    /// <summary>Range and matrix of the pictures as they come out, such as <c>tv, bt709, progressive</c>.</summary>
    public string OutputColours { get; private set; } = "";

    /// <summary>Packets that the decoder refused.</summary>
    public long DecodeErrors { get; private set; }

    /// <summary>The last warning or error, without secrets.</summary>
    public string LastWords => _complaints.Count > 0 ? _complaints.Last().Words : "ffmpeg gave no reason";

    /// <summary>The last error that <see cref="FfmpegErrors"/> knows, an AvError.</summary>
    public int? Code => _complaints.LastOrDefault(complaint => complaint.Code is not null).Code;

    /// <summary>It could not set up the card that was to decode.</summary>
    public bool BlamesDevice { get; private set; }

    /// <summary>Takes more of the text; lines are cut at a thousand bytes, and five are kept.</summary>
    public void Take(ReadOnlySpan<byte> text)
    {
        foreach (var value in text)
        {
            if (value == '\n')
            {
                TakeLine(Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(_line)));
                _line.Clear();
            }
            else if (_line.Count < LongestLine)
            {
                _line.Add(value);
            }
        }
    }

    private void TakeLine(string line)
    {
        if (Information().Match(line) is { Success: true } said)
        {
            Describe(said.Groups[1].Value);
            return;
        }

        if (Complaint().Match(line) is not { Success: true } complaint)
            return;
        var words = complaint.Groups[1].Value.Trim();
        if (words.StartsWith("Error while decoding", StringComparison.Ordinal) || words.StartsWith("Error submitting packet to decoder", StringComparison.Ordinal))
            DecodeErrors++;
        BlamesDevice |= words.StartsWith("Device creation failed", StringComparison.Ordinal) || words.StartsWith("No device available for decoder", StringComparison.Ordinal)
            || words.StartsWith("Device setup failed", StringComparison.Ordinal) || words.StartsWith("Device type ", StringComparison.Ordinal);
        _complaints.Enqueue((conceal(words), FfmpegErrors.Code(words)));
        if (_complaints.Count > LinesKept)
            _complaints.Dequeue();
    }

    private void Describe(string line)
    {
        if (Input().Match(line) is { Success: true } input)
            (IsOpen, Format) = (true, input.Groups[1].Value);
        else if (line.StartsWith("Output #0, ", StringComparison.Ordinal))
            _output = true;
        else if (Length().Match(line) is { Success: true } length && TimeSpan.TryParse(length.Groups[1].Value, CultureInfo.InvariantCulture, out var duration))
            Duration = duration;
        else if (line.StartsWith("  Stream #0:", StringComparison.Ordinal))
            DescribeTrack(line);
    }

    private void DescribeTrack(string line)
    {
        var video = Video().Match(line);
        if (_output)
            OutputColours = video.Groups[3].Value;
        else if (!line.Contains("->", StringComparison.Ordinal))
            Tracks++;
        if (_output || !video.Success || Codec.Length > 0 || line.Contains("(attached pic)", StringComparison.Ordinal))
            return;
        (Codec, InputPixels) = (video.Groups[1].Value, video.Groups[2].Value);
        Fps = Rate().Match(line) is { Success: true } rate && double.TryParse(rate.Groups[1].Value, CultureInfo.InvariantCulture, out var fps) ? fps : 0;
    }

    [GeneratedRegex(@"^\[info\] (.*)")]
    private static partial Regex Information();

    [GeneratedRegex(@"^(?:\[[^\]]*@[^\]]*\] )*\[(?:warning|error|fatal|panic)\] (.*)")]
    private static partial Regex Complaint();

    [GeneratedRegex(@"^Input #0, (\S+), from ")]
    private static partial Regex Input();

    [GeneratedRegex(@"^  Duration: (\d+:\d\d:\d\d\.\d+),")]
    private static partial Regex Length();

    /// <summary>Codec, what it is called in its container, pixel format, and colours in brackets.</summary>
    [GeneratedRegex(@": Video: (\w+)(?: \([^)]*\))*, (\w+)(?:\(([^)]*)\))?")]
    private static partial Regex Video();

    [GeneratedRegex(@", ([\d.]+) fps")]
    private static partial Regex Rate();
}
