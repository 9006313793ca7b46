using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FaceStream.Dashboard.Tests.Web;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;

namespace FaceStream.Dashboard.Tests.People;

public class PeopleTests
{
    private static readonly byte[] Crop = [0xFF, 0xD8, 1, 2, 3, 0xFF, 0xD9];

    [Fact]
    public async Task Everybody_is_listed_by_name_with_the_address_of_a_picture()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var bob = Enrol(dashboard, "Bob", Crop);
        Enrol(dashboard, "alice", []);

        var people = await GetAsync(dashboard, "/api/v1/people");

        Assert.Equal(["alice", "Bob"], people.EnumerateArray().Select(person => person.GetProperty("name").GetString()));
        Assert.Equal(JsonValueKind.Null, people[0].GetProperty("picture").ValueKind);
        Assert.Equal($"/api/v1/people/{bob.Id}/picture", people[1].GetProperty("picture").GetString());
        Assert.Equal(1, people[1].GetProperty("templates").GetInt32());
        Assert.Equal(Crop, await dashboard.Http.GetByteArrayAsync(people[1].GetProperty("picture").GetString(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_health_of_the_gallery_names_look_alikes_misfits_and_the_weak()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        dashboard.Gallery.Enrol("Alice", [Look(1, 0), Look(0, 1)]);
        dashboard.Gallery.Enrol("Bob", [Look(1, 0.1f)]);

        var health = await GetAsync(dashboard, "/api/v1/people/health");

        var pair = Assert.Single(health.GetProperty("lookAlikes").EnumerateArray());
        Assert.Equal(("Alice", "Bob"), (pair.GetProperty("one").GetProperty("name").GetString(), pair.GetProperty("other").GetProperty("name").GetString()));
        Assert.Equal(2, health.GetProperty("outliers").GetArrayLength());
        Assert.Equal(("Bob", "one_picture"), (health.GetProperty("weak")[0].GetProperty("person").GetProperty("name").GetString(), health.GetProperty("weak")[0].GetProperty("weakness").GetString()));

        static NewTemplate Look(float x, float y)
        {
            var length = MathF.Sqrt((x * x) + (y * y));
            return new(new("test-2", new[] { x / length, y / length }), 1, "a.jpg", default);
        }
    }

    [Fact]
    public async Task The_health_of_one_person_names_who_looks_alike_and_which_picture_does_not_fit_and_only_that_person()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var alice = dashboard.Gallery.Enrol("Alice", [Look(1, 0), Look(0, 1)]);
        var bob = dashboard.Gallery.Enrol("Bob", [Look(1, 0.1f)]);

        var ofAlice = await GetAsync(dashboard, $"/api/v1/people/{alice.Person.Id}/health");
        var ofBob = await GetAsync(dashboard, $"/api/v1/people/{bob.Person.Id}/health");

        var alike = Assert.Single(ofBob.GetProperty("lookAlikes").EnumerateArray());
        Assert.Equal((alice.Person.Id, alice.Templates[0].Id, bob.Templates[0].Id),
            (alike.GetProperty("other").GetProperty("id").GetInt64(), alike.GetProperty("otherPicture").GetInt64(), alike.GetProperty("picture").GetInt64()));
        Assert.Equal(("one_picture", 0), (ofBob.GetProperty("weakness").GetString(), ofBob.GetProperty("outliers").GetArrayLength()));
        Assert.Equal(bob.Person.Id, ofAlice.GetProperty("lookAlikes")[0].GetProperty("other").GetProperty("id").GetInt64());
        Assert.Equal(alice.Templates.Select(template => template.Id).Order(), ofAlice.GetProperty("outliers").EnumerateArray().Select(one => one.GetProperty("picture").GetInt64()).Order());
        Assert.Equal(JsonValueKind.Null, ofAlice.GetProperty("weakness").ValueKind);
        using var nobody = await dashboard.Http.GetAsync("/api/v1/people/99/health", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);

        static NewTemplate Look(float x, float y)
        {
            var length = MathF.Sqrt((x * x) + (y * y));
            return new(new("test-2", new[] { x / length, y / length }), 1, "a.jpg", default);
        }
    }

    [Theory]
    [InlineData("ali", 1)]
    [InlineData(" ALI ", 1)]
    [InlineData("e\u0301", 1)]      // typed as two characters, found as one
    [InlineData("zzz", 0)]
    [InlineData("%", 0)]
    [InlineData("' OR '1'='1", 0)]
    [InlineData("\u202Eila", 0)]
    [InlineData("", 3)]
    public async Task A_search_finds_names_that_contain_it(string search, int count)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        foreach (var name in (string[])["Alice", "Bob", "Zoé"])
            Enrol(dashboard, name, []);

        Assert.Equal(count, (await GetAsync(dashboard, $"/api/v1/people?search={Uri.EscapeDataString(search)}")).GetArrayLength());
    }

    [Fact]
    public async Task A_person_is_shown_with_each_picture()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var alice = Enrol(dashboard, "Alice", Crop);

        var shown = await GetAsync(dashboard, $"/api/v1/people/{alice.Id}");

        var picture = shown.GetProperty("pictures")[0];
        Assert.Equal("alice.jpg", picture.GetProperty("source").GetString());
        Assert.Equal(0.5, picture.GetProperty("quality").GetDouble());
        using var response = await dashboard.Http.GetAsync(picture.GetProperty("picture").GetString(), TestContext.Current.CancellationToken);
        Assert.Equal("image/jpeg", response.Content.Headers.ContentType!.MediaType);
        HeadersTests.AssertSecure(response);
    }

    [Fact]
    public async Task A_picture_is_had_only_through_its_own_person()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var (alice, bob) = (Enrol(dashboard, "Alice", Crop), Enrol(dashboard, "Bob", Crop));
        var template = dashboard.Gallery.Show(alice.Id)!.Templates[0].Id;

        Assert.Equal(HttpStatusCode.NotFound, (await dashboard.Http.GetAsync($"/api/v1/people/{bob.Id}/pictures/{template}", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await dashboard.Http.DeleteAsync($"/api/v1/people/{bob.Id}/pictures/{template}", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Single(dashboard.Gallery.Show(alice.Id)!.Templates);
    }

    [Fact]
    public async Task A_person_is_renamed_and_removed()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var alice = Enrol(dashboard, "Alice", Crop);

        var (status, renamed) = await RenameAsync(dashboard, alice.Id, "  Alice   Liddell ");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Alice Liddell", renamed.GetProperty("name").GetString());

        Assert.Equal(HttpStatusCode.OK, (await dashboard.Http.DeleteAsync($"/api/v1/people/{alice.Id}", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Empty(dashboard.Gallery.People);
        Assert.Equal(HttpStatusCode.NotFound, (await dashboard.Http.DeleteAsync($"/api/v1/people/{alice.Id}", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Somebody_is_hidden_listed_so_and_shown_again()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var alice = Enrol(dashboard, "Alice", Crop);
        Enrol(dashboard, "Bob", Crop);

        Assert.True((await ChangeAsync(dashboard, alice.Id, new { hidden = true })).Answer.GetProperty("hidden").GetBoolean());
        Assert.Equal([true, false], (await GetAsync(dashboard, "/api/v1/people")).EnumerateArray().Select(person => person.GetProperty("hidden").GetBoolean()));
        Assert.Equal("Bob", Assert.Single((await GetAsync(dashboard, "/api/v1/people?hidden=false")).EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal("Alice", Assert.Single((await GetAsync(dashboard, "/api/v1/people?hidden=true")).EnumerateArray()).GetProperty("name").GetString());

        var both = (await ChangeAsync(dashboard, alice.Id, new { name = "Alicia", hidden = false })).Answer;
        Assert.Equal(("Alicia", false), (both.GetProperty("name").GetString(), both.GetProperty("hidden").GetBoolean()));
        Assert.Equal(HttpStatusCode.NotFound, (await ChangeAsync(dashboard, 99, new { hidden = true })).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ChangeAsync(dashboard, alice.Id, new { })).Status);
    }

    [Fact]
    public async Task Somebody_becomes_part_of_another_with_pictures_and_sightings()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var (al, alice) = (Enrol(dashboard, "Al", Crop), Enrol(dashboard, "Alice", Crop));
        var seen = await SeenAsync(dashboard, al);

        using var response = await dashboard.Http.PostAsJsonAsync($"/api/v1/people/{al.Id}/merge", new { into = alice.Id }, TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, "Alice", 2), (response.StatusCode, answer.GetProperty("name").GetString(), answer.GetProperty("templates").GetInt32()));
        Assert.Equal(["Alice"], dashboard.Gallery.People.Select(person => person.Name));
        var sighting = await GetAsync(dashboard, $"/api/v1/sightings/{seen}");
        Assert.Equal((alice.Id, "Alice"), (sighting.GetProperty("personId").GetInt64(), sighting.GetProperty("person").GetString()));
    }

    [Fact]
    public async Task Nothing_is_merged_with_nobody_or_with_itself()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var alice = Enrol(dashboard, "Alice", Crop);
        var seen = await SeenAsync(dashboard, alice);

        foreach (var (from, into, status, problem) in new[]
        {
            (alice.Id, 99, HttpStatusCode.NotFound, "no-such-person"),
            (99, alice.Id, HttpStatusCode.NotFound, "no-such-person"),
            (alice.Id, alice.Id, HttpStatusCode.UnprocessableEntity, "same-person"),
        })
        {
            using var response = await dashboard.Http.PostAsJsonAsync($"/api/v1/people/{from}/merge", new { into }, TestContext.Current.CancellationToken);

            Assert.Equal(status, response.StatusCode);
            Assert.Equal("urn:facestream:problem:" + problem, (await ProblemAsync(response)).GetProperty("type").GetString());
        }

        Assert.Single(dashboard.Gallery.People);
        Assert.Equal(alice.Id, dashboard.Sightings.Show(seen)!.Person);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_with_who_has_it()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var (al, alice) = (Enrol(dashboard, "Al", Crop), Enrol(dashboard, "Alice", Crop));

        var (status, problem) = await RenameAsync(dashboard, al.Id, " ALICE ");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal((alice.Id, "Alice"), (problem.GetProperty("person").GetProperty("id").GetInt64(), problem.GetProperty("person").GetProperty("name").GetString()));
    }

    [Fact]
    public async Task The_last_picture_goes_and_the_person_stays()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var alice = Enrol(dashboard, "Alice", Crop);
        var template = dashboard.Gallery.Show(alice.Id)!.Templates[0].Id;

        Assert.Equal(HttpStatusCode.NoContent, (await dashboard.Http.DeleteAsync($"/api/v1/people/{alice.Id}/pictures/{template}", TestContext.Current.CancellationToken)).StatusCode);

        Assert.Equal(0, (await GetAsync(dashboard, $"/api/v1/people/{alice.Id}")).GetProperty("pictures").GetArrayLength());
    }

    [Fact]
    public async Task A_picture_that_shows_nothing_new_is_set_aside_with_the_one_it_is_like_and_can_be_restored()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        for (var i = 0; i < 6; i++)
            Enrol(dashboard, "Alice", Crop);
        var path = $"/api/v1/people/{dashboard.Gallery.Find("Alice")!.Id}";

        var alice = await GetAsync(dashboard, path);
        Assert.Equal((5, 1), (alice.GetProperty("templates").GetInt32(), alice.GetProperty("setAside").GetInt32()));
        var aside = Assert.Single(alice.GetProperty("pictures").EnumerateArray(), picture => picture.GetProperty("setAside").ValueKind != JsonValueKind.Null);
        Assert.Equal(alice.GetProperty("pictures")[0].GetProperty("id").GetInt64(), aside.GetProperty("setAside").GetProperty("likePicture").GetInt64());
        Assert.Equal(1, aside.GetProperty("setAside").GetProperty("similarity").GetDouble());
        var listed = (await GetAsync(dashboard, "/api/v1/people"))[0];
        Assert.Equal((5, 1), (listed.GetProperty("templates").GetInt32(), listed.GetProperty("setAside").GetInt32()));

        var id = aside.GetProperty("id").GetInt64();
        using var restored = await dashboard.Http.PostAsync($"{path}/pictures/{id}/restore", null, TestContext.Current.CancellationToken);
        var after = await restored.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, 6, 0), (restored.StatusCode, after.GetProperty("templates").GetInt32(), after.GetProperty("setAside").GetInt32()));
        Assert.True(after.GetProperty("pictures")[5].GetProperty("restored").GetBoolean());
        Assert.Equal(6, dashboard.Gallery.Snapshot("test-4").TemplateCount);
        using var unknown = await dashboard.Http.PostAsync($"{path}/pictures/4711/restore", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory]
    [InlineData("", HttpStatusCode.UnprocessableEntity, "bad-name")]
    [InlineData("a\u0000b", HttpStatusCode.UnprocessableEntity, "bad-name")]
    [InlineData("\u202Egpj.exe", HttpStatusCode.UnprocessableEntity, "bad-name")]
    [InlineData("bOB", HttpStatusCode.Conflict, "name-taken")]
    [InlineData("<script>alert(1)</script>", HttpStatusCode.OK, null)]
    [InlineData("../../x", HttpStatusCode.OK, null)]
    [InlineData("Robert'); DROP TABLE people;--", HttpStatusCode.OK, null)]
    [InlineData("🙂", HttpStatusCode.OK, null)]
    public async Task A_name_is_text_or_refused_with_the_reason(string name, HttpStatusCode expected, string? problem)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        Enrol(dashboard, "Bob", []);
        var alice = Enrol(dashboard, "Alice", []);

        var (status, answer) = await RenameAsync(dashboard, alice.Id, name);

        Assert.Equal(expected, status);
        if (problem is null)
            Assert.Equal(name, answer.GetProperty("name").GetString());
        else
            Assert.Equal("urn:facestream:problem:" + problem, answer.GetProperty("type").GetString());
        Assert.Equal(2, dashboard.Gallery.People.Count);
    }

    [Fact]
    public async Task A_name_of_three_hundred_characters_is_refused_with_its_length()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var alice = Enrol(dashboard, "Alice", []);

        var (status, answer) = await RenameAsync(dashboard, alice.Id, new string('x', 300));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("300", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/v1/people/99", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1/people/99/picture", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/api/v1/people/99", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1/people/1' OR 1=1", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1/people/99999999999999999999", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1/people?limit=-1", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/v1/people?limit=many", HttpStatusCode.BadRequest)]
    public async Task What_is_not_there_or_makes_no_sense_is_a_problem(string method, string path, HttpStatusCode expected)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await dashboard.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
        await ProblemAsync(response);
        HeadersTests.AssertSecure(response);
    }

    public static TheoryData<string, string, HttpStatusCode> BadBodies => new()
    {
        { "text/plain", """{"name":"Bob"}""", HttpStatusCode.UnsupportedMediaType },
        { "application/json", "{", HttpStatusCode.BadRequest },
        { "application/json", "", HttpStatusCode.BadRequest },
        { "application/json", "[1]", HttpStatusCode.BadRequest },
        { "application/json", """{"name":{"a":1}}""", HttpStatusCode.BadRequest },
        { "application/json", "{\"name\":" + new string('[', 100) + new string(']', 100) + "}", HttpStatusCode.BadRequest },
        { "application/json", "{\"name\":\"" + new string('x', 1 << 20) + "\"}", HttpStatusCode.RequestEntityTooLarge },
    };

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task A_body_that_is_not_what_was_asked_for_is_refused_in_words(string type, string body, HttpStatusCode expected)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var alice = Enrol(dashboard, "Alice", []);
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/people/{alice.Id}") { Content = new StringContent(body, null, type) };

        using var response = await dashboard.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
        var problem = await ProblemAsync(response);
        Assert.True(problem.GetProperty("detail").GetString()!.Length > 20);
        Assert.Equal("Alice", dashboard.Gallery.People.Single().Name);
    }

    [Fact]
    public async Task A_limit_takes_the_first_by_name()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        foreach (var name in (string[])["Carol", "Alice", "Bob"])
            Enrol(dashboard, name, []);

        var people = await GetAsync(dashboard, "/api/v1/people?limit=2");

        Assert.Equal(["Alice", "Bob"], people.EnumerateArray().Select(person => person.GetProperty("name").GetString()));
    }

    private static Person Enrol(TestDashboard dashboard, string name, byte[] picture) =>
        dashboard.Gallery.Enrol(name, [new NewTemplate(new Embedding("test-4", new float[] { 0, 1, 0, 0 }), 0.5f, $"{name.ToLowerInvariant()}.jpg", picture)]).Person;

    /// <summary>Somebody was seen; the id of the sighting.</summary>
    private static async Task<long> SeenAsync(TestDashboard dashboard, Person person)
    {
        var now = DateTimeOffset.UtcNow;
        dashboard.Sightings.Add(new("door", now.AddSeconds(-3), now, 30, SightingState.Confirmed, person.Id, person.Name, 0.7f, 0.99, []));
        for (var i = 0; i < 900; i++)
        {
            if (dashboard.Sightings.List(new(), 1).Sightings is [var seen, ..])
                return seen.Id;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("It was not stored within 90 s.");
    }

    private static Task<JsonElement> GetAsync(TestDashboard dashboard, string path) =>
        dashboard.Http.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

    private static Task<(HttpStatusCode Status, JsonElement Answer)> RenameAsync(TestDashboard dashboard, long id, string name) => ChangeAsync(dashboard, id, new { name });

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> ChangeAsync(TestDashboard dashboard, long id, object change)
    {
        using var response = await dashboard.Http.PatchAsJsonAsync($"/api/v1/people/{id}", change, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    private static Task<JsonElement> ProblemAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        return response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }
}
