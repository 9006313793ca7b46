using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using FaceStream.Dashboard.Output;

namespace FaceStream.Dashboard.Bench;

/// <summary>The ffmpeg program: makes footage, and is the bare decoder.</summary>
internal static partial class Ffmpeg
{
    /// <summary>Runs it to its end; the answer is what it said.</summary>
    public static string Run(CancellationToken cancel, params string[] arguments)
    {
        try
        {
            using var program = Process.Start(new ProcessStartInfo("ffmpeg", ["-nostdin", "-hide_banner", "-y", .. arguments]) { RedirectStandardError = true })!;
            using var stop = cancel.Register(() => program.Kill());
            var said = program.StandardError.ReadToEnd();
            program.WaitForExit();
            cancel.ThrowIfCancellationRequested();
            return program.ExitCode == 0 ? said : throw new CommandFailure(ExitCode.Failure, $"ffmpeg failed: {said.TrimEnd().Split('\n')[^1]}");
        }
        catch (Win32Exception missing)
        {
            throw new CommandFailure(ExitCode.DependencyMissing, "There is no ffmpeg on the PATH.", "Install it: sudo apt-get install ffmpeg", missing);
        }
    }

    /// <summary>Processor time for decoding all of a file on one thread, in milliseconds.</summary>
    public static double Decode(string file, CancellationToken cancel)
    {
        var spent = Spent().Match(Run(cancel, "-benchmark", "-threads", "1", "-i", file, "-an", "-f", "null", "-"));
        return 1000 * (Number(spent.Groups[1]) + Number(spent.Groups[2]));
    }

    private static double Number(Group text) => double.Parse(text.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"utime=([\d.]+)s stime=([\d.]+)s")]
    private static partial Regex Spent();
}
