using System.Diagnostics;
using FaceStream.Tests;

namespace FaceStream.EndToEnd.Tests;

/// <summary>The built command line, run as an operator would.</summary>
internal static class Facestream
{
    /// <summary>Runs a command to its end and gives its exit code and what it wrote.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        using var process = Start(args);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Runs a command that must succeed.</summary>
    public static async Task<string> MustRunAsync(params string[] args)
    {
        var (code, output, errors) = await RunAsync(args);
        Assert.True(code == 0, $"facestream {string.Join(' ', args)} ended with {code}:\n{errors}\n{output}");
        return output;
    }

    private static Process Start(string[] args)
    {
        var start = new ProcessStartInfo(Places.CommandLine, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["FACESTREAM_HOME"] = Places.Root;
        return Process.Start(start)!;
    }
}
