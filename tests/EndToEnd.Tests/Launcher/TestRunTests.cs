using System.Diagnostics;
using FaceStream.Tests;

namespace FaceStream.EndToEnd.Tests.Launcher;

/// <summary>What <c>tests/run</c> says of suites that are scripts here, since real ones do not fail when asked to.</summary>
public sealed class TestRunTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public TestRunTests()
    {
        Directory.CreateDirectory(_home["tests"]);
        File.Copy(Path.Combine(Places.Root, "tests", "run"), _home["tests", "run"]);
    }

    [Fact]
    public async Task Suites_are_added_up()
    {
        Suite("A", Report(passed: 3));
        Suite("B", Report(passed: 4, skipped: 2));

        Assert.Equal((0, "7 passed, 0 failed, 2 skipped"), Last(await RunAsync(), out _));
    }

    [Fact]
    public async Task What_fails_twice_has_failed_and_is_named_at_the_end()
    {
        Suite("A", Report(passed: 3, failed: ["Space.Cameras.Comes_back"]));
        Suite("B", Report(passed: 4));

        Assert.Equal((1, "7 passed, 1 failed, 0 skipped"), Last(await RunAsync(), out var before));
        Assert.Equal("failed: Space.Cameras.Comes_back (artifacts/test-results/A.Tests.xml)", before);
    }

    [Fact]
    public async Task What_fails_once_and_then_passes_alone_has_passed_and_is_named_as_unsteady()
    {
        Suite("A", Report(passed: 3, failed: ["Space.Cameras.Comes_back", "Space.Cameras.Comes_back"]), again: Report(passed: 5));

        Assert.Equal((0, "5 passed, 0 failed, 0 skipped"), Last(await RunAsync(), out var before));
        Assert.Equal("passed only when tried again: Space.Cameras.Comes_back", before);
        Assert.Contains("-method Space.Cameras.Comes_back ", File.ReadAllLines(_home["calls"])[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_much_fails_nothing_is_tried_again()
    {
        Suite("A", Report(passed: 1, failed: [.. Enumerable.Range(0, 6).Select(test => $"Space.Cameras.Test{test}")]), again: Report(passed: 1));

        Assert.Equal((1, "1 passed, 6 failed, 0 skipped"), Last(await RunAsync(), out _));
        Assert.Single(File.ReadAllLines(_home["calls"]));
    }

    [Fact]
    public async Task A_suite_that_dies_or_cannot_clean_up_is_a_failure_and_is_named()
    {
        Suite("A", Report(passed: 3));
        Suite("B", report: null);
        Suite("C", Report(passed: 2, errors: 1));

        Assert.Equal((1, "5 passed, 2 failed, 0 skipped"), Last(await RunAsync(), out var before));
        Assert.Matches("^[BC].Tests ended with code 3", before);
    }

    [Fact]
    public async Task Some_suites_run_beside_the_browsers_and_all_others_alone()
    {
        Suite("Browser", Report(passed: 1), work: $"touch '{_home["browser"]}'; until [[ -e '{_home["gallery"]}' ]]; do sleep 0.05; done");
        Suite("Gallery", Report(passed: 2), work: $"until [[ -e '{_home["browser"]}' ]]; do sleep 0.05; done; touch '{_home["gallery"]}'");
        Suite("Recognizer", Report(passed: 3, failed: ["Space.People.Are_known"]), work: $"sleep 0.5; touch '{_home["recognizer"]}'");
        Suite("EndToEnd", Report(passed: 4), work: $"[[ -e '{_home["recognizer"]}' ]] || exit 4");

        var run = await RunAsync();

        Assert.Equal((1, "10 passed, 1 failed, 0 skipped"), Last(run, out var before));
        Assert.Equal("failed: Space.People.Are_known (artifacts/test-results/Recognizer.Tests.xml)", before);
        Assert.Equal(["== Browser.Tests", "== Gallery.Tests", "== Recognizer.Tests", "== EndToEnd.Tests"], run.Lines.Where(line => line.StartsWith("== ", StringComparison.Ordinal)).Take(4));
    }

    [Fact]
    public async Task A_suite_that_waits_for_cameras_runs_more_tests_at_a_time_than_there_are_cores()
    {
        Suite("A", Report(passed: 1));
        Suite("StreamIngest", Report(passed: 2));

        Assert.Equal((0, "3 passed, 0 failed, 0 skipped"), Last(await RunAsync(), out _));
        var call = Assert.Single(File.ReadAllLines(_home["calls"]), call => call.Contains("-maxThreads 2.0x ", StringComparison.Ordinal));
        Assert.Contains("/StreamIngest.Tests.xml ", call, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_tested_is_no_success()
    {
        Suite("A", Report(passed: 0));

        Assert.Equal((1, "0 passed, 0 failed, 0 skipped"), Last(await RunAsync(), out _));
    }

    public void Dispose() => _home.Dispose();

    private static (int Code, string Line) Last((int Code, string[] Lines) run, out string before)
    {
        before = run.Lines[^2];
        return (run.Code, run.Lines[^1]);
    }

    /// <summary>A suite's report as xunit writes it.</summary>
    private static string Report(int passed, string[]? failed = null, int skipped = 0, int errors = 0) => $"""
        <assemblies><assembly name="a" total="9" passed="{passed}" failed="{failed?.Length ?? 0}" skipped="{skipped}" errors="{errors}">
        {string.Concat((failed ?? []).Select(test => $"<test id=\"1\" name=\"{test}(row: 1)\" result=\"Fail\" type=\"{test[..test.LastIndexOf('.')]}\" method=\"{test[(test.LastIndexOf('.') + 1)..]}\"></test>"))}
        </assembly></assemblies>
        """;

    /// <summary>A suite that reports this when it is run, and <paramref name="again"/> when asked for one method; without a report it dies.</summary>
    /// <param name="work">What it does before, in bash.</param>
    private void Suite(string name, string? report, string? again = null, string work = "")
    {
        var folder = Directory.CreateDirectory(_home["artifacts", "bin", $"{name}.Tests", "release"]).FullName;
        File.WriteAllText(Path.Combine(folder, "first"), report);
        File.WriteAllText(Path.Combine(folder, "again"), again ?? report);
        var program = Path.Combine(folder, $"FaceStream.{name}.Tests");
        File.WriteAllText(program, $$"""
            #!/bin/bash
            echo "$* " >> "{{_home["calls"]}}"
            {{work}}
            report='{{folder}}/first'
            while [[ $1 != -xml ]]; do [[ $1 != -method ]] || report='{{folder}}/again'; shift; done
            [[ ! -s $report ]] || cp "$report" "$2"
            [[ -s $report ]] && ! grep -q -E '(failed|errors)="[1-9]' "$report" || exit 3
            """);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task<(int Code, string[] Lines)> RunAsync()
    {
        using var run = Process.Start(new ProcessStartInfo(_home["tests", "run"]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
        var (code, output, error) = await ScratchLauncher.EndAsync(run);
        Assert.Equal("", error);
        return (code, output.TrimEnd('\n').Split('\n'));
    }
}
