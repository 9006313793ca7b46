using System.Diagnostics.Metrics;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;
using FaceStream.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace FaceStream.Dashboard.Tests.Commands;

public sealed class SightingsCommandTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    private string Db => _folder["people.db"];

    public async ValueTask InitializeAsync()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var gallery = GalleryService.Open(Db, new GalleryMetrics(meters), TimeProvider.System);
        gallery.Enrol("Alice", [new(Footage.Along(1), 0.9f, "a.jpg", default)]);
        await using var sightings = SightingService.Open(_folder["people.sightings.db"], new(), new SightingMetrics(meters), TimeProvider.System);
        foreach (var (camera, axis) in new[] { ("door", 1), ("yard", 2), ("yard", 1) })
            sightings.Add(new(camera, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow, 10, SightingState.Unknown, null, null, 0, 0.9, [new(DateTimeOffset.UtcNow, Footage.Along(axis), 0.8f, default)]));
    }

    [Fact]
    public async Task Sightings_like_one_or_like_a_person_are_found_for_people_and_for_programs()
    {
        var like = await Search("--like", "1", "--json");
        var person = await Search("--person", "alice", "--camera", "yard", "--json");
        var table = await Search("--person", "alice");

        Assert.Equal((0, 0, 0), (like.Code, person.Code, table.Code));
        Assert.Equal([3L], Ids(like));
        Assert.Equal([3L], Ids(person));
        Assert.Contains("2 of 3 sightings are at least", table.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_face_of_a_picture_is_compared_with_everybody()
    {
        var picture = await Search(Footage.Franck(2045), "--at-least", "-1", "--json");
        var several = await Search(Footage.Group);

        Assert.Equal([1L, 2L, 3L], Ids(picture).Order());
        Assert.Equal((0, 5), (picture.Code, several.Code));
        Assert.Contains("--face 1", several.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2), InlineData(2, "--like", "1", "--person", "Alice"), InlineData(2, "--like", "1", "--top", "0"), InlineData(2, "--like", "1", "--at-least", "7")]
    [InlineData(4, "--like", "77"), InlineData(4, "--person", "Nemo"), InlineData(4, "nowhere.jpg")]
    public async Task What_cannot_be_looked_for_is_said(int code, params string[] args) => Assert.Equal(code, (await Search(args)).Code);

    [Fact]
    public async Task Sightings_are_listed_by_camera_person_state_and_time_the_newest_first()
    {
        var all = await List("--json");
        var one = all.Json[0];

        Assert.Equal(["id", "camera", "first", "last", "frames", "state", "said", "person", "similarity", "confidence"], one.EnumerateObject().Select(field => field.Name));
        Assert.Equal([3, 2, 1], Numbers(all));
        Assert.Equal([3, 2], Numbers(await List("--camera", "yard", "--json")));
        Assert.Equal([], Numbers(await List("--state", "confirmed", "--json")));
        Assert.Equal([], Numbers(await List("--person", "alice", "--json")));
        Assert.Equal([], Numbers(await List("--from", "2100-01-01", "--json")));
        Assert.Equal([3, 2, 1], Numbers(await List("--from", "2020-01-01", "--to", "2100-01-01T18:00", "--state", "UNKNOWN", "--json")));
        Assert.Equal([3], Numbers(await List("--limit", "1", "--json")));
        Assert.Contains("There are more: --limit, --from and --to reach them.", (await List("--limit", "1")).Output, StringComparison.Ordinal);
        Assert.StartsWith("Nobody was seen, or not any more.", (await List("--state", "contested")).Output, StringComparison.Ordinal);

        static IEnumerable<long> Numbers(Cli.Answer answer) => answer.Json.EnumerateArray().Select(sighting => sighting.GetProperty("id").GetInt64());
    }

    [Theory]
    [InlineData(2, "--state", "asleep"), InlineData(2, "--from", "tomorrow"), InlineData(2, "--limit", "0"), InlineData(2, "--limit", "many"), InlineData(4, "--person", "Nemo")]
    public async Task What_cannot_be_listed_is_said(int code, params string[] args)
    {
        var answer = await List(args);

        Assert.Equal((code, ""), (answer.Code, answer.Output));
        Assert.Contains(args[1], answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_older_than_the_configuration_allows_is_counted_and_removed()
    {
        using (var services = new ServiceCollection().AddMetrics().BuildServiceProvider())
        {
            await using var sightings = SightingService.Open(_folder["people.sightings.db"], new(), new SightingMetrics(services.GetRequiredService<IMeterFactory>()), TimeProvider.System);
            var (eight, forty) = (DateTimeOffset.UtcNow.AddDays(-8), DateTimeOffset.UtcNow.AddDays(-40));
            sightings.Add(new("door", eight, eight, 1, SightingState.Unknown, null, null, 0, 0.9, []));
            sightings.Add(new("door", eight, eight, 1, SightingState.Confirmed, 1, "Alice", 0.8f, 0.9, []));
            sightings.Add(new("door", forty, forty, 1, SightingState.Confirmed, 1, "Alice", 0.8f, 0.9, []));
        }

        var dry = (await Purge("--dry-run", "--json")).Json;
        Assert.Equal((1, 1, true, 30, 7), (dry.GetProperty("known").GetInt32(), dry.GetProperty("unknown").GetInt32(), dry.GetProperty("dry_run").GetBoolean(), dry.GetProperty("known_days").GetInt32(), dry.GetProperty("unknown_days").GetInt32()));
        Assert.Equal(6, (await List("--json")).Json.GetArrayLength());
        Assert.Equal("1 sightings of enrolled people are older than 30 days, 1 of others than 7 days; they are removed.\n", (await Purge()).Output);
        Assert.Equal(4, (await List("--json")).Json.GetArrayLength());

        Task<Cli.Answer> Purge(params string[] args) => Cli.Run(Footage.Home(_folder), ["sightings", "purge", .. args, "--gallery", Db]);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<Cli.Answer> Search(params string[] args) => Cli.Run(Footage.Home(_folder), ["sightings", "search", .. args, "--gallery", Db]);

    private Task<Cli.Answer> List(params string[] args) => Cli.Run(Footage.Home(_folder), ["sightings", "list", .. args, "--gallery", Db]);

    private static IEnumerable<long> Ids(Cli.Answer answer) =>
        answer.Json.GetProperty("matches").EnumerateArray().Select(match => match.GetProperty("sighting").GetProperty("id").GetInt64());
}
