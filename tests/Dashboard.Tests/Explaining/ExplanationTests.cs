using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FaceStream.Dashboard.Commands;
using FaceStream.Dashboard.Sightings;
using FaceStream.Dashboard.Tests.Commands;
using FaceStream.Gallery;
using FaceStream.Recognizer;
using FaceStream.Recognizer.Explaining;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Looks;
using FaceStream.Recognizer.Models;
using FaceStream.Recognizer.Pipeline;
using FaceStream.Recognizer.Quality;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Pipeline;
using FaceStream.Tests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FaceStream.Dashboard.Tests.Explaining;

public class ExplanationTests
{
    private static readonly SimilarityCalibration Calibration = new()
    {
        Genuine = new(0.73, 0.125), Impostor = new(0.01, 0.14), Thresholds = [], Measured = "made up",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_track_is_explained_while_it_is_in_view_and_its_sighting_with_the_crops_that_are_kept()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var recorder = Record(dashboard);
        var alice = dashboard.Gallery.Enrol("Alice", [new(new("test-2", new float[] { 1, 0 }), 1, "a.jpg", default)]).Person;
        var identifier = Identifier(dashboard);
        Show(dashboard, identifier, 0.9f, 0.5f, 0.7f);

        var now = await AskAsync(dashboard, "cameras/door/tracks/1/explain");
        var track = now.GetProperty("track");
        Assert.Equal(("confirmed", alice.Id, "Alice"), (track.GetProperty("said").GetProperty("state").GetString(), track.GetProperty("said").GetProperty("personId").GetInt64(), track.GetProperty("said").GetProperty("person").GetString()));
        Assert.Equal(("test-2", "ab12"), (track.GetProperty("scores").GetProperty("model").GetString(), track.GetProperty("scores").GetProperty("sha256").GetString()));
        Assert.Equal([0.9f, 0.5f, 0.7f], track.GetProperty("looks").EnumerateArray().Select(look => look.GetProperty("quality").GetProperty("score").GetSingle()));
        Assert.False(track.GetProperty("ended").GetBoolean());

        // Two of the three looks are kept while it is in view; their crops are those that the sighting has later.
        var crops = now.GetProperty("pictures").EnumerateArray().OrderBy(picture => picture.GetProperty("look").GetInt32()).ToArray();
        Assert.Equal([0, 2], crops.Select(crop => crop.GetProperty("look").GetInt32()));
        var first = await dashboard.Http.GetByteArrayAsync(crops[0].GetProperty("picture").GetString(), Cancel);

        End(dashboard, identifier);
        await RecordedAsync(dashboard);
        var view = await AskAsync(dashboard, "sightings/1/explain");
        Assert.True(view.GetProperty("track").GetProperty("ended").GetBoolean());
        var pictures = view.GetProperty("pictures").EnumerateArray().OrderBy(picture => picture.GetProperty("look").GetInt32()).ToArray();
        Assert.Equal([0, 2], pictures.Select(picture => picture.GetProperty("look").GetInt32()));
        using var crop = await dashboard.Http.GetAsync(pictures[0].GetProperty("picture").GetString(), Cancel);
        Assert.Equal("image/jpeg", crop.Content.Headers.ContentType!.MediaType);
        Assert.Equal(dashboard.Sightings.Picture(dashboard.Sightings.Show(1)!.Looks[0])!.Value.ToArray(), await crop.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(first, await crop.Content.ReadAsByteArrayAsync(Cancel));
        using var gone = await dashboard.Http.GetAsync(crops[0].GetProperty("picture").GetString(), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Whoever_is_removed_is_removed_from_the_explanations()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var recorder = Record(dashboard);
        var alice = dashboard.Gallery.Enrol("Alice", [new(new("test-2", new float[] { 1, 0 }), 1, "a.jpg", default)]).Person;
        var identifier = Identifier(dashboard);
        Show(dashboard, identifier, 0.9f);
        End(dashboard, identifier);
        await RecordedAsync(dashboard);

        dashboard.Gallery.Remove(alice.Id);

        foreach (var path in (string[])["cameras/door/tracks/1/explain", "sightings/1/explain", "sightings/99/explain", "cameras/door/tracks/99/explain"])
        {
            using var answer = await dashboard.Http.GetAsync("/api/v1/" + path, Cancel);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        }

        Assert.Empty(dashboard.Services.GetRequiredService<ExplanationBook>().Ended(_ => true));
    }

    [Fact]
    public async Task A_sighting_is_explained_in_the_same_words_when_the_memory_of_the_process_is_gone()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var recorder = Record(dashboard);
        dashboard.Gallery.Enrol("Alice", [new(new("test-2", new float[] { 1, 0 }), 1, "a.jpg", default)]);
        var (identifier, book) = (Identifier(dashboard), dashboard.Services.GetRequiredService<ExplanationBook>());
        Show(dashboard, identifier, 0.9f, 0.5f, 0.7f);
        End(dashboard, identifier);
        await RecordedAsync(dashboard);
        var remembered = JsonSerializer.SerializeToElement(book.Find("door", 1), JsonSerializerOptions.Web);

        foreach (var track in book.Ended(_ => true))
            book.Forget(track);

        var kept = (await AskAsync(dashboard, "sightings/1/explain")).GetProperty("track");
        Assert.Equal(remembered.GetRawText(), kept.GetRawText());
        using var gone = await dashboard.Http.GetAsync("/api/v1/cameras/door/tracks/1/explain", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_sighting_that_is_removed_takes_its_explanation_along()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var recorder = Record(dashboard);
        var identifier = Identifier(dashboard);
        Show(dashboard, identifier, 0.9f);
        End(dashboard, identifier);
        await RecordedAsync(dashboard);
        await AskAsync(dashboard, "cameras/door/tracks/1/explain");

        using var removed = await dashboard.Http.DeleteAsync("/api/v1/sightings/1", Cancel);

        using var gone = await dashboard.Http.GetAsync("/api/v1/cameras/door/tracks/1/explain", Cancel);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (removed.StatusCode, gone.StatusCode));
    }

    [Fact]
    public async Task The_command_line_asks_the_service_and_says_the_same()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var recorder = Record(dashboard);
        dashboard.Gallery.Enrol("Alice", [new(new("test-2", new float[] { 1, 0 }), 1, "a.jpg", default)]);
        var identifier = Identifier(dashboard);
        Show(dashboard, identifier, 0.9f, 0.5f);
        var url = dashboard.Address.ToString();

        var told = await Cli.Run("explain", "door/1", "--url", url);
        Assert.True(told.Code == 0, told.Error);
        Assert.Contains("door, track 1: confirmed, Alice", told.Output, StringComparison.Ordinal);
        Assert.Contains("ab12", told.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("100.0", told.Output, StringComparison.Ordinal);

        End(dashboard, identifier);
        await RecordedAsync(dashboard);
        var json = (await Cli.Run("explain", "1", "--url", url, "--json")).Json.GetProperty("track");
        Assert.Equal("confirmed", json.GetProperty("said").GetProperty("state").GetString());
        Assert.Equal(2, json.GetProperty("not_kept").GetProperty("nothing_new").GetInt32() + json.GetProperty("looks").GetArrayLength());

        Assert.Equal(4, (await Cli.Run("explain", "77", "--url", url)).Code);
        Assert.Equal(2, (await Cli.Run("explain", "door", "--url", url)).Code);
        // A proxy of the operator's shell is not for this.
        Assert.Equal(0, (await Cli.Run(new Dictionary<string, string> { ["http_proxy"] = "http://127.0.0.1:9" }, "explain", "1", "--url", url)).Code);
    }

    [Theory]
    [InlineData(1, "over 99.9 %")]
    [InlineData(0.9994, "99.9 %")]
    [InlineData(0.0001, "under 0.1 %")]
    [InlineData(0, "0.0 %")]
    public void No_evidence_is_called_certain(double share, string words) => Assert.Equal(words, ExplainCommand.Share(share));

    [Fact]
    public async Task The_command_line_says_so_when_it_does_not_reach_the_service()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("facestream.yaml", "dashboard: { listen: '127.0.0.1:0' }");
        await using var foreign = await HttpServer.StartAsync(context => context.Response.WriteAsync("<html>some other program", Cancel), Cancel);

        foreach (var (code, words, arguments) in new (int, string, string[])[]
        {
            (2, "took any free port", ["-c", file]),
            (1, "does not answer at http://127.0.0.1:9/", ["--url", "http://127.0.0.1:9"]),
            (1, "no FaceStream", ["--url", foreign.Urls.First()]),
        })
        {
            var answer = await Cli.Run(["explain", "1", .. arguments]);

            Assert.Equal((words, code), (words, answer.Code));
            Assert.Contains(words, answer.Error, StringComparison.Ordinal);
        }
    }

    private static SightingRecorder Record(TestDashboard dashboard)
    {
        var recorder = new SightingRecorder(dashboard.Sightings, new() { Looks = 2 }, dashboard.Services.GetRequiredService<TracksInView>(), dashboard.Services.GetRequiredService<ExplanationBook>());
        dashboard.Feed.Attach(recorder);
        return recorder;
    }

    private static FaceIdentifier Identifier(TestDashboard dashboard) => new(
        () => dashboard.Gallery.Snapshot("test-2"), new ScoreModel(Calibration, "test-2", "ab12"), new(), dashboard.Services.GetRequiredService<RecognizerMetrics>(),
        dashboard.Services.GetRequiredService<ExplanationBook>());

    /// <summary>Frames with one face, embedded, of these qualities, through the pipeline's last step and the hub.</summary>
    private static void Show(TestDashboard dashboard, FaceIdentifier identifier, params float[] qualities)
    {
        for (var i = 0; i < qualities.Length; i++)
        {
            var frame = dashboard.Feed.Pool.TryRent(new FrameHeader("door", 0, i, TimeSpan.FromSeconds(i / 5.0), 0, DateTimeOffset.UtcNow, 64, 48, new(YuvMatrix.Bt601, FullRange: true)))!;
            var face = new TrackedFace(1, new(new Box(10, 10, 20, 20), default, 1), Confirmed: true);
            var look = new Look(new LookQuality(qualities[i], 40, 1, 0, 0, 0, 1, 1), new Embedding("test-2", new float[] { 1, 0 }), LookReason.Interval);
            Publish(dashboard, identifier, new(new(new FrameBatch([frame], []), [new FrameTracks([face], [])], []), [[look]]));
        }
    }

    private static void End(TestDashboard dashboard, FaceIdentifier identifier) =>
        Publish(dashboard, identifier, new(new(new FrameBatch([], ["door"]), [], [[]]), []));

    private static void Publish(TestDashboard dashboard, FaceIdentifier identifier, Embedded item)
    {
        var judged = identifier.ProcessAsync(item, Cancel);
        Assert.True(judged.IsCompletedSuccessfully);
        dashboard.Services.GetRequiredService<RecognitionHub>().Publish(judged.Result);
    }

    private static async Task<JsonElement> AskAsync(TestDashboard dashboard, string path) =>
        await dashboard.Http.GetFromJsonAsync<JsonElement>("/api/v1/" + path, Cancel);

    private static async Task RecordedAsync(TestDashboard dashboard)
    {
        for (var i = 0; dashboard.Sightings.List(new(), 1).Sightings.Count == 0; i++)
        {
            Assert.True(i < 300, "nothing was recorded within half a minute");
            await Task.Delay(100, Cancel);
        }
    }
}
