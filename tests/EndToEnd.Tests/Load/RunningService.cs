using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using FaceStream.Tests;

namespace FaceStream.EndToEnd.Tests.Load;

/// <summary>A <c>facestream</c> that runs until it is disposed, measured by its own metrics.</summary>
internal sealed partial class RunningService : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    private Task<string> _words = Task.FromResult("");

    private RunningService(Process process, Uri address) => (_process, _http, Address) = (process, new HttpClient { BaseAddress = address }, address);

    /// <summary>Where it is.</summary>
    public Uri Address { get; }

    /// <summary>What it wrote after its address, once it was disposed.</summary>
    public string LastWords { get; private set; } = "";

    /// <summary>Starts it and waits until it serves.</summary>
    public static async Task<RunningService> StartAsync(params string[] command)
    {
        var start = new ProcessStartInfo(Places.CommandLine, command) { RedirectStandardOutput = true };
        start.Environment["FACESTREAM_HOME"] = Places.Root;
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (AddressInText().Match(line) is { Success: true } match)
            {
                return new(process, new Uri(match.Value)) { _words = process.StandardOutput.ReadToEndAsync() };
            }
        }

        throw new InvalidOperationException($"facestream {string.Join(' ', command)} ended before it served");
    }

    /// <summary>What the service did during a stretch of time.</summary>
    public async Task<Stretch> MeasureAsync(TimeSpan time)
    {
        var (seconds, frames) = await ReadAsync();
        await Task.Delay(time, TestContext.Current.CancellationToken);
        var (secondsThen, framesThen) = await ReadAsync();
        return new(secondsThen - seconds, framesThen - frames, time.TotalSeconds);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited)
        {
            using var terminate = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            try
            {
                await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
            }
            catch (TimeoutException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        LastWords = await _words;
        _process.Dispose();
    }

    private async Task<(double Seconds, double Frames)> ReadAsync()
    {
        var text = await _http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        return (Sum(text, "process_cpu_seconds_total"), Sum(text, "facestream_frames_processed_total"));
    }

    private static double Sum(string text, string name) => text.Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    [GeneratedRegex(@"http://127\.0\.0\.1:[1-9]\d*")]
    private static partial Regex AddressInText();
}

/// <summary>What a service did.</summary>
/// <param name="Processor">Seconds of processor time.</param>
/// <param name="Frames">Frames recognised.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record Stretch(double Processor, double Frames, double Seconds)
{
    /// <summary>Seconds of processor time for a frame, with all that goes on beside it: what limits the rate.</summary>
    public double PerFrame => Processor / Frames;
}
