using FaceStream.Gallery.Sightings;
using static FaceStream.Gallery.Tests.TemporaryGallery;

namespace FaceStream.Gallery.Tests.Sightings;

public sealed class SightingIndexTests : IDisposable
{
    private readonly TemporaryGallery _place = new();
    private readonly HandStore _store;
    private readonly LooseClock _clock = new();
    private readonly SightingIndex _index;

    public SightingIndexTests()
    {
        _store = new(_place.Path);
        _index = new(_store, _clock);
    }

    [Fact]
    public void It_finds_what_comparing_with_every_look_finds()
    {
        var chance = new Random(1);
        var vectors = Enumerable.Range(0, 5000).Select(_ => Unit(chance.NextSingle() - 0.5f, chance.NextSingle() - 0.5f, chance.NextSingle() - 0.5f, chance.NextSingle() - 0.5f)).ToArray();
        _store.Add([.. vectors.Chunk(2).Select((looks, i) => SightingStoreTests.Seen(i) with { Looks = [.. looks.Select(look => Look(look))] })]);
        float[][] faces = [vectors[7], Unit(1, -2, 3, 1)];

        var found = _index.Search(Ask(faces, top: 10), default).Matches;

        var plainly = _store.Vectors(0, int.MaxValue)
            .Select(look => (look.Look, look.Sighting, Similarity: faces.Max(face => System.Numerics.Tensors.TensorPrimitives.Dot<float>(face, look.Embedding.Vector.Span))))
            .GroupBy(look => look.Sighting).Select(own => own.MaxBy(look => look.Similarity)).OrderByDescending(look => look.Similarity).Take(10);
        Assert.Equal(plainly.Select(look => (look.Sighting, look.Look)), found.Select(match => (match.Sighting.Id, match.Look)));
        Assert.Equal(4, found[0].Sighting.Id);
    }

    [Fact]
    public void What_comes_and_goes_is_noticed_also_by_another_process()
    {
        _store.Add([Seen(0, 1, 0), Seen(1, 1, 0.1f)]);
        Assert.Equal([1, 2], Ids(Ask(1, 0)));

        using var other = new HandStore(_place.Path);
        other.Add([Seen(2, 1, 0.05f)]);
        Assert.Equal([1, 3, 2], Ids(Ask(1, 0)));

        other.Remove(1);
        Assert.Equal([3, 2], Ids(Ask(1, 0)));
        Assert.Equal(2, _index.Count);

        _store.Remove(3);
        _index.Forget(3);
        Assert.Equal(1, _index.Count);
        Assert.Equal([2], Ids(Ask(1, 0)));
    }

    [Fact]
    public void A_filter_hides_those_who_are_closer_and_the_sighting_that_was_asked_about_is_not_found()
    {
        _store.Add([Seen(0, 1, 0), Seen(1, 1, 0.1f) with { Camera = "yard" }, Seen(2, 1, 0.2f), Seen(3, 1, 0.3f)]);

        Assert.Equal([2], Ids(Ask(1, 0) with { Filter = new(Camera: "yard") }));
        Assert.Equal([3, 4], Ids(Ask(1, 0) with { Filter = new(Camera: "door"), Except = 1 }));
        Assert.Equal([1, 2], Ids(Ask(1, 0) with { Top = 2 }));
        Assert.Equal([1, 2, 3], Ids(Ask(1, 0) with { AtLeast = 0.97f }));
        Assert.Equal(2, _index.Search(Ask(1, 0) with { Filter = new(Camera: "door"), Except = 1 }, default).Searched);
    }

    [Fact]
    public void Looks_of_another_model_or_dimension_are_left_out_and_counted()
    {
        _store.Add([Seen(0, 1, 0), Seen(1, 1, 0) with { Looks = [Look([1, 0], "other")] }, Seen(2, 1, 0) with { Looks = [Look([1, 0, 0])] }]);

        var found = _index.Search(Ask(1, 0), default);

        Assert.Equal((1, 1, 2), (found.Matches.Count, found.Searched, found.OtherLooks));
        Assert.Equal([2], Ids(Ask(1, 0) with { Model = "other" }));
        Assert.Empty(Ids(Ask(1, 0) with { Model = "none" }));
        Assert.Throws<GalleryRefusedException>(() => Ids(Ask([Unit(1, 0, 0)])));
        Assert.Throws<GalleryRefusedException>(() => Ids(Ask([[2, 0]])));
    }

    [Fact]
    public void What_nobody_searches_any_more_leaves_the_memory_and_comes_back_when_asked_for()
    {
        _store.Add([Seen(0, 1, 0)]);
        Ids(Ask(1, 0));
        _clock.Walk(TimeSpan.FromMinutes(9));
        Assert.Equal(1, _index.Count);

        _clock.Walk(TimeSpan.FromMinutes(2));

        Assert.Equal(0, _index.Count);
        Assert.Equal([1], Ids(Ask(1, 0)));
    }

    public void Dispose()
    {
        _index.Dispose();
        _store.Dispose();
        _place.Dispose();
    }

    private static NewSighting Seen(int minute, params float[] direction) =>
        SightingStoreTests.Seen(minute) with { Looks = [Look(Unit(direction))] };

    private static SeenLook Look(float[] vector, string model = "m") => new(DateTimeOffset.UnixEpoch, new(model, vector), 0.5f, default);

    private static SightingQuestion Ask(params float[] direction) => Ask([Unit(direction)]);

    private static SightingQuestion Ask(float[][] faces, int top = 9) => new("m", [.. faces.Select(face => (ReadOnlyMemory<float>)face)], new(), top, AtLeast: -1);

    private List<long> Ids(SightingQuestion question) => [.. _index.Search(question, default).Matches.Select(match => match.Sighting.Id)];

    /// <summary>A stopwatch moved by hand, whose timers fire with each move.</summary>
    private sealed class LooseClock : TimeProvider
    {
        private readonly ManualClock _timers = new(DateTimeOffset.UnixEpoch);
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => _timers.CreateTimer(callback, state, dueTime, period);

        public void Walk(TimeSpan time)
        {
            _ticks += time.Ticks;
            _timers.Tick();
        }
    }
}
