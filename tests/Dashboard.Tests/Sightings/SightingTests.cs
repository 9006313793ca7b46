using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FaceStream.Dashboard.Sightings;
using FaceStream.Gallery;
using FaceStream.Recognizer.Explaining;
using FaceStream.Recognizer.Identification;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace FaceStream.Dashboard.Tests.Sightings;

public class SightingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_track_that_ends_is_listed_with_its_best_looks_as_pictures()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var recorder = Record(dashboard, looks: 2);
        Show(dashboard, track: 1, qualities: [0.3f, 0.9f, 0.5f]);
        dashboard.Feed.End(Ended(1, IdentityState.Unknown));

        var sighting = Assert.Single((await ListAsync(dashboard, "")).EnumerateArray());

        Assert.Equal("unknown", sighting.GetProperty("state").GetString());
        Assert.Equal(3, sighting.GetProperty("frames").GetInt32());
        Assert.Equal(2, sighting.GetProperty("pictures").GetArrayLength());
        using var picture = await dashboard.Http.GetAsync(sighting.GetProperty("pictures")[0].GetString(), Cancel);
        Assert.Equal("image/jpeg", picture.Content.Headers.ContentType!.MediaType);
        Assert.Equal([0.9f, 0.5f], dashboard.Sightings.Looks(1).Select(look => look.Quality));
    }

    [Fact]
    public async Task An_unknown_who_is_named_is_enrolled_and_the_record_keeps_what_was_said()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var recorder = Record(dashboard);
        Show(dashboard, track: 1, qualities: [0.8f]);
        dashboard.Feed.End(Ended(1, IdentityState.Unknown));
        await ListAsync(dashboard, "");

        using var named = await dashboard.Http.PutAsJsonAsync("/api/v1/sightings/1/person", new { name = " Alice " }, Cancel);

        var view = await named.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(("Alice", "unknown", JsonValueKind.Null),
            (view.GetProperty("person").GetString(), view.GetProperty("state").GetString(), view.GetProperty("said").ValueKind));
        var alice = Assert.Single(dashboard.Gallery.People);
        Assert.Equal(alice.Id, dashboard.Gallery.Snapshot("test-2").Search([1, 0], 1)[0].Person.Id);
        Assert.Single((await ListAsync(dashboard, $"?person={alice.Id}")).EnumerateArray());

        using var again = await dashboard.Http.PutAsJsonAsync("/api/v1/sightings/1/person", new { name = "alice" }, Cancel);
        Assert.Single(dashboard.Gallery.Show(alice.Id)!.Templates);
    }

    [Fact]
    public async Task A_new_name_needs_a_look_to_enrol_and_a_known_one_does_not()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var recorder = Record(dashboard);
        dashboard.Feed.Publish("door", 1, faces: new RecognisedFace(1, new(new(10, 10, 20, 20), default, 1), 0.1f, Identity.Nobody));
        dashboard.Feed.End(Ended(1, IdentityState.Unknown));
        await ListAsync(dashboard, "");

        using var refused = await dashboard.Http.PutAsJsonAsync("/api/v1/sightings/1/person", new { name = "Alice" }, Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("urn:facestream:problem:no-looks", (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("type").GetString());

        dashboard.Gallery.Enrol("Alice", [new(new("test-2", new float[] { 1, 0 }), 1, "a.jpg", default)]);
        using var named = await dashboard.Http.PutAsJsonAsync("/api/v1/sightings/1/person", new { name = "Alice" }, Cancel);
        Assert.Equal("Alice", (await named.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("person").GetString());
    }

    [Fact]
    public async Task Whoever_is_removed_is_removed_from_what_was_seen()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var recorder = Record(dashboard);
        var alice = dashboard.Gallery.Enrol("Alice", [new(new("test-2", new float[] { 1, 0 }), 1, "a.jpg", default)]).Person;
        Show(dashboard, track: 1, qualities: [0.8f]);
        dashboard.Feed.End(Ended(1, IdentityState.Confirmed, alice));
        Assert.Equal("Alice", Assert.Single((await ListAsync(dashboard, "?state=confirmed")).EnumerateArray()).GetProperty("said").GetString());

        using var removed = await dashboard.Http.DeleteAsync($"/api/v1/people/{alice.Id}", Cancel);

        var receipt = await removed.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        Assert.Equal((alice.Id, 1, 0, 1, 1), (receipt.GetProperty("person").GetInt64(), receipt.GetProperty("templates").GetInt32(), receipt.GetProperty("pictures").GetInt32(), receipt.GetProperty("sightings").GetInt32(), receipt.GetProperty("looks").GetInt32()));
        Assert.Equal(JsonValueKind.String, receipt.GetProperty("at").ValueKind);
        Assert.Empty(receipt.GetProperty("pending").EnumerateArray());
        Assert.DoesNotContain("Alice", receipt.GetRawText(), StringComparison.Ordinal);
        Assert.Empty(dashboard.Sightings.List(new(), 10).Sightings);
    }

    [Fact]
    public async Task Whoever_is_removed_twice_at_once_leaves_one_receipt()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var alice = dashboard.Gallery.Enrol("Alice", [new(new("test-2", new float[] { 1, 0 }), 1, "a.jpg", default)]).Person;
        var erasure = dashboard.Services.GetRequiredService<SightingErasure>();
        var late = 0;
        dashboard.Gallery.Changed += () =>
        {
            if (late++ == 0)
                Assert.Throws<GalleryRefusedException>(() => erasure.Erase(alice.Id));
        };

        Assert.Equal(1, erasure.Erase(alice.Id).Templates);
        Assert.Equal(1, late);
    }

    [Fact]
    public async Task A_receipt_says_what_is_still_there()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var recorder = Record(dashboard);
        var alice = dashboard.Gallery.Enrol("Alice", [new(new("test-2", new float[] { 1, 0 }), 1, "a.jpg", default)]).Person;
        Show(dashboard, track: 1, qualities: [0.8f]);
        dashboard.Feed.End(Ended(1, IdentityState.Confirmed, alice));
        await ListAsync(dashboard, "");
        using var other = new SqliteConnection($"Data Source={dashboard.Sightings.Location};Pooling=False");
        other.Open();
        using var reading = other.BeginTransaction(deferred: true);
        using var count = other.CreateCommand();
        count.CommandText = "SELECT count(*) FROM sighting";
        count.ExecuteScalar();

        using var removed = await dashboard.Http.DeleteAsync($"/api/v1/people/{alice.Id}", Cancel);

        var receipt = await removed.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(1, receipt.GetProperty("sightings").GetInt32());
        Assert.StartsWith("The journal of the record of sightings is in use by another process", Assert.Single(receipt.GetProperty("pending").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_a_sighting_resembles_is_said_of_the_gallery_as_it_is_now_and_who_has_decided_leaves_the_open_ones()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var recorder = Record(dashboard);
        Show(dashboard, track: 1, qualities: [0.8f, 0.7f]);
        dashboard.Feed.End(Ended(1, IdentityState.Unknown));
        Assert.Empty((await OpenAsync(dashboard)).GetProperty("candidates").EnumerateArray());

        dashboard.Gallery.Enrol("Bob", [new(new("test-2", new float[] { 0.6f, 0.8f }), 1, "b.jpg", default)]);
        dashboard.Gallery.Enrol("Alice", [new(new("test-2", new float[] { 0.8f, 0.6f }), 1, "a.jpg", default)]);
        var open = await OpenAsync(dashboard);

        Assert.Equal([("Alice", 0.8), ("Bob", 0.6)], open.GetProperty("candidates").EnumerateArray().Select(one => (one.GetProperty("person").GetString(), Math.Round(one.GetProperty("similarity").GetDouble(), 4))));
        Assert.Equal(JsonValueKind.Null, open.GetProperty("decided").ValueKind);

        using var nobody = await dashboard.Http.PutAsJsonAsync("/api/v1/sightings/1/person", new { name = (string?)null }, Cancel);
        Assert.Empty((await dashboard.Http.GetFromJsonAsync<JsonElement>("/api/v1/sightings?decided=false", Cancel)).GetProperty("sightings").EnumerateArray());
        var decided = Assert.Single((await ListAsync(dashboard, "?decided=true")).EnumerateArray());
        Assert.Equal(JsonValueKind.String, decided.GetProperty("decided").ValueKind);
        Assert.False(decided.TryGetProperty("candidates", out _));

        using var back = await dashboard.Http.DeleteAsync("/api/v1/sightings/1/person", Cancel);
        Assert.Single((await ListAsync(dashboard, "?decided=false")).EnumerateArray());

        static async Task<JsonElement> OpenAsync(TestDashboard dashboard) =>
            Assert.Single((await ListAsync(dashboard, "?decided=false&candidates=2")).EnumerateArray());
    }

    [Theory]
    [InlineData("?candidates=11", "bad-candidates")]
    [InlineData("?limit=0", "bad-limit")]
    [InlineData("?limit=-1", "bad-limit")]
    [InlineData("?state=sure", "bad-state")]
    [InlineData("?state=2", "bad-state")]
    [InlineData("?cursor=1.2.3", "bad-cursor")]
    [InlineData("?from=yesterday", "bad-request")]
    public async Task What_cannot_be_meant_is_refused_by_name(string query, string type)
    {
        await using var dashboard = await TestDashboard.StartAsync();

        using var answer = await dashboard.Http.GetAsync("/api/v1/sightings" + query, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("urn:facestream:problem:" + type, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("type").GetString());
    }

    [Fact]
    public async Task What_is_not_kept_is_not_found()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        foreach (var path in (string[])["7", "7/pictures/1"])
        {
            using var answer = await dashboard.Http.GetAsync("/api/v1/sightings/" + path, Cancel);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        using var named = await dashboard.Http.PutAsJsonAsync("/api/v1/sightings/7/person", new { name = "Alice" }, Cancel);
        using var removed = await dashboard.Http.DeleteAsync("/api/v1/sightings/7", Cancel);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (named.StatusCode, removed.StatusCode));
        Assert.Empty(dashboard.Gallery.People);
    }

    [Fact]
    public async Task A_sighting_is_forgotten_with_its_pictures()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var recorder = Record(dashboard);
        Show(dashboard, track: 1, qualities: [0.8f]);
        dashboard.Feed.End(Ended(1, IdentityState.Unknown));
        var picture = Assert.Single((await ListAsync(dashboard, "")).EnumerateArray()).GetProperty("pictures")[0].GetString();

        using var removed = await dashboard.Http.DeleteAsync("/api/v1/sightings/1", Cancel);

        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        using var gone = await dashboard.Http.GetAsync(picture, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Whoever_is_in_view_keeps_the_sighting_through_a_new_name_hiding_and_a_merge_and_loses_it_with_removal()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var recorder = Record(dashboard);
        var (alice, bob) = (Enrol(dashboard, "Alice"), Enrol(dashboard, "Bob"));
        for (var track = 1; track <= 3; track++)
            Show(dashboard, track, qualities: [0.8f]);

        // A track knows its person as of the last look; what becomes of the person meanwhile is for the record to know.
        using var renamed = await dashboard.Http.PatchAsJsonAsync($"/api/v1/people/{alice.Id}", new { name = "Alicia", hidden = true }, Cancel);
        dashboard.Feed.End(Ended(1, IdentityState.Confirmed, alice));
        var sighting = Assert.Single((await ListAsync(dashboard, "")).EnumerateArray());
        Assert.Equal((alice.Id, "Alicia", "Alice"), (sighting.GetProperty("personId").GetInt64(), sighting.GetProperty("person").GetString(), sighting.GetProperty("said").GetString()));

        using var merged = await dashboard.Http.PostAsJsonAsync($"/api/v1/people/{alice.Id}/merge", new { into = bob.Id }, Cancel);
        dashboard.Feed.End(Ended(2, IdentityState.Confirmed, alice));
        await StoredAsync(dashboard);
        Assert.Equal([bob.Id, bob.Id], (await ListAsync(dashboard, "")).EnumerateArray().Select(one => one.GetProperty("personId").GetInt64()));

        using var removed = await dashboard.Http.DeleteAsync($"/api/v1/people/{bob.Id}", Cancel);
        dashboard.Feed.End(Ended(3, IdentityState.Confirmed, alice));
        await StoredAsync(dashboard);
        Assert.Equal(0, dashboard.Sightings.Extent().Sightings);

        static Person Enrol(TestDashboard dashboard, string name) => dashboard.Gallery.Enrol(name, [new(new("test-2", new float[] { 1, 0 }), 1, $"{name}.jpg", default)]).Person;
    }

    private static SightingRecorder Record(TestDashboard dashboard, int looks = 3)
    {
        var recorder = new SightingRecorder(dashboard.Sightings, new() { Looks = looks }, dashboard.Services.GetRequiredService<TracksInView>(), dashboard.Services.GetRequiredService<ExplanationBook>());
        dashboard.Feed.Attach(recorder);
        return recorder;
    }

    private static void Show(TestDashboard dashboard, int track, params float[] qualities)
    {
        foreach (var quality in qualities)
        {
            var face = new RecognisedFace(track, new(new(10, 10, 20, 20), default, 1), quality, Identity.Nobody, new Embedding("test-2", new float[] { 1, 0 }));
            dashboard.Feed.Publish("door", 1, faces: face);
        }
    }

    private static TrackSummary Ended(int track, IdentityState state, Person? person = null) =>
        new("door", track, TimeSpan.Zero, TimeSpan.FromSeconds(1), 3, new(state, person?.Id, person?.Name, 0.8f, 0.99), 3, null);

    private static async Task StoredAsync(TestDashboard dashboard)
    {
        for (var i = 0; dashboard.Sightings.Waiting > 0; i++)
        {
            Assert.True(i < 300, "sightings still wait after half a minute");
            await Task.Delay(100, Cancel);
        }
    }

    /// <summary>The list, once something is in it.</summary>
    private static async Task<JsonElement> ListAsync(TestDashboard dashboard, string query)
    {
        for (var i = 0; ; i++)
        {
            var list = (await dashboard.Http.GetFromJsonAsync<JsonElement>("/api/v1/sightings" + query, Cancel)).GetProperty("sightings");
            if (list.GetArrayLength() > 0)
                return list;
            Assert.True(i < 300, "nothing was recorded within half a minute");
            await Task.Delay(100, Cancel);
        }
    }
}
