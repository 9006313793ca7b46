using System.Diagnostics;
using System.Numerics.Tensors;
using FaceStream.Gallery.Sightings;

namespace FaceStream.Gallery.Tests.Sightings;

/// <summary>By name only, for it takes minutes, and 5 GB of memory: <c>-explicit only -class '*MillionSightingsTests'</c>. Counts processor time, so that a busy machine does not matter.</summary>
public sealed class MillionSightingsTests(ITestOutputHelper output)
{
    private const int Sightings = 1_000_000;

    [Theory(Explicit = true)]
    [InlineData(192), InlineData(512)]
    public void A_million_sightings_are_searched_exactly_in_a_tenth_of_a_second(int dimension)
    {
        using var place = new TemporaryGallery();
        using var store = new HandStore(place.Path);
        var chance = new Random(1);
        List<float[]> kept = [];
        foreach (var minutes in Enumerable.Range(0, Sightings).Chunk(10_000))
            store.Add([.. minutes.Select(minute => Seen(minute, Direction(minute)))]);

        using var index = new SightingIndex(store, TimeProvider.System);
        var started = Stopwatch.GetTimestamp();
        index.Search(Ask(kept[0], new()), default);
        var first = Stopwatch.GetElapsedTime(started);

        List<double> whole = [], filtered = [];
        foreach (var face in kept.Take(50))
        {
            var before = Environment.CpuUsage.TotalTime;
            var found = index.Search(Ask(face, new()), default);
            whole.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
            Assert.Equal(1, found.Matches[0].Similarity, 1e-5f);
            Assert.Equal(Sightings, found.Searched);

            // A day of them.
            before = Environment.CpuUsage.TotalTime;
            index.Search(Ask(face, new(From: found.Matches[0].Sighting.First, To: found.Matches[0].Sighting.First.AddDays(1))), default);
            filtered.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
        }

        output.WriteLine($"{dimension} numbers: first search {first.TotalSeconds:0.0} s, then median {Median(whole):0.0} ms of processor time, of one day {Median(filtered):0.0} ms");
        Assert.InRange(Median(whole), 0, 100);

        float[] Direction(int minute)
        {
            var vector = new float[dimension];
            for (var i = 0; i < dimension; i++)
                vector[i] = chance.NextSingle() - 0.5f;
            TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
            if (minute % (Sightings / 50) == 0)
                kept.Add(vector);
            return vector;
        }
    }

    private static NewSighting Seen(int minute, float[] vector) =>
        SightingStoreTests.Seen(minute) with { Looks = [new(DateTimeOffset.UnixEpoch, new("m", vector), 0.5f, default)] };

    private static SightingQuestion Ask(float[] face, SightingFilter filter) => new("m", [face], filter, Top: 20, AtLeast: -1);

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
