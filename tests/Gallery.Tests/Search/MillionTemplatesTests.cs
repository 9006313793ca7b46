using System.Diagnostics;
using System.Numerics.Tensors;
using FaceStream.Gallery.Search;
using FaceStream.Gallery.Storage;
using FaceStream.Gallery.Transfer;

namespace FaceStream.Gallery.Tests.Search;

/// <summary>By name only, for it takes minutes, and 9 GB of memory: <c>-explicit only -class '*MillionTemplatesTests'</c>. 200,000 people with five templates each.</summary>
public sealed class MillionTemplatesTests(ITestOutputHelper output)
{
    private const int Templates = 1_000_000, Each = 5;

    [Theory(Explicit = true)]
    [InlineData(192), InlineData(512)]
    public void A_million_templates_start_in_time_fit_into_memory_and_change_at_once(int dimension)
    {
        using var place = new TemporaryGallery();
        var chance = new Random(1);
        using (var store = new SqliteGalleryStore(place.Path, TimeSpan.FromSeconds(5)))
            store.Import(Enumerable.Range(0, Templates / Each).Select(i => new PersonCopy($"P{i:000000}", DateTimeOffset.UnixEpoch, [.. Looks()])), dryRun: false);

        var before = Resident();
        var started = Stopwatch.GetTimestamp();
        using var gallery = place.Open();
        var start = Stopwatch.GetElapsedTime(started);
        var set = gallery.Snapshot("m").Set;
        Assert.Equal((Templates, Templates / Each), (set.Templates.Count, set.Means.Count));

        // A row has its floats, its codes with scale and error, and two ids; the mean of each person likewise.
        var arithmetic = (Templates + (Templates / Each)) * (double)((4 * dimension) + Codes.Stride(dimension) + 8 + 16);
        var resident = (Resident() - before) / arithmetic;

        // A reader searches all the while.
        using var stop = new CancellationTokenSource();
        var (searches, allocated) = (0, 0L);
        var reader = new Thread(() =>
        {
            var matches = new Match[5];
            var face = Direction();
            gallery.Snapshot("m").Search(face, matches);
            var at = GC.GetAllocatedBytesForCurrentThread();
            for (; !stop.IsCancellationRequested; searches++)
                gallery.Snapshot("m").Search(face, matches);
            allocated = GC.GetAllocatedBytesForCurrentThread() - at;
        });
        reader.Start();
        List<double> enrolled = [], searched = [], removed = [];
        for (var i = 0; i < 30; i++)
        {
            var look = new NewTemplate(new("m", Direction()), 0.5f, "", default);
            started = Stopwatch.GetTimestamp();
            var person = gallery.Enrol("New", [look]).Person;
            var now = gallery.Snapshot("m");        // what a search begun from here on searches
            enrolled.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            Assert.Equal(Templates + 1, now.TemplateCount);
            started = Stopwatch.GetTimestamp();
            Assert.Equal(person.Id, now.Search(look.Embedding.Vector.Span, 1)[0].Person.Id);
            searched.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            started = Stopwatch.GetTimestamp();
            gallery.Remove(person.Id);
            removed.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        stop.Cancel();
        reader.Join();
        output.WriteLine(
            $"{dimension} numbers: start {start.TotalSeconds:0.0} s; resident {resident:0.00} of the arithmetic, {arithmetic / 1e6:0} MB; searches find an enrolment after {Median(enrolled):0} ms (longest {enrolled.Max():0}), and take {Median(searched):0} ms; "
            + $"a removal done after {Median(removed):0} ms ({removed.Max():0}); {searches} searches meanwhile, {allocated} bytes allocated by them");
        Assert.InRange(start.TotalSeconds, 0, 20);
        Assert.InRange(resident, 0.9, 1.2);
        Assert.Equal(0, allocated);
        Assert.InRange(Median(enrolled), 0, 100);

        IEnumerable<LookCopy> Looks()
        {
            var person = Direction();
            for (var i = 0; i < Each; i++)
            {
                var look = Direction();
                TensorPrimitives.Add(look, person, look);
                TensorPrimitives.Divide(look, TensorPrimitives.Norm<float>(look), look);
                yield return new(new(new("m", look), 0.5f, "", default), DateTimeOffset.UnixEpoch);
            }
        }

        float[] Direction()
        {
            var vector = new float[dimension];
            for (var i = 0; i < dimension; i++)
                vector[i] = chance.NextSingle() - 0.5f;
            TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
            return vector;
        }
    }

    private static double Resident()
    {
        GC.Collect(2, GCCollectionMode.Aggressive);
        return Environment.WorkingSet;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
