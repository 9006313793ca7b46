using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FaceStream.Dashboard.Sightings;
using FaceStream.Gallery.Sightings;
using Microsoft.Data.Sqlite;

namespace FaceStream.Dashboard.Tests.Sightings;

public class SightingNamingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_correction_takes_the_looks_along_and_naming_back_enrols_them_once()
    {
        await using var dashboard = await SeenAsync(1);
        var alice = (await NameAsync(dashboard, 1, "Alice")).GetProperty("personId").GetInt64();
        dashboard.Gallery.Enrol("Alice", [new(new("test-2", new float[] { 0, 1 }), 1, "passport.jpg", default)]);
        var bob = (await NameAsync(dashboard, 1, "Bob")).GetProperty("personId").GetInt64();

        Assert.Equal("passport.jpg", Assert.Single(dashboard.Gallery.Show(alice)!.Templates).Source);
        Assert.Equal(2, dashboard.Gallery.Show(bob)!.Templates.Count);

        await NameAsync(dashboard, 1, "Alice");
        await NameAsync(dashboard, 1, "Alice");

        Assert.Equal(3, dashboard.Gallery.Show(alice)!.Templates.Count);
        Assert.Null(dashboard.Gallery.Show(bob));       // nothing is left of a name that was a mistake
        Assert.Equal("Alice", dashboard.Gallery.People.Single().Name);
        Assert.Empty(dashboard.Sightings.Unfinished());
    }

    [Fact]
    public async Task Undo_takes_back_one_word_after_the_other_with_what_it_enrolled()
    {
        await using var dashboard = await SeenAsync(1);
        var alice = (await NameAsync(dashboard, 1, "Alice")).GetProperty("personId").GetInt64();
        await NameAsync(dashboard, 1, "Bob");
        await NameAsync(dashboard, 1, null);

        List<(HttpStatusCode Status, JsonElement Answer)> undone = [];
        for (var i = 0; i < 4; i++)
        {
            using var answer = await dashboard.Http.DeleteAsync("/api/v1/sightings/1/person", Cancel);
            undone.Add((answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)));
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Conflict], undone.Select(one => one.Status));
        Assert.Equal("urn:facestream:problem:nothing-to-undo", undone[^1].Answer.GetProperty("type").GetString());

        // Each was forgotten with the last template when the sighting became somebody else's: there is nobody to go back to.
        Assert.Null(dashboard.Gallery.Show(alice));
        Assert.Empty(dashboard.Gallery.People);
        Assert.All(undone[..3], one => Assert.Equal(JsonValueKind.Null, one.Answer.GetProperty("person").ValueKind));
        Assert.Equal([true, true, false], undone[..3].Select(one => one.Answer.GetProperty("decided").ValueKind == JsonValueKind.String));
    }

    [Fact]
    public async Task Undoing_a_correction_gives_the_looks_back_to_whom_they_were_taken_from()
    {
        await using var dashboard = await SeenAsync(1);
        dashboard.Gallery.Enrol("Alice", [new(new("test-2", new float[] { 0, 1 }), 1, "passport.jpg", default)]);
        var named = await NameAsync(dashboard, 1, "Alice");
        await NameAsync(dashboard, 1, null);
        Assert.Single(dashboard.Gallery.Show(1)!.Templates);

        using var undone = await dashboard.Http.DeleteAsync("/api/v1/sightings/1/person", Cancel);

        var view = await undone.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(("Alice", named.GetProperty("decided").GetString()), (view.GetProperty("person").GetString(), view.GetProperty("decided").GetString()));
        Assert.Equal(3, dashboard.Gallery.Show(1)!.Templates.Count);

        using var whole = await dashboard.Http.DeleteAsync("/api/v1/sightings/1/person", Cancel);
        Assert.Equal("passport.jpg", Assert.Single(dashboard.Gallery.Show(1)!.Templates).Source);
    }

    [Fact]
    public async Task Right_this_is_unknown_and_undo_are_said_of_several_at_once_and_each_is_answered()
    {
        await using var dashboard = await SeenAsync(4);
        var alice = dashboard.Gallery.Enrol("Alice", [new(new("test-2", new float[] { 0, 1 }), 1, "passport.jpg", default)]).Person;
        dashboard.Sightings.Name(1, new(alice.Id, null, []), null);
        await NameAsync(dashboard, 4, "Zoe");

        using var answer = await dashboard.Http.PostAsJsonAsync("/api/v1/sightings/decisions", new
        {
            decisions = new object[]
            {
                new { id = 1, verdict = "right" }, new { id = 2, verdict = "is", name = "Bob" }, new { id = 3, verdict = "unknown" }, new { id = 4, verdict = "undo" },
                new { id = 3, verdict = "perhaps" }, new { id = 3, verdict = "is", name = "\u202E" }, new { id = 77, verdict = "right" },
            },
        }, Cancel);

        var done = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("decisions").EnumerateArray().ToArray();
        Assert.Equal(["Alice", "Bob", null, null], done[..4].Select(one => one.GetProperty("sighting").GetProperty("person").GetString()));
        Assert.Equal([true, true, true, false], done[..4].Select(one => one.GetProperty("sighting").GetProperty("decided").ValueKind == JsonValueKind.String));
        Assert.Equal(["bad-verdict", "bad-name", "no-such-sighting"], done[4..].Select(one => one.GetProperty("error").GetString()));
        Assert.Single(dashboard.Gallery.Show(alice.Id)!.Templates);        // "right" teaches nothing new
        Assert.Equal(["Alice", "Bob"], dashboard.Gallery.People.Select(person => person.Name));

        using var none = await dashboard.Http.PostAsJsonAsync("/api/v1/sightings/decisions", new { decisions = Array.Empty<object>() }, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
    }

    [Fact]
    public async Task Undoing_a_correction_whose_former_person_is_gone_leaves_nobody_and_one_who_was_merged_the_other()
    {
        await using var dashboard = await SeenAsync(2);
        foreach (var name in (string[])["Alice", "Carol"])
            dashboard.Gallery.Enrol(name, [new(new("test-2", new float[] { 0, 1 }), 1, "passport.jpg", default)]);
        for (var id = 1; id <= 2; id++)
        {
            await NameAsync(dashboard, id, id == 1 ? "Alice" : "Carol");
            await NameAsync(dashboard, id, "Bob");
        }

        var (alice, carol) = (dashboard.Gallery.Find("Alice")!.Id, dashboard.Gallery.Find("Carol")!.Id);
        using var removed = await dashboard.Http.DeleteAsync($"/api/v1/people/{alice}", Cancel);
        var dora = dashboard.Gallery.Enrol("Dora", [new(new("test-2", new float[] { 0, -1 }), 1, "dora.jpg", default)]).Person.Id;
        dashboard.Sightings.Reassign(carol, dora);
        dashboard.Gallery.Merge(carol, dora);

        Assert.Equal("Dora", (await UndoAsync(dashboard, 2)).GetProperty("person").GetString());
        Assert.Equal(JsonValueKind.Null, (await UndoAsync(dashboard, 1)).GetProperty("person").ValueKind);

        Assert.Null(dashboard.Gallery.Find("Bob"));      // nothing is left of the name that was undone
        Assert.Equal(4, dashboard.Gallery.Show(dora)!.Templates.Count);
        using var gone = await dashboard.Http.DeleteAsync($"/api/v1/people/{dora}", Cancel);
        using var nothing = await dashboard.Http.DeleteAsync("/api/v1/sightings/2/person", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
    }

    [Fact]
    public async Task What_a_name_enrolled_goes_with_it_after_re_embedding_too()
    {
        await using var dashboard = await SeenAsync(1);
        dashboard.Gallery.Enrol("Alice", [new(new("test-2", new float[] { 0, 1 }), 1, "passport.jpg", default)]);
        await NameAsync(dashboard, 1, "Alice");
        var alice = dashboard.Gallery.Find("Alice")!.Id;
        for (var time = 0; time < 2; time++)
        {
            foreach (var template in dashboard.Gallery.Show(alice)!.Templates)
                dashboard.Gallery.Replace(template.Id, new($"newer-{time}", new float[] { 1, 0, 0 }));
        }

        await UndoAsync(dashboard, 1);

        Assert.Equal("passport.jpg", Assert.Single(dashboard.Gallery.Show(alice)!.Templates).Source);
    }

    [Fact]
    public async Task Who_was_confirmed_by_the_looks_of_a_name_that_is_undone_is_known_by_those_that_were_confirmed()
    {
        await using var dashboard = await SeenAsync(2);
        var alice = (await NameAsync(dashboard, 1, "Alice")).GetProperty("personId").GetInt64();
        dashboard.Sightings.Name(2, new(alice, null, []), null);        // recognised by those looks
        await NameAsync(dashboard, 2, "Alice");
        Assert.Equal(2, dashboard.Gallery.Show(alice)!.Templates.Count);

        await UndoAsync(dashboard, 1);

        var source = NamedLooks.Source("door", dashboard.Sightings.Looks(2)[0]);
        Assert.Equal([source, source], dashboard.Gallery.Show(alice)!.Templates.Select(template => template.Source));

        // They go with the word that stood for them, and she with the last sighting.
        Assert.Equal("Alice", (await UndoAsync(dashboard, 2)).GetProperty("person").GetString());
        Assert.Empty(dashboard.Gallery.Show(alice)!.Templates);
        await NameAsync(dashboard, 2, null);
        Assert.Null(dashboard.Gallery.Show(alice));
    }

    [Fact]
    public async Task Who_was_only_recognised_by_the_looks_of_a_name_that_is_undone_goes_with_the_last_sighting()
    {
        await using var dashboard = await SeenAsync(3);
        var alice = (await NameAsync(dashboard, 1, "Alice")).GetProperty("personId").GetInt64();
        for (var id = 2; id <= 3; id++)
            dashboard.Sightings.Name(id, new(alice, null, []), null);

        await UndoAsync(dashboard, 1);
        await NameAsync(dashboard, 2, "Bob");
        Assert.Empty(dashboard.Gallery.Show(alice)!.Templates);
        await NameAsync(dashboard, 3, null);

        Assert.Equal(["Bob"], dashboard.Gallery.People.Select(person => person.Name));
    }

    [Fact]
    public async Task A_name_of_digits_is_a_name_and_no_id()
    {
        await using var dashboard = await SeenAsync(1);
        var alice = dashboard.Gallery.Enrol("Alice", [new(new("test-2", new float[] { 0, 1 }), 1, "passport.jpg", default)]).Person;

        var named = await NameAsync(dashboard, 1, $"{alice.Id}");

        Assert.Equal($"{alice.Id}", named.GetProperty("person").GetString());
        Assert.NotEqual(alice.Id, named.GetProperty("personId").GetInt64());
        Assert.Single(dashboard.Gallery.Show(alice.Id)!.Templates);
    }

    [Theory]
    [InlineData("Bob")]         // is new
    [InlineData("Carol")]       // is enrolled
    public async Task Where_the_record_cannot_be_written_nobody_learns_anything_and_the_word_can_be_said_again(string name)
    {
        await using var dashboard = await SeenAsync(1);
        dashboard.Gallery.Enrol("Carol", [new(new("test-2", new float[] { 0, 1 }), 1, "passport.jpg", default)]);
        await NameAsync(dashboard, 1, "Alice");
        var before = Templates(dashboard);

        using (Refuse(dashboard.Sightings.Location, "INSERT ON naming"))
        {
            using var answer = await dashboard.Http.PutAsJsonAsync("/api/v1/sightings/1/person", new { name }, Cancel);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        }

        Assert.Equal("Alice", await WhoAsync(dashboard, 1));
        Assert.Equal(before, Templates(dashboard));

        await NameAsync(dashboard, 1, name);
        Assert.Equal(name, await WhoAsync(dashboard, 1));
        Assert.Null(dashboard.Gallery.Find("Alice"));
    }

    [Theory]
    [InlineData("Bob")]
    [InlineData(null)]
    public async Task Where_what_a_name_enrolled_cannot_be_removed_the_name_stays(string? name)
    {
        await using var dashboard = await SeenAsync(1);
        await NameAsync(dashboard, 1, "Alice");
        var before = Templates(dashboard);

        using (Refuse(dashboard.GalleryPath, "DELETE ON template WHEN old.person = 1"))
        {
            using var answer = await dashboard.Http.PutAsJsonAsync("/api/v1/sightings/1/person", new { name }, Cancel);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            using var undone = await dashboard.Http.DeleteAsync("/api/v1/sightings/1/person", Cancel);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, undone.StatusCode);
        }

        Assert.Equal("Alice", await WhoAsync(dashboard, 1));
        Assert.Equal(before, Templates(dashboard));

        // What was put back can be taken back.
        Assert.Equal(JsonValueKind.Null, (await UndoAsync(dashboard, 1)).GetProperty("person").ValueKind);
        Assert.Empty(dashboard.Gallery.People);
    }

    [Fact]
    public async Task Of_several_words_that_which_cannot_be_written_is_told_and_the_others_are_taken()
    {
        await using var dashboard = await SeenAsync(2);
        using var refusal = Refuse(dashboard.Sightings.Location, "INSERT ON naming WHEN new.sighting = 1");

        using var answer = await dashboard.Http.PostAsJsonAsync(
            "/api/v1/sightings/decisions", new { decisions = new object[] { new { id = 1, verdict = "is", name = "Alice" }, new { id = 2, verdict = "is", name = "Bob" } } }, Cancel);

        var done = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("decisions");
        Assert.Equal("gallery-unavailable", done[0].GetProperty("error").GetString());
        Assert.Equal("Bob", done[1].GetProperty("sighting").GetProperty("person").GetString());
        Assert.Equal(["Bob"], dashboard.Gallery.People.Select(person => person.Name));
    }

    /// <summary>Another process has SQLite refuse a change, until it is disposed.</summary>
    private static Undone Refuse(string file, string change)
    {
        Run($"CREATE TRIGGER refusal BEFORE {change} BEGIN SELECT RAISE(ABORT, 'not now'); END");
        return new(() => Run("DROP TRIGGER refusal"));

        void Run(string sql)
        {
            using var other = new SqliteConnection($"Data Source={file};Pooling=False");
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    private sealed class Undone(Action undo) : IDisposable
    {
        public void Dispose() => undo();
    }

    private static string[] Templates(TestDashboard dashboard) =>
        [.. dashboard.Gallery.People.SelectMany(person => dashboard.Gallery.Show(person.Id)!.Templates.Select(template => $"{person.Name} {template.Id}").DefaultIfEmpty(person.Name))];

    private static async Task<string?> WhoAsync(TestDashboard dashboard, long id) =>
        (await dashboard.Http.GetFromJsonAsync<JsonElement>($"/api/v1/sightings/{id}", Cancel)).GetProperty("person").GetString();

    private static async Task<JsonElement> UndoAsync(TestDashboard dashboard, long id)
    {
        using var answer = await dashboard.Http.DeleteAsync($"/api/v1/sightings/{id}/person", Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }

    private static async Task<TestDashboard> SeenAsync(int sightings)
    {
        var dashboard = await TestDashboard.StartAsync();
        for (var i = 0; i < sightings; i++)
        {
            var at = DateTimeOffset.UtcNow.AddMinutes(i - 60);
            dashboard.Sightings.Add(new("door", at, at.AddSeconds(3), 30, SightingState.Unknown, null, null, 0, 0.9,
                [new(at, new("test-2", new float[] { 1, 0 }), 0.8f, default), new(at, new("test-2", new float[] { 0.8f, 0.6f }), 0.7f, default)]));
        }

        for (var i = 0; dashboard.Sightings.List(new(), 10).Sightings.Count < sightings; i++)
        {
            Assert.True(i < 600, "they were not stored within a minute");
            await Task.Delay(100, Cancel);
        }

        return dashboard;
    }

    private static async Task<JsonElement> NameAsync(TestDashboard dashboard, long id, string? name)
    {
        using var answer = await dashboard.Http.PutAsJsonAsync($"/api/v1/sightings/{id}/person", new { name }, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }
}
