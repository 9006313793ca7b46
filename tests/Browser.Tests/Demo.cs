using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace FaceStream.Tests;

/// <summary>A running <c>facestream</c> with a gallery of its own: the same program that operators start.</summary>
public sealed partial class Demo : IAsyncDisposable
{
    /// <summary>Loading the models and enrolling two people takes seconds; a busy machine gets a few more.</summary>
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(90);

    /// <summary>SIGTERM drains within 10 s; what has not ended then is killed.</summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(12);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("facestream-demo-");
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder _words = new();
    private readonly Process _process;

    private Demo(params string[] command)
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(Places.CommandLine)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["FACESTREAM_HOME"] = Places.Root, ["NO_COLOR"] = "1" },
            },
            EnableRaisingEvents = true,
        };
        foreach (var argument in (string[])[.. command, "--gallery", Path.Combine(_folder.FullName, "gallery.db")])
            _process.StartInfo.ArgumentList.Add(argument);
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"facestream {command[0]} ended before it served:\n{Words}"));
    }

    /// <summary>Where the dashboard is.</summary>
    public Uri Address => _address.Task.Result;

    /// <summary>What the program has said.</summary>
    public string Words
    {
        get
        {
            lock (_words)
                return _words.ToString();
        }
    }

    /// <summary>Starts the demo and waits for the address that it prints.</summary>
    public static Task<Demo> StartAsync() => StartAsync(new Demo("demo", "--headless", "--port", "0"));

    /// <summary>The same for the service with a configuration, which gives it a free port.</summary>
    public static Task<Demo> StartAsync(string configuration) => StartAsync(new Demo("run", "-c", configuration));

    private static async Task<Demo> StartAsync(Demo demo)
    {
        demo._process.Start();
        demo._process.BeginOutputReadLine();
        demo._process.BeginErrorReadLine();
        try
        {
            await demo._address.Task.WaitAsync(StartsWithin);
            return demo;
        }
        catch (TimeoutException)
        {
            await demo.DisposeAsync();
            throw new TimeoutException($"facestream printed no address within {StartsWithin.TotalSeconds} s:\n{demo.Words}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var terminate = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            using var patience = new CancellationTokenSource(EndsWithin);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_words)
            _words.AppendLine(line);
        if (AddressInText().Match(line) is { Success: true } match)
            _address.TrySetResult(new Uri(match.Value));
    }

    [GeneratedRegex(@"http://(127\.0\.0\.1|localhost):[1-9]\d*")]
    private static partial Regex AddressInText();
}
