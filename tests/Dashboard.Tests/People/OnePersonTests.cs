using System.Diagnostics.Metrics;
using FaceStream.Dashboard.People;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;
using FaceStream.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace FaceStream.Dashboard.Tests.People;

public class OnePersonTests
{
    [Fact]
    public async Task Two_who_could_not_be_made_one_keep_what_was_seen_of_each()
    {
        using var folder = new TemporaryFolder();
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var gallery = GalleryService.Open(folder["gallery.db"], new(meters), TimeProvider.System);
        await using var sightings = SightingService.Open(folder["sightings.db"], new(), new(meters), TimeProvider.System);
        var alice = gallery.Enrol("Alice", [new(new("m", (float[])[1, 0]), 1, "a.jpg", default)]).Person.Id;
        sightings.Add(new("door", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 1, SightingState.Confirmed, alice, "Alice", 1, 1, []));
        while (sightings.Waiting > 0)
            await Task.Delay(5, TestContext.Current.CancellationToken);

        var refused = Assert.Throws<GalleryRefusedException>(() => OnePerson.Merge(gallery, sightings, alice, into: 999));      // removed a moment ago, by somebody else

        Assert.Equal(GalleryRefusal.NoSuchPerson, refused.Reason);
        Assert.Equal(alice, Assert.Single(sightings.List(new(), 10).Sightings).Person);
    }
}
