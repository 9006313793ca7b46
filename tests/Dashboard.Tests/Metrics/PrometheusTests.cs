using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using FaceStream.StreamIngest;

namespace FaceStream.Dashboard.Tests.Metrics;

/// <summary>The real Prometheus, as Debian ships it, scrapes a real server and answers questions.</summary>
public sealed class PrometheusTests : IDisposable
{
    private const string Prometheus = "/usr/bin/prometheus";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("facestream-prometheus-");

    [Fact]
    public async Task Prometheus_scrapes_the_service_and_knows_the_frame_rate_of_a_camera()
    {
        Assert.SkipUnless(File.Exists(Prometheus), $"{Prometheus} is not installed; apt-get install prometheus");
        await using var dashboard = await TestDashboard.StartAsync();
        MetricsEndpointTests.Work(dashboard);
        var ingest = new IngestMetrics(dashboard.Meters);
        using var counting = new Timer(_ => ingest.FrameDecoded("door"), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(20));
        await using var server = await StartAsync(dashboard.Address);

        Assert.Equal(1, await server.AskAsync("up{job=\"facestream\"}"));
        Assert.Equal(24.5, await server.AskAsync("facestream_camera_fps{camera=\"door\"}"));
        Assert.Equal(0, await server.AskAsync("facestream_camera_up{camera=\"yard\"}"));
        // Counted, not told: a timer of 20 ms on a busy machine gives between a few and fifty a second.
        Assert.InRange(await server.AskAsync("rate(facestream_frames_decoded_total{camera=\"door\"}[3s])"), 1, 60);
        Assert.InRange(await server.AskAsync("histogram_quantile(0.95, sum by (le) (facestream_stage_duration_seconds_bucket))"), 0, 3);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<Running> StartAsync(Uri target)
    {
        var configuration = Path.Combine(_folder.FullName, "prometheus.yml");
        await File.WriteAllTextAsync(configuration,
            $"""
            global: {"{"} scrape_interval: 250ms, scrape_timeout: 250ms {"}"}
            scrape_configs:
              - job_name: facestream
                static_configs: [ {"{"} targets: ["{target.Authority}"] {"}"} ]

            """);
        var port = FreePort();
        var process = Process.Start(new ProcessStartInfo(Prometheus,
        [
            $"--config.file={configuration}", $"--storage.tsdb.path={Path.Combine(_folder.FullName, "data")}",
            string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{port}"), "--log.level=error",
        ]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var running = new Running(process, new Uri($"http://127.0.0.1:{port}"));
        await running.AskAsync("facestream_camera_fps{camera=\"door\"}");
        return running;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private sealed class Running(Process process, Uri address) : IAsyncDisposable
    {
        private readonly HttpClient _http = new() { BaseAddress = address };

        /// <summary>The one value of an expression, as soon as Prometheus has one.</summary>
        public async Task<double> AskAsync(string expression)
        {
            var deadline = Stopwatch.GetTimestamp() + 60 * Stopwatch.Frequency;
            while (true)
            {
                Assert.False(process.HasExited, "Prometheus has stopped.");
                Assert.True(Stopwatch.GetTimestamp() < deadline, $"Prometheus has no answer to {expression} after a minute.");
                try
                {
                    using var answer = JsonDocument.Parse(await _http.GetStringAsync(
                        "/api/v1/query?query=" + Uri.EscapeDataString(expression), TestContext.Current.CancellationToken));
                    var result = answer.RootElement.GetProperty("data").GetProperty("result");
                    if (result.GetArrayLength() == 1)
                        return double.Parse(result[0].GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture);
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
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
