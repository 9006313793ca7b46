using System.Diagnostics;
using System.Text.Json;
using FaceStream.Dashboard.Tests.Metrics;
using FaceStream.Tests;

namespace FaceStream.Dashboard.Tests.Deploy;

/// <summary>What an operator is given beside the program is true of the program.</summary>
public class DeployTests
{
    [Fact]
    public async Task Every_alert_fires_when_it_must_and_not_before()
    {
        // Names the rules of the file, so that a rule without a test is seen.
        var rules = await File.ReadAllLinesAsync(InDeploy("prometheus/alerts.yml"), TestContext.Current.CancellationToken);
        var tests = await File.ReadAllTextAsync(InDeploy("prometheus/alerts.test.yml"), TestContext.Current.CancellationToken);
        foreach (var alert in rules.Where(line => line.Contains("- alert: ", StringComparison.Ordinal)).Select(line => line.Split(": ")[1]))
            Assert.Matches($"alertname: {alert}\\n +exp_alerts", tests);

        await MustRunAsync("/usr/bin/promtool", "prometheus", "test", "rules", InDeploy("prometheus/alerts.test.yml"));
        await MustRunAsync("/usr/bin/promtool", "prometheus", "check", "config", InDeploy("prometheus/prometheus.yml"));
    }

    [Fact]
    public async Task Every_question_of_the_Grafana_dashboard_has_an_answer()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        MetricsEndpointTests.Work(dashboard);
        await using var server = await PrometheusServer.StartAsync(dashboard.Address, "facestream_camera_fps{camera=\"door\"}");

        var questions = JsonDocument.Parse(await File.ReadAllTextAsync(InDeploy("grafana/facestream.json"), TestContext.Current.CancellationToken)).RootElement
            .GetProperty("panels").EnumerateArray().Where(panel => panel.TryGetProperty("targets", out _))
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()!).ToList();

        Assert.True(questions.Count > 30);
        foreach (var question in questions)
        {
            Assert.NotEmpty(await server.ResultsAsync(question
                .Replace("$__rate_interval", "10s", StringComparison.Ordinal).Replace("$camera", ".*", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Systemd_understands_the_unit()
    {
        using var folder = new TemporaryFolder();
        var unit = await File.ReadAllTextAsync(InDeploy("systemd/facestream.service"), TestContext.Current.CancellationToken);
        var here = folder.Write("facestream.service", unit.Replace("/opt/facestream/artifacts/bin/Dashboard/release/facestream", Places.CommandLine, StringComparison.Ordinal));

        Assert.Contains(Places.CommandLine, await File.ReadAllTextAsync(here, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await MustRunAsync("/usr/bin/systemd-analyze", "systemd", "verify", "--man=no", here);
    }

    private static string InDeploy(string path) => Path.Combine(Places.Root, "deploy", path);

    private static async Task MustRunAsync(string program, string package, params string[] args)
    {
        Assert.SkipUnless(File.Exists(program), $"{program} is not installed; apt-get install {package}");
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', args)}\n{await output}{await errors}");
    }
}
