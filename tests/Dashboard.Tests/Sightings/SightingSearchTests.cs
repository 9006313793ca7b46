using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;

namespace FaceStream.Dashboard.Tests.Sightings;

public class SightingSearchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_finds_whoever_was_seen_with_that_face_and_says_what_the_similarity_means()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await SeenAsync(dashboard, ("door", 10), ("door", 200), ("yard", 12));

        var found = await SearchAsync(dashboard, HandDesk.Picture(10));

        Assert.Equal([1, 3], Ids(found));
        var (closest, next) = (found.GetProperty("matches")[0], found.GetProperty("matches")[1]);
        Assert.Equal(3, found.GetProperty("searched").GetInt32());
        Assert.Equal(4, found.GetProperty("face").GetProperty("box").GetArrayLength());
        Assert.InRange(closest.GetProperty("similarity").GetSingle(), 0.999f, 1.001f);
        Assert.True(closest.GetProperty("falseAlarmProbability").GetDouble() <= next.GetProperty("falseAlarmProbability").GetDouble());
        Assert.InRange(next.GetProperty("expectedByChance").GetDouble() / next.GetProperty("falseAlarmProbability").GetDouble(), 2.9, 3.1);
        using var picture = await dashboard.Http.GetAsync(closest.GetProperty("picture").GetString(), Cancel);
        Assert.Equal("image/jpeg", picture.Content.Headers.ContentType!.MediaType);
        Assert.Equal([3], Ids(await SearchAsync(dashboard, HandDesk.Picture(10), "?camera=yard")));
        Assert.Equal([1], Ids(await SearchAsync(dashboard, HandDesk.Picture(10), "?top=1")));
        Assert.Equal([1, 3, 2], Ids(await SearchAsync(dashboard, HandDesk.Picture(10), "?atLeast=-1")));
    }

    [Fact]
    public async Task Of_several_faces_one_is_named_and_a_picture_without_one_is_refused_with_words()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await SeenAsync(dashboard, ("door", 10));

        var (several, none, unreadable) = (
            await RefusedAsync(dashboard, HandDesk.Picture(10, faces: 2)), await RefusedAsync(dashboard, HandDesk.Picture(10, faces: 0)), await RefusedAsync(dashboard, "no picture"u8.ToArray()));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "urn:facestream:problem:several-faces"), (several.Status, several.Problem.GetProperty("type").GetString()));
        Assert.Equal(2, several.Problem.GetProperty("pictures")[0].GetProperty("faces").GetArrayLength());
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "urn:facestream:problem:no-face"), (none.Status, none.Problem.GetProperty("type").GetString()));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "urn:facestream:problem:picture-unreadable"), (unreadable.Status, unreadable.Problem.GetProperty("type").GetString()));
        Assert.Equal([1], Ids(await SearchAsync(dashboard, HandDesk.Picture(10, faces: 2), "?face=1")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await RefusedAsync(dashboard, HandDesk.Picture(10, faces: 2), "?face=2")).Status);
    }

    [Fact]
    public async Task More_like_this_finds_the_others_and_not_itself()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await SeenAsync(dashboard, ("door", 10), ("door", 200), ("yard", 12));

        var found = await dashboard.Http.GetFromJsonAsync<JsonElement>("/api/v1/sightings/3/similar", Cancel);

        Assert.Equal([1], Ids(found));
        Assert.Equal((2, JsonValueKind.Null), (found.GetProperty("searched").GetInt32(), found.GetProperty("face").ValueKind));
    }

    [Fact]
    public async Task A_person_is_found_by_any_of_the_pictures_whoever_it_was_taken_for()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var alice = dashboard.Gallery.Enrol("Alice", [Template(10), Template(200)]).Person;
        dashboard.Gallery.Enrol("Bob", [new(new("other-3", new float[] { 1, 0, 0 }), 1, "b.jpg", default)]);
        await SeenAsync(dashboard, ("door", 12), ("door", 100), ("yard", 201));

        var found = await dashboard.Http.GetFromJsonAsync<JsonElement>($"/api/v1/people/{alice.Id}/similar-sightings", Cancel);
        using var without = await dashboard.Http.GetAsync("/api/v1/people/2/similar-sightings", Cancel);

        Assert.Equal([3, 1], Ids(found));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        Assert.Equal("urn:facestream:problem:nothing-to-compare", (await without.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("/api/v1/sightings/1/similar?top=0", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/sightings/1/similar?atLeast=2", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/sightings/1/similar?atLeast=NaN", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/sightings/1/similar?state=sure", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/sightings/7/similar", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/people/7/similar-sightings", HttpStatusCode.NotFound)]
    public async Task What_cannot_be_meant_is_refused(string address, HttpStatusCode expected)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await SeenAsync(dashboard, ("door", 10));

        using var answer = await dashboard.Http.GetAsync(address, Cancel);

        Assert.Equal(expected, answer.StatusCode);
        Assert.StartsWith("urn:facestream:problem:", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("type").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_erased_is_not_found_any_more()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var alice = dashboard.Gallery.Enrol("Alice", [Template(10)]).Person;
        await SeenAsync(dashboard, ("door", 10), ("yard", 12));
        dashboard.Sightings.Name(1, new(alice.Id, null, []), null);
        Assert.Equal([1, 2], Ids(await SearchAsync(dashboard, HandDesk.Picture(10))));

        using var removed = await dashboard.Http.DeleteAsync($"/api/v1/people/{alice.Id}", Cancel);

        Assert.Equal([2], Ids(await SearchAsync(dashboard, HandDesk.Picture(10))));
    }

    private static async Task SeenAsync(TestDashboard dashboard, params (string Camera, byte Who)[] seen)
    {
        var start = DateTimeOffset.UtcNow.AddHours(-1);
        for (var i = 0; i < seen.Length; i++)
        {
            var first = start.AddMinutes(i);
            dashboard.Sightings.Add(new(seen[i].Camera, first, first.AddSeconds(3), 30, SightingState.Unknown, null, null, 0, 0.9,
                [new(first, Of(seen[i].Who), 0.8f, HandDesk.Picture(seen[i].Who))]));
        }

        for (var i = 0; dashboard.Sightings.List(new(), 10).Sightings.Count < seen.Length; i++)
        {
            Assert.True(i < 600, "they were not stored within a minute");
            await Task.Delay(100, Cancel);
        }
    }

    private static NewTemplate Template(byte who) => new(Of(who), 1, $"{who}.jpg", default);

    /// <summary>As the toy embedder sees this grey.</summary>
    private static Embedding Of(byte who)
    {
        var (sin, cos) = MathF.SinCos(who / 256f * MathF.Tau);
        return new("test-2", new[] { cos, sin });
    }

    private static IEnumerable<long> Ids(JsonElement found) =>
        found.GetProperty("matches").EnumerateArray().Select(match => match.GetProperty("sighting").GetProperty("id").GetInt64());

    private static async Task<JsonElement> SearchAsync(TestDashboard dashboard, byte[] picture, string query = "")
    {
        using var answer = await PostAsync(dashboard, picture, query);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Problem)> RefusedAsync(TestDashboard dashboard, byte[] picture, string query = "")
    {
        using var answer = await PostAsync(dashboard, picture, query);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel));
    }

    private static async Task<HttpResponseMessage> PostAsync(TestDashboard dashboard, byte[] picture, string query)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(picture), "picture", "visitor.jpg" } };
        return await dashboard.Http.PostAsync("/api/v1/sightings/search" + query, form, Cancel);
    }
}
