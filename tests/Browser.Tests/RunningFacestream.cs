using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace FaceStream.Tests;

/// <summary>The program that operators start, with a folder of its own.</summary>
public sealed partial class RunningFacestream : IAsyncDisposable
{
    /// <summary>Loading the models and enrolling two people takes seconds; a busy machine gets a few more.</summary>
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(90);

    /// <summary>SIGTERM drains within 10 s; what has not ended then is killed.</summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(12);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("facestream-demo-");
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder _words = new();
    private readonly Process _process;

    private RunningFacestream(Func<string, string[]> arguments, Func<string, string>? home)
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(Places.CommandLine)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["FACESTREAM_HOME"] = home?.Invoke(_folder.FullName) ?? Places.Root, ["NO_COLOR"] = "1" },
            },
            EnableRaisingEvents = true,
        };
        Array.ForEach(arguments(_folder.FullName), _process.StartInfo.ArgumentList.Add);
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"facestream ended before it served:\n{Words}"));
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

    /// <summary>Its folder; gone when it has ended.</summary>
    public string Folder => _folder.FullName;

    /// <summary>Starts <c>facestream demo</c> with a gallery of its own.</summary>
    /// <param name="slow">With ten pictures a second of each camera instead of 25: the same people come by, and the pages have the processor.</param>
    public static Task<RunningFacestream> DemoAsync(bool slow = false) =>
        StartAsync(folder => ["demo", "--headless", "--port", "0", "--gallery", Path.Combine(folder, "gallery.db")], slow ? HomeOfFewerPictures : null);

    /// <summary>Starts <c>facestream run</c> with a configuration.</summary>
    public static Task<RunningFacestream> RunAsync(string configuration) => StartAsync(folder =>
    {
        File.WriteAllText(Path.Combine(folder, "facestream.yaml"), configuration);
        return ["run", "-c", Path.Combine(folder, "facestream.yaml")];
    });

    /// <summary>Starts <c>facestream run</c> with a configuration that is a file already, and a gallery of its own.</summary>
    public static Task<RunningFacestream> RunFileAsync(string file) => StartAsync(folder => ["run", "-c", file, "--gallery", Path.Combine(folder, "gallery.db")]);

    /// <summary>Starts a command and waits for the address that it prints.</summary>
    private static async Task<RunningFacestream> StartAsync(Func<string, string[]> arguments, Func<string, string>? home = null)
    {
        var running = new RunningFacestream(arguments, home);
        running._process.Start();
        running._process.BeginOutputReadLine();
        running._process.BeginErrorReadLine();
        try
        {
            await running._address.Task.WaitAsync(StartsWithin);
            return running;
        }
        catch (TimeoutException)
        {
            await running.DisposeAsync();
            throw new TimeoutException($"facestream printed no address within {StartsWithin.TotalSeconds} s:\n{running.Words}");
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

    private static string HomeOfFewerPictures(string folder)
    {
        var home = Directory.CreateDirectory(Path.Combine(folder, "home", "sample-videos")).Parent!.FullName;
        foreach (var made in (string[])["models", "node_modules", "sample-videos/made"])
            Directory.CreateSymbolicLink(Path.Combine(home, made), Path.Combine(Places.Root, made));
        var cameras = File.ReadAllText(Path.Combine(Places.Root, "sample-videos", "demo.yaml"));
        File.WriteAllText(Path.Combine(home, "sample-videos", "demo.yaml"), cameras.Replace("    loop: true\n", "    loop: true\n    max_fps: 10\n", StringComparison.Ordinal));
        return home;
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
