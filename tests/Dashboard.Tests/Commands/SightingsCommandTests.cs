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
        gallery.Enrol("Alice", [new(Along(1), 0.9f, "a.jpg", default)]);
        await using var sightings = SightingService.Open(_folder["people.sightings.db"], new(), new SightingMetrics(meters), TimeProvider.System);
        foreach (var (camera, axis) in new[] { ("door", 1), ("yard", 2), ("yard", 1) })
            sightings.Add(new(camera, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow, 10, SightingState.Unknown, null, null, 0, 0.9, [new(DateTimeOffset.UtcNow, Along(axis), 0.8f, default)]));
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

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<Cli.Answer> Search(params string[] args) => Cli.Run(Footage.Home(_folder), ["sightings", "search", .. args, "--gallery", Db]);

    private static IEnumerable<long> Ids(Cli.Answer answer) =>
        answer.Json.GetProperty("matches").EnumerateArray().Select(match => match.GetProperty("sighting").GetProperty("id").GetInt64());

    private static Embedding Along(int axis)
    {
        var vector = new float[192];
        vector[axis] = 1;
        return new("mobilefacenet-192", vector);
    }
}
