using System.Diagnostics;
using System.Text.Json;

namespace FaceStream.Dashboard.Tests.Commands;

/// <summary>The built program, run as a process, as an operator would.</summary>
internal static class Cli
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Its path.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "facestream");

    /// <summary>Runs it to its end.</summary>
    public static Task<Answer> Run(params string[] args) => Run([], args);

    /// <summary>Runs it to its end, with variables set.</summary>
    public static async Task<Answer> Run(Dictionary<string, string> environment, params string[] args)
    {
        using var process = Start(environment, args);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        return new(process.ExitCode, await output, await error);
    }

    /// <summary>Starts it; ended at the latest when the caller disposes it.</summary>
    public static Process Start(Dictionary<string, string> environment, params string[] args)
    {
        var start = new ProcessStartInfo(Program, args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = new Watched { StartInfo = start };
        process.Start();
        return process;
    }

    /// <summary>A test that fails leaves no process behind.</summary>
    private sealed class Watched : Process
    {
        protected override void Dispose(bool disposing)
        {
            if (disposing && !HasExited)
                Kill(entireProcessTree: true);
            base.Dispose(disposing);
        }
    }

    /// <summary>What a run gave.</summary>
    internal sealed record Answer(int Code, string Output, string Error)
    {
        /// <summary>Standard output as JSON.</summary>
        public JsonElement Json => JsonDocument.Parse(Output).RootElement;
    }
}
