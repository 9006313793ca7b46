using System.Diagnostics;
using System.Globalization;
using FaceStream.Dashboard.Output;

namespace FaceStream.Dashboard.Annotation;

/// <summary>
/// Sets text in any script as a mask. ffmpeg's subtitle renderer (libass) does it, because names are written in Arabic,
/// Hindi and Chinese too; each text is set once, in about a tenth of a second.
/// </summary>
/// <param name="size">Letter height, in pixels.</param>
internal sealed class LabelPress(int size) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, LabelMask> _set = new(StringComparer.Ordinal);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("facestream-labels-");

    /// <summary>The mask of a text.</summary>
    public LabelMask this[string text] => _set.TryGetValue(text, out var mask) ? mask : _set[text] = Press(text);

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private LabelMask Press(string text)
    {
        // Wider than any text of that many letters; what is left over is cut off below. ffmpeg's colour source makes even sides.
        var (width, height) = (Math.Min(4096, (text.EnumerateRunes().Count() + 2) * size) & ~1, size * 3 / 2 & ~1);
        File.WriteAllText(Path.Combine(_folder.FullName, "label.ass"), Script(text, width, height));
        return Cut(Draw(width, height), width, height);
    }

    private string Script(string text, int width, int height) => string.Create(CultureInfo.InvariantCulture, $"""
        [Script Info]
        ScriptType: v4.00+
        PlayResX: {width}
        PlayResY: {height}
        WrapStyle: 2

        [V4+ Styles]
        Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
        Style: Label,sans-serif,{size},&H00FFFFFF,&H00FFFFFF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,0,0,7,0,0,{size / 5},1

        [Events]
        Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
        Dialogue: 0,0:00:00.00,0:00:10.00,Label,,0,0,0,,{Escape(text)}

        """);

    // A word joiner after a backslash keeps \N from being a line break; braces would hold commands.
    private static string Escape(string text) =>
        text.Replace("\\", "\\\u2060", StringComparison.Ordinal).Replace("{", "\\{", StringComparison.Ordinal).Replace("}", "\\}", StringComparison.Ordinal)
            .ReplaceLineEndings(" ");

    private byte[] Draw(int width, int height)
    {
        string[] arguments =
        [
            "-nostdin", "-hide_banner", "-loglevel", "error",
            "-f", "lavfi", "-i", $"color=c=black:s={width}x{height}:r=25",
            "-vf", "format=gray,ass=label.ass,format=gray", "-frames:v", "1", "-f", "rawvideo", "pipe:1",
        ];
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        })!;
        var words = ffmpeg.StandardError.ReadToEndAsync();
        var picture = new byte[width * height];
        var got = ffmpeg.StandardOutput.BaseStream.ReadAtLeast(picture, picture.Length, throwOnEndOfStream: false);
        ffmpeg.WaitForExit(Patience);
        if (got < picture.Length)
            throw new CommandFailure(ExitCode.DependencyMissing, $"ffmpeg could not set the names for the annotated video: {words.Result.Trim()}", "Install it: apt-get install ffmpeg");
        return picture;
    }

    /// <summary>Without the empty columns to the right, and with full ink at the renderer's brightest, 235.</summary>
    private static LabelMask Cut(byte[] picture, int width, int height)
    {
        var used = 1;
        for (var i = 0; i < picture.Length; i++)
        {
            if (picture[i] > 0)
                used = Math.Max(used, i % width + 1);
        }

        var cover = new byte[used * height];
        for (var i = 0; i < cover.Length; i++)
            cover[i] = (byte)Math.Min(255, picture[i / used * width + i % used] * 255 / 235);
        return new(used, height, cover);
    }
}
