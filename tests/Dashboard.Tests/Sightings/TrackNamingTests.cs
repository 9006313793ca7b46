using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FaceStream.Dashboard.Sightings;
using FaceStream.Gallery;
using FaceStream.Recognizer.Explaining;
using FaceStream.Recognizer.Identification;
using Microsoft.Extensions.DependencyInjection;

namespace FaceStream.Dashboard.Tests.Sightings;

public class TrackNamingTests
{
    private const string Person = "/api/v1/cameras/door/tracks/1/person";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_in_view_is_named_with_a_verdict_for_each_look_and_the_sighting_knows()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var recorder = Record(dashboard);
        Show(dashboard, grey: 10, quality: 0.8f);
        Show(dashboard, grey: 30, quality: 0.9f);

        var (status, answer) = await NameAsync(dashboard, "Alice");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("Alice", 2), (answer.GetProperty("person").GetProperty("name").GetString(), answer.GetProperty("person").GetProperty("templates").GetInt32()));
        Assert.Equal(["accepted", "accepted"], answer.GetProperty("pictures").EnumerateArray().Select(look => look.GetProperty("verdict").GetString()));

        var sighting = await EndAsync(dashboard);
        Assert.Equal(("Alice", "unknown", true), (sighting.GetProperty("person").GetString(), sighting.GetProperty("state").GetString(), sighting.GetProperty("decided").ValueKind == JsonValueKind.String));

        using var undone = await dashboard.Http.DeleteAsync("/api/v1/sightings/1/person", Cancel);
        Assert.Equal(HttpStatusCode.OK, undone.StatusCode);
        Assert.Empty(dashboard.Gallery.People);
    }

    [Fact]
    public async Task Whoever_resembles_somebody_else_is_not_named_unless_forced_and_a_known_person_needs_no_better_look()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var recorder = Record(dashboard);
        Show(dashboard, grey: 10, quality: 0.8f);
        await NameAsync(dashboard, "Alice");
        await EndAsync(dashboard);
        Show(dashboard, grey: 12, quality: 0.8f);

        var (refused, verdicts) = await NameAsync(dashboard, "Bob");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "looks_like_other"), (refused, verdicts.GetProperty("pictures")[0].GetProperty("reason").GetString()));
        Assert.Equal(("Alice", JsonValueKind.Null), (verdicts.GetProperty("pictures")[0].GetProperty("resembles").GetProperty("person").GetString(), verdicts.GetProperty("person").ValueKind));

        // Almost the picture that is enrolled: nothing to learn, and nothing against it.
        var (known, duplicate) = await NameAsync(dashboard, "Alice");
        Assert.Equal((HttpStatusCode.MultiStatus, "duplicate"), (known, duplicate.GetProperty("pictures")[0].GetProperty("reason").GetString()));
        Assert.Equal("Alice", duplicate.GetProperty("person").GetProperty("name").GetString());

        var (forced, _) = await NameAsync(dashboard, "Bob", force: true);
        Assert.Equal(HttpStatusCode.OK, forced);
        Assert.Equal(["Alice", "Bob"], dashboard.Gallery.People.Select(person => person.Name));
    }

    [Fact]
    public async Task A_name_in_view_can_be_corrected_and_taken_back()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var recorder = Record(dashboard);
        Show(dashboard, grey: 10, quality: 0.8f);
        await NameAsync(dashboard, "Alise");

        Assert.Equal(HttpStatusCode.OK, (await NameAsync(dashboard, "Alice")).Status);
        Assert.Equal("Alice", Assert.Single(dashboard.Gallery.People).Name);

        using var undone = await dashboard.Http.DeleteAsync(Person, Cancel);
        using var again = await dashboard.Http.DeleteAsync(Person, Cancel);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Conflict), (undone.StatusCode, again.StatusCode));
        Assert.Empty(dashboard.Gallery.People);

        Assert.Equal(HttpStatusCode.OK, (await NameAsync(dashboard, null)).Status);
        Assert.Equal(JsonValueKind.String, (await EndAsync(dashboard)).GetProperty("decided").ValueKind);
    }

    [Fact]
    public async Task Who_is_not_in_view_or_has_shown_no_look_is_said()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var recorder = Record(dashboard);

        Assert.Equal(HttpStatusCode.NotFound, (await NameAsync(dashboard, "Alice")).Status);
        dashboard.Feed.Publish("door", 1, faces: new RecognisedFace(1, new(new(10, 10, 20, 20), default, 1), 0.1f, Identity.Nobody));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await NameAsync(dashboard, "Alice")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await NameAsync(dashboard, "\u202E")).Status);
        Assert.Empty(dashboard.Gallery.People);
    }

    private static SightingRecorder Record(TestDashboard dashboard)
    {
        var recorder = new SightingRecorder(dashboard.Sightings, new(), dashboard.Services.GetRequiredService<TracksInView>(), dashboard.Services.GetRequiredService<ExplanationBook>());
        dashboard.Feed.Attach(recorder);
        return recorder;
    }

    private static void Show(TestDashboard dashboard, byte grey, float quality)
    {
        var face = new RecognisedFace(1, new(new(102, 102, 96, 96), default, 1), quality, Identity.Nobody, new Embedding("test-2", new float[] { 1, 0 }));
        dashboard.Feed.Publish("door", 1, width: 300, height: 300, grey, face);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> NameAsync(TestDashboard dashboard, string? name, bool force = false)
    {
        using var answer = await dashboard.Http.PutAsJsonAsync(Person, new { name, force }, Cancel);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel));
    }

    /// <summary>The track leaves; the newest sighting.</summary>
    private static async Task<JsonElement> EndAsync(TestDashboard dashboard)
    {
        dashboard.Feed.End(new("door", 1, TimeSpan.Zero, TimeSpan.FromSeconds(1), 3, Identity.Nobody, 3, null));
        for (var i = 0; ; i++)
        {
            var list = (await dashboard.Http.GetFromJsonAsync<JsonElement>("/api/v1/sightings", Cancel)).GetProperty("sightings");
            if (list.GetArrayLength() > 0)
                return list[0];
            Assert.True(i < 600, "nothing was recorded within a minute");
            await Task.Delay(100, Cancel);
        }
    }
}
