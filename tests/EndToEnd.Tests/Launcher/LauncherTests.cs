using System.Diagnostics;
using FaceStream.Tests;

namespace FaceStream.EndToEnd.Tests.Launcher;

public sealed class LauncherTests : IDisposable
{
    private readonly ScratchLauncher _launcher = new();

    [Fact]
    public async Task The_first_use_brings_each_thing_once_and_says_so()
    {
        var (code, output, error) = await _launcher.RunAsync("people", "list", "two words");

        Assert.Equal((0, "called with people list two words\n"), (code, output));
        Assert.Equal(["npm", "dotnet"], _launcher.Calls.Select(Program));
        Assert.Contains("Build FaceStream: ", error, StringComparison.Ordinal);
        Assert.Equal(0, (await _launcher.RunAsync("setup")).Code);
        Assert.Equal(["npm", "dotnet", "node"], _launcher.Calls.Select(Program));
        Assert.True(Directory.Exists(_launcher.Home("models")));
    }

    [Fact]
    public async Task With_nothing_to_do_no_program_is_called_and_nothing_is_said()
    {
        await _launcher.RunAsync("setup");
        var calls = _launcher.Calls;

        var (code, output, error) = await _launcher.RunAsync("run", "-c", "facestream.yaml");
        var setUp = await _launcher.RunAsync("setup");

        Assert.Equal((0, "called with run -c facestream.yaml\n", ""), (code, output, error));
        Assert.Equal((0, "", "FaceStream is set up. Next: ./facestream demo\n"), setUp);
        Assert.Equal(calls, _launcher.Calls);
    }

    [Theory]
    [InlineData("demo", "--help")]
    [InlineData("bench", "-h")]
    public async Task For_a_word_of_help_neither_models_nor_footage_are_made(string command, string help)
    {
        Assert.Equal((0, $"called with {command} {help}\n"), Said(await _launcher.RunAsync(command, help)));
        Assert.Equal(["npm", "dotnet"], _launcher.Calls.Select(Program));
        Assert.False(Directory.Exists(_launcher.Home("models")));
    }

    [Fact]
    public async Task Through_a_link_from_anywhere_it_finds_its_home()
    {
        await _launcher.RunAsync("setup");
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder["fs"], _launcher.Home("facestream"));

        using var linked = Process.Start(new ProcessStartInfo(folder["fs"], ["doctor"]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Path })!;
        var (code, output, _) = await ScratchLauncher.EndAsync(linked);

        Assert.Equal((0, "called with doctor\n"), (code, output));
        Assert.Equal(["fs"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Of_two_at_once_the_second_says_that_it_waits_and_goes_on_with_what_the_first_has_done()
    {
        var (go, building) = (_launcher.Beside("go"), _launcher.Beside("building"));
        _launcher.Dotnet($"touch '{building}'; {Until(go)}");
        using var first = _launcher.Start("people", "list");
        await ScratchLauncher.SeeAsync(building);

        using var second = _launcher.Start("people", "show");
        var said = await second.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        File.WriteAllText(go, "");

        Assert.Equal("Waiting for another ./facestream, which is setting up.", said);
        Assert.Equal((0, "called with people list\n"), Said(await ScratchLauncher.EndAsync(first)));
        Assert.Equal((0, "called with people show\n", ""), await ScratchLauncher.EndAsync(second));
        Assert.Single(_launcher.Calls, call => Program(call) == "dotnet");
    }

    [Fact]
    public async Task A_build_server_that_outlives_the_set_up_does_not_hold_its_lock()
    {
        // As the compiler's server does: started by the build, there after it.
        var end = _launcher.Beside("end");
        _launcher.Dotnet($"( {Until(end)} ) & disown");
        try
        {
            var first = await _launcher.RunAsync("people", "list");
            File.AppendAllText(_launcher.Home("global.json"), " ");
            var second = await _launcher.RunAsync("people", "list");

            Assert.Equal((0, 0), (first.Code, second.Code));
            Assert.Equal(2, _launcher.Calls.Count(call => Program(call) == "dotnet"));
            Assert.DoesNotContain("Waiting", second.Error, StringComparison.Ordinal);
        }
        finally
        {
            File.WriteAllText(end, "");
        }
    }

    [Fact]
    public async Task The_command_that_follows_the_set_up_does_not_hold_its_lock_either()
    {
        var (go, ready) = (_launcher.Beside("go"), _launcher.Beside("ready"));
        await _launcher.RunAsync("setup");
        File.WriteAllText(_launcher.Home("artifacts/bin/Dashboard/release/facestream"), $"#!/bin/bash\n[[ $1 != run ]] || {{ touch '{ready}'; {Until(go)}; }}\n");

        using var service = _launcher.Start("run");
        await ScratchLauncher.SeeAsync(ready);
        var beside = await _launcher.RunAsync("people", "list");
        File.WriteAllText(go, "");

        Assert.Equal((0, "", ""), beside);
        Assert.Equal(0, (await ScratchLauncher.EndAsync(service)).Code);
    }

    [Fact]
    public async Task Asked_for_a_GPU_it_builds_once_with_the_other_runtime_and_leaves_the_mark_that_later_builds_heed()
    {
        await _launcher.RunAsync("setup");
        var before = _launcher.Calls.Length;

        Assert.Equal(0, (await _launcher.RunAsync("setup", "--gpu")).Code);
        Assert.Equal(0, (await _launcher.RunAsync("setup", "--gpu")).Code);

        Assert.Contains("-p:OnnxRuntimeSource=nuget", Assert.Single(_launcher.Calls.Skip(before)), StringComparison.Ordinal);
        Assert.True(File.Exists(_launcher.Home("artifacts/setup/gpu")));
        // The other half of it is the property's; a typing error there would go unnoticed for long.
        Assert.Contains("Exists('$(ArtifactsPath)/setup/gpu')", File.ReadAllText(Path.Combine(Places.Root, "Directory.Build.props")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--cpu")]
    [InlineData("gpu")]
    public async Task A_word_that_the_set_up_does_not_know_is_told_before_anything_is_done(string word)
    {
        Assert.Equal((2, "", $"./facestream setup knows --gpu, not '{word}'.\n"), await _launcher.RunAsync("setup", "--gpu", word));
        Assert.Empty(_launcher.Calls);
    }

    [Fact]
    public async Task A_step_that_fails_ends_with_its_last_lines_and_is_done_again_next_time()
    {
        _launcher.Dotnet("echo 'error CS1002: ; expected'; exit 1");

        var (code, output, error) = await _launcher.RunAsync("people", "list");
        _launcher.Dotnet("");

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("Build FaceStream: failed. The end of artifacts/setup/setup.log:", error, StringComparison.Ordinal);
        Assert.Contains("error CS1002", error, StringComparison.Ordinal);
        Assert.Equal(0, (await _launcher.RunAsync("people", "list")).Code);
        Assert.Equal(["npm", "dotnet", "dotnet"], _launcher.Calls.Select(Program));
    }

    [Fact]
    public async Task What_changed_is_built_again_and_nothing_else_is_done()
    {
        await _launcher.RunAsync("setup");
        var before = _launcher.Calls.Length;
        File.WriteAllText(_launcher.Home("src/Dashboard/Program.cs"), "");

        await _launcher.RunAsync("people", "list");

        Assert.Equal(["dotnet"], _launcher.Calls[before..].Select(Program));
    }

    public void Dispose() => _launcher.Dispose();

    /// <summary>A script that goes on when the file is there, or when the test's folder is gone.</summary>
    private static string Until(string file) => $"until [[ -e '{file}' || ! -d '{Path.GetDirectoryName(file)}' ]]; do sleep 0.02; done";

    private static string Program(string call) => call.Split(' ')[0];

    private static (int, string) Said((int Code, string Output, string Error) answer) => (answer.Code, answer.Output);
}
