using System.Diagnostics;
using FaceStream.Tests;

namespace FaceStream.EndToEnd.Tests.Launcher;

/// <summary>
/// The launcher in a folder of its own, where nothing is set up: the programs that it calls are stubs, first in the PATH, which note how they
/// were called and make what the real ones would.
/// </summary>
internal sealed class ScratchLauncher : IDisposable
{
    // A busy machine is slow; a launcher that waits for what never comes is broken.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();

    public ScratchLauncher()
    {
        foreach (var inside in (string[])["home/src/Dashboard", "home/src/OnnxRuntime", "home/sample-videos", "stubs"])
            Directory.CreateDirectory(_folder[inside]);
        foreach (var file in (string[])["src/Dashboard/Dashboard.csproj", "Directory.Build.props", "Directory.Packages.props", "global.json", "package-lock.json", "sample-videos/make.mjs", "sample-videos/scenes.json"])
            File.WriteAllText(Home(file), "");
        File.Copy(Path.Combine(Places.Root, "facestream"), Home("facestream"));

        Stub("npm", """[[ " $* " != *" ci "* ]] || mkdir -p "$FACESTREAM_HOME/node_modules" """);
        Stub("node", """mkdir -p "$FACESTREAM_HOME/sample-videos/made" """);
        Stub("apt-get", "exit 1");      // whatever is asked for is there
        StubQuietly("dpkg-query", "printf installed");
        Dotnet("");
    }

    /// <summary>How the programs were called so far, one a line: <c>npm --prefix … ci</c>.</summary>
    public string[] Calls => File.Exists(_folder["calls"]) ? File.ReadAllLines(_folder["calls"]) : [];

    /// <summary>A path in the launcher's home.</summary>
    public string Home(string path) => _folder["home", path];

    /// <summary>A path beside the home, for what stubs and tests tell each other.</summary>
    public string Beside(string name) => _folder[name];

    /// <summary>Waits until a file is there.</summary>
    public static async Task SeeAsync(string path)
    {
        var since = Stopwatch.GetTimestamp();
        while (!File.Exists(path))
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < Patience, $"{path} did not come");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>What the compiler does, besides making a command line that says how it was called.</summary>
    public void Dotnet(string script) => Stub("dotnet", $$"""
        {{script}}
        mkdir -p "$FACESTREAM_HOME/artifacts/bin/Dashboard/release"
        printf '#!/bin/bash\n[[ $1 != models ]] || mkdir -p "$FACESTREAM_HOME/models"\necho "called with $*"\n' > "$FACESTREAM_HOME/artifacts/bin/Dashboard/release/facestream"
        chmod +x "$FACESTREAM_HOME/artifacts/bin/Dashboard/release/facestream"
        """);

    /// <summary>Starts the launcher; its output waits in pipes.</summary>
    public Process Start(params string[] args)
    {
        var start = new ProcessStartInfo(Home("facestream"), args) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["PATH"] = $"{_folder["stubs"]}:{Environment.GetEnvironmentVariable("PATH")}";
        return Process.Start(start)!;
    }

    /// <summary>Runs the launcher to its end.</summary>
    public async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var launcher = Start(args);
        return await EndAsync(launcher);
    }

    /// <summary>What a launcher that was started says from here to its end; one that does not end is ended.</summary>
    public static async Task<(int Code, string Output, string Error)> EndAsync(Process launcher)
    {
        var (output, error) = (launcher.StandardOutput.ReadToEndAsync(), launcher.StandardError.ReadToEndAsync());
        try
        {
            await launcher.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
        }
        finally
        {
            launcher.Kill(entireProcessTree: true);
        }

        return (launcher.ExitCode, await output, await error);
    }

    public void Dispose() => _folder.Dispose();

    private void Stub(string program, string script) => StubQuietly(program, $"""
        echo "{program} $*" >> "{_folder["calls"]}"
        {script}
        """);

    private void StubQuietly(string program, string script)
    {
        var path = _folder["stubs", program];
        File.WriteAllText(path, $"#!/bin/bash\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
