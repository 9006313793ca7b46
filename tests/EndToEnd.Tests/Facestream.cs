using System.Diagnostics;
using FaceStream.Tests;

namespace FaceStream.EndToEnd.Tests;

/// <summary>The built command line, run as an operator would.</summary>
internal static class Facestream
{
    /// <summary>Runs a command to its end and gives its exit code and what it wrote.</summary>
    public static Task<(int Code, string Output, string Errors)> RunAsync(params string[] args) => RunProgramAsync(Places.CommandLine, args);

    /// <summary>Runs a command that must succeed.</summary>
    public static Task<string> MustRunAsync(params string[] args) => MustRunProgramAsync(Places.CommandLine, args);

    /// <summary>The same with another program in front.</summary>
    public static async Task<string> MustRunProgramAsync(string program, params string[] args)
    {
        var (code, output, errors) = await RunProgramAsync(program, args);
        Assert.True(code == 0, $"{program} {string.Join(' ', args)} ended with {code}:\n{errors}\n{output}");
        return output;
    }

    private static async Task<(int Code, string Output, string Errors)> RunProgramAsync(string program, string[] args)
    {
        using var process = Start(program, args);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }

    private static Process Start(string program, string[] args)
    {
        var start = new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["FACESTREAM_HOME"] = Places.Root;
        return Process.Start(start)!;
    }
}
