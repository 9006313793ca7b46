using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using FaceStream.Dashboard.Analysis;
using FaceStream.Gallery;
using FaceStream.Recognizer;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Models;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Pipeline;
using FaceStream.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace FaceStream.EndToEnd.Tests;

/// <summary>A recording says the same today and tomorrow, on a small machine and on a large one.</summary>
public sealed class DeterminismTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _scene;

    /// <summary>The scene until both people are well in it; what comes after looks the same.</summary>
    public DeterminismTests()
    {
        _scene = _folder["scene.mp4"];
        Ffmpeg.Run($"-i {Places.Sample("visitor.mp4")} -t 15 -c copy {_scene}");
    }

    [Fact]
    public async Task One_core_and_several_that_share_each_picture_write_the_same_bytes()
    {
        var gallery = _folder["gallery.db"];
        await Facestream.MustRunAsync("enroll", "Anders", Places.Sample("people/Anders"), "--gallery", gallery);

        var several = await AnalyseAsync(4, Places.CommandLine);
        var one = await AnalyseAsync(1, "taskset", "--cpu-list", "0", Places.CommandLine);

        Assert.Equal(several, one);

        async Task<string> AnalyseAsync(int threads, string program, params string[] before)
        {
            var (records, configuration) = (_folder[$"{threads}.jsonl"], _folder[$"{threads}.yaml"]);
            await File.WriteAllTextAsync(configuration, $"inference:\n  threads: {threads}\n", TestContext.Current.CancellationToken);
            await Facestream.MustRunProgramAsync(program, [.. before, "analyze", _scene, "--gallery", gallery, "--out", records, "--config", configuration]);
            var lines = File.ReadLines(records).ToList();
            Assert.Contains(lines, line => line.Contains("\"person\":\"Anders\"", StringComparison.Ordinal));
            // The last line has the times that it took.
            return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines.SkipLast(1)))));
        }
    }

    [Fact]
    public async Task A_file_beside_busy_cameras_has_the_results_that_it_has_alone()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var gallery = GalleryService.Open(_folder["gallery.db"], new GalleryMetrics(meters), TimeProvider.System);
        var options = new RecognizerOptions();
        using var networks = Networks.Load(TestModels.Store, options, InferenceDevice.Select(new() { Provider = ExecutionProvider.Cpu }));

        var busy = ToldLoad.Overload(options.Detection);
        var (alone, beside) = (await RecordsAsync(null), await RecordsAsync(busy));

        Assert.True(busy.Factor > 2);
        Assert.Contains("\"type\":\"track\"", alone, StringComparison.Ordinal);
        Assert.Equal(alone, beside);

        async Task<string> RecordsAsync(SearchStretch? stretch)
        {
            var (ingest, metrics) = (new IngestMetrics(meters), new RecognizerMetrics(meters));
            var (mux, hub, camera) = (new FrameMux(ingest, batchSize: 8, TimeSpan.FromMilliseconds(4)), new RecognitionHub(metrics), new CameraOptions { Name = "file", Source = _scene });
            using var text = new MemoryStream();
            using var records = new RecordWriter(text);
            hub.Attach(new AnalysisSink(records, null, _ => { }), "analysis", vital: true);
            await using var session = new CameraSession(camera, ingest, NullLogger<CameraSession>.Instance, TimeProvider.System);
            mux.Add(session);
            mux.Complete();
            await Task.WhenAll(
                session.RunAsync(TestContext.Current.CancellationToken), mux.RunAsync(TestContext.Current.CancellationToken),
                PipelineParts.Assemble(networks, gallery, options, mux, _ => FaceSearch.Of(camera), hub, meters, ingest, metrics, stretch: stretch).RunAsync(TestContext.Current.CancellationToken));
            return Encoding.UTF8.GetString(text.ToArray());
        }
    }

    public void Dispose() => _folder.Dispose();
}
