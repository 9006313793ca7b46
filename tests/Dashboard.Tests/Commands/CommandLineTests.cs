using System.Diagnostics;
using System.Globalization;

namespace FaceStream.Dashboard.Tests.Commands;

public class CommandLineTests
{
    [Theory]
    [InlineData("facestream: 'rnu' is not a command. Did you mean 'run'?\nTry: facestream --help\n", "rnu")]
    [InlineData("facestream: 'facestream run' has no option '--jsn'. Did you mean '--json'?\nTry: facestream run --help\n", "run", "--jsn")]
    [InlineData("facestream: 'facestream run' does not know what to do with 'now'.\nTry: facestream run --help\n", "run", "now")]
    [InlineData("facestream: --transport must be one of tcp, udp, and is 'upd'. Did you mean 'udp'?\nTry: facestream cameras test --help\n", "cameras", "test", "a.mp4", "--transport", "upd")]
    [InlineData("facestream: --from must be a time, such as 2026-05-01 or 2026-05-01T18:00, and is 'tomorrow'.\nTry: facestream sightings list --help\n", "sightings", "list", "--from", "tomorrow")]
    [InlineData("facestream: --top must be a whole number, and is 'all'.\nTry: facestream identify --help\n", "identify", "a.jpg", "--top", "all")]
    [InlineData("facestream: --at-least must be a number, and is 'much'.\nTry: facestream sightings search --help\n", "sightings", "search", "a.jpg", "--at-least", "much")]
    [InlineData("facestream: --face must be a whole number, and is 'left'.\nTry: facestream enroll --help\n", "enroll", "Bob", "a.jpg", "--face", "left")]
    [InlineData("facestream: --port must be a whole number, and is 'http'.\nTry: facestream demo --help\n", "demo", "--port", "http")]
    [InlineData("facestream: --timeout is between 0.5 and 300 seconds.\nTry: facestream cameras test --help\n", "cameras", "test", "a.mp4", "--timeout", "1e99")]
    [InlineData("facestream: --timeout is between 0.5 and 300 seconds.\nTry: facestream cameras test --help\n", "cameras", "test", "a.mp4", "--timeout", "-1")]
    [InlineData("facestream: --seconds is between 0 and 4000000.\nTry: facestream run --help\n", "run", "--seconds", "1e99")]
    [InlineData("facestream: --seconds is between 0 and 4000000.\nTry: facestream demo --help\n", "demo", "--headless", "--port", "0", "--seconds", "-2")]
    [InlineData("facestream: 'facestream people hide' wants PERSON: Names or ids.\nTry: facestream people hide --help\n", "people", "hide")]
    [InlineData("facestream: 'facestream verify' wants B: Another picture.\nTry: facestream verify --help\n", "verify", "a.jpg")]
    [InlineData("facestream: 'facestream eval verification' has no option '--mirorr'. Did you mean '--mirror'?\nTry: facestream eval verification --help\n", "eval", "verification", "--mirorr")]
    public async Task A_mistyped_command_line_is_one_line_and_a_hint(string error, params string[] args)
    {
        var answer = await Cli.Run(args);

        Assert.Equal((2, "", error), (answer.Code, answer.Output, answer.Error));
    }

    [Fact]
    public async Task Help_has_examples()
    {
        var answer = await Cli.Run("run", "--help");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Contains("Examples:\n  facestream run", answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  [PART...]    What to measure", "bench")]
    [InlineData("  check [MODEL...]    Verify", "models")]
    [InlineData("  [MODEL...]    Ids", "models", "check")]
    public async Task Help_shows_in_brackets_what_may_be_left_out(string line, params string[] command)
    {
        var help = (await Cli.Run([.. command, "--help"])).Output;

        Assert.Contains(line, help, StringComparison.Ordinal);
        Assert.DoesNotContain("<[", help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_costs_less_than_half_a_second_of_processor()
    {
        // Processor time, because the wall clock also counts whatever else the machine does; the best of five for the same reason.
        var best = double.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", "TIMEFORMAT='%U %S'; time \"$0\" --help >/dev/null", Cli.Program]) { RedirectStandardError = true })!;
            var times = await shell.StandardError.ReadToEndAsync();
            await shell.WaitForExitAsync();
            best = Math.Min(best, times.Split().Where(word => word.Length > 0).Sum(word => double.Parse(word, CultureInfo.InvariantCulture)));
        }

        Assert.True(best < 0.5, $"the best of five took {best:0.000} s");
    }

    [Fact]
    public async Task Nothing_typed_shows_the_help() => Assert.Contains("First steps:", (await Cli.Run()).Output, StringComparison.Ordinal);

    [Fact]
    public async Task A_reader_that_has_gone_is_no_error()
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", "\"$0\" --help | true; echo ${PIPESTATUS[0]}", Cli.Program])
            { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var (output, error) = (await shell.StandardOutput.ReadToEndAsync(), await shell.StandardError.ReadToEndAsync());

        Assert.Equal(("0\n", ""), (output, error));
    }

    [Fact]
    public async Task A_default_of_a_choice_is_written_as_it_is_given() =>
        Assert.Contains("[default: tcp]", (await Cli.Run("cameras", "test", "--help")).Output, StringComparison.Ordinal);

    [Fact]
    public async Task A_failure_with_json_is_json_too()
    {
        var answer = await Cli.Run("run", "--json", "-c", "/nowhere/facestream.yaml");

        Assert.Equal(2, answer.Code);
        Assert.Equal(2, answer.Json.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Contains("/nowhere/facestream.yaml", answer.Error, StringComparison.Ordinal);
    }
}
