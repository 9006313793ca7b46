using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace FaceStream.Dashboard.Tests.Metrics;

/// <summary>The real Prometheus, as Debian ships it, scraping one target four times a second.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/prometheus";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("facestream-prometheus-");
    private readonly Process _process;
    private readonly HttpClient _http;

    private PrometheusServer(Uri target)
    {
        var configuration = Path.Combine(_folder.FullName, "prometheus.yml");
        File.WriteAllText(configuration,
            $"""
            global: {"{"} scrape_interval: 250ms, scrape_timeout: 250ms {"}"}
            scrape_configs:
              - job_name: facestream
                static_configs: [ {"{"} targets: ["{target.Authority}"] {"}"} ]

            """);
        var port = FreePort();
        _http = new() { BaseAddress = new($"http://127.0.0.1:{port}") };
        _process = Process.Start(new ProcessStartInfo(Program,
        [
            $"--config.file={configuration}", $"--storage.tsdb.path={Path.Combine(_folder.FullName, "data")}",
            string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{port}"), "--log.level=error",
        ]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    /// <summary>Starts it, and waits until it has scraped a metric; skips the test where it is not installed.</summary>
    public static async Task<PrometheusServer> StartAsync(Uri target, string metric)
    {
        Assert.SkipUnless(File.Exists(Program), $"{Program} is not installed; apt-get install prometheus");
        var server = new PrometheusServer(target);
        await server.AskAsync(metric);
        return server;
    }

    /// <summary>The one value of an expression, as soon as Prometheus has one.</summary>
    public async Task<double> AskAsync(string expression) =>
        double.Parse((await ResultsAsync(expression, exactly: 1))[0].GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture);

    /// <summary>The results of an expression, as soon as there are any, or exactly as many as wanted.</summary>
    public async Task<List<JsonElement>> ResultsAsync(string expression, int? exactly = null)
    {
        var deadline = Stopwatch.GetTimestamp() + 60 * Stopwatch.Frequency;
        while (true)
        {
            Assert.False(_process.HasExited, "Prometheus has stopped.");
            Assert.True(Stopwatch.GetTimestamp() < deadline, $"Prometheus has no answer to {expression} after a minute.");
            try
            {
                using var answer = await _http.GetAsync("/api/v1/query?query=" + Uri.EscapeDataString(expression), TestContext.Current.CancellationToken);
                var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.True(answer.StatusCode != HttpStatusCode.BadRequest, $"{expression}: {text}");
                if (answer.IsSuccessStatusCode)
                {
                    var results = JsonDocument.Parse(text).RootElement.GetProperty("data").GetProperty("result").EnumerateArray().ToList();
                    if (exactly is { } count ? results.Count == count : results.Count > 0)
                        return results;
                }
            }
            catch (HttpRequestException)
            {
                // Not up yet, or still replaying its log.
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
