using System.Diagnostics.Metrics;
using FaceStream.Dashboard.Service;
using FaceStream.Gallery;
using FaceStream.Recognizer.Identification;
using FaceStream.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace FaceStream.Dashboard.Tests.Service;

public class SeenPeopleTests
{
    [Fact]
    public void The_last_words_have_the_names_of_now_and_nobody_who_was_removed()
    {
        using var folder = new TemporaryFolder();
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var gallery = GalleryService.Open(folder["people.db"], new GalleryMetrics(services.GetRequiredService<IMeterFactory>()), TimeProvider.System);
        var seen = new SeenPeople();
        foreach (var name in (string[])["Alice", "Bob", "Alice"])
            seen.TrackEnded(Named(gallery.Enrol(name, [new(new("test-2", new float[] { 1, 0 }), 0.9f, "a.jpg", default)]).Person));
        gallery.Enrol("Carol", [new(new("test-2", new float[] { 0, 1 }), 0.9f, "c.jpg", default)]);

        gallery.Rename(1, "Alicia");
        gallery.Remove(2);

        Assert.Equal([new("Alicia", 2)], seen.People(gallery));
    }

    private static TrackSummary Named(Person person) =>
        new("door", 1, TimeSpan.Zero, TimeSpan.FromSeconds(1), 25, new(IdentityState.Confirmed, person.Id, person.Name, 0.8f, 0.99), 1, TimeSpan.Zero);
}
