using System.Diagnostics;

namespace FaceStream.Tests;

/// <summary>Makes test footage with the real ffmpeg.</summary>
public static class Ffmpeg
{
    /// <summary>Runs <c>ffmpeg -y ARGUMENTS</c>, split at spaces; fails with its own words.</summary>
    public static void Run(string arguments)
    {
        var start = new ProcessStartInfo("ffmpeg") { RedirectStandardError = true };
        foreach (var argument in $"-hide_banner -nostdin -loglevel error -y {arguments}".Split(' ', StringSplitOptions.RemoveEmptyEntries))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"ffmpeg {arguments}: {errors}");
    }
}
