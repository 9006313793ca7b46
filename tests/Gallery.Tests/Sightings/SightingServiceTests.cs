using System.Diagnostics.Metrics;
using FaceStream.Gallery.Sightings;
using Microsoft.Extensions.DependencyInjection;
using static FaceStream.Gallery.Tests.Sightings.SightingStoreTests;

namespace FaceStream.Gallery.Tests.Sightings;

public sealed class SightingServiceTests : IAsyncDisposable
{
    private readonly TemporaryGallery _place = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Dictionary<string, long> _counted = [];
    private readonly MeterListener _listener = new();
    private readonly HandStore _store;
    private readonly SightingService _sightings;

    public SightingServiceTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Name == "facestream.sightings")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            lock (_counted)
                _counted[(string)tags[0].Value!] = _counted.GetValueOrDefault((string)tags[0].Value!) + value;
        });
        _listener.Start();
        _store = new(_place.Path);
        _sightings = new(_store, new(), new SightingMetrics(meters), TimeProvider.System);
    }

    [Fact]
    public async Task What_was_taken_is_stored_when_the_service_closes()
    {
        for (var i = 0; i < 300; i++)
            _sightings.Add(Seen(i));
        await _sightings.DisposeAsync();

        using var again = new HandStore(_place.Path);
        Assert.Equal(300, again.List(new(), 1000, null).Sightings.Count);
        Assert.Equal(300, _counted["stored"]);
    }

    [Fact]
    public async Task A_full_disk_is_said_and_nothing_is_lost_when_it_has_room_again()
    {
        _store.Full = true;
        _sightings.Add(Seen(0));
        await Until(() => _sightings.Fault is not null);
        Assert.Contains("no space left", _sightings.Fault!.Message, StringComparison.Ordinal);
        _sightings.Add(Seen(1));

        _store.Full = false;
        await Until(() => _sightings.List(new(), 10).Sightings.Count == 2);

        Assert.Null(_sightings.Fault);
        Assert.Equal(0, _counted.GetValueOrDefault("lost"));
    }

    [Fact]
    public async Task A_listener_that_fails_stops_nobody()
    {
        _sightings.Stored += _ => throw new InvalidOperationException("This listener is in trouble.");
        _sightings.Add(Seen(0));
        await StoredAsync(1);

        _sightings.Add(Seen(1));
        await StoredAsync(2);
        await _sightings.DisposeAsync();

        Assert.Equal(2, _counted["stored"]);
    }

    [Fact]
    public async Task What_finds_no_room_is_counted_and_nobody_waits()
    {
        _store.Full = true;
        for (var i = 0; i < 5000; i++)
            _sightings.Add(Seen(i));
        var lost = _counted["lost"];
        Assert.InRange(lost, 5000 - 1024 - 64 - 64, 5000 - 1024);

        _store.Full = false;
        await Until(() => _sightings.List(new(), 10_000).Sightings.Count == 5000 - lost);    }

    [Fact]
    public async Task Who_left_the_gallery_leaves_the_record()
    {
        _sightings.Add(Seen(0, person: 7, said: "Alice"));
        _sightings.Add(Seen(1, person: 8, said: "Bob"));
        _sightings.Add(Seen(2));
        await Until(() => _sightings.List(new(), 10).Sightings.Count == 3);

        _sightings.ForgetAllBut(Set(8));

        Assert.Equal(["Bob", null], _sightings.List(new(), 10).Sightings.Select(sighting => sighting.Said).Order(StringComparer.Ordinal).Reverse());
    }

    [Fact]
    public async Task What_waits_while_its_person_becomes_another_is_the_others()
    {
        _sightings.ForgetAllBut(Set(7, 8, 9));
        await WaitingAsync(Seen(0, person: 7, said: "Alice"), Seen(1) with { Decision = new(7, Noon, []) }, Seen(2, person: 9, said: "Bob"));

        _sightings.Reassign(7, 8);
        _sightings.ForgetAllBut(Set(8, 9));
        _sightings.Reassign(8, 9);
        _sightings.ForgetAllBut(Set(9));
        _sightings.Add(Seen(3, person: 7, said: "Alice"));      // was still in view
        await StoredAsync(4);

        Assert.Equal([9, 9, 9, 9], _sightings.List(new(), 10).Sightings.Select(sighting => sighting.Person));
        Assert.Equal(["Alice", "Bob", null, "Alice"], _sightings.List(new(), 10).Sightings.Select(sighting => sighting.Said));      // what was said stays
        Assert.Equal([9], _store.People());
    }

    [Fact]
    public async Task What_is_stored_between_the_word_that_two_are_one_and_the_deed_is_the_others_too()
    {
        _sightings.ForgetAllBut(Set(7, 8));
        _sightings.Reassign(7, 8);
        _sightings.Add(Seen(0, person: 7, said: "Alice"));
        await StoredAsync(1);

        _sightings.ForgetAllBut(Set(8));

        Assert.Equal(8, Assert.Single(_sightings.List(new(), 10).Sightings).Person);
    }

    [Fact]
    public async Task Two_who_did_not_become_one_after_all_stay_two()
    {
        _sightings.ForgetAllBut(Set(7, 8));
        _sightings.Reassign(7, 8);
        _sightings.KeepApart(7);
        _sightings.Add(Seen(0, person: 7, said: "Alice"));
        await StoredAsync(1);
        Assert.Equal(7, Assert.Single(_sightings.List(new(), 10).Sightings).Person);

        _sightings.ForgetAllBut(Set(8));        // removed later: that is no merge

        Assert.Empty(_sightings.List(new(), 10).Sightings);
    }

    [Fact]
    public async Task What_waits_of_somebody_who_is_removed_leaves_nothing()
    {
        _sightings.ForgetAllBut(Set(7, 8));
        await WaitingAsync(
            Seen(0, person: 7, said: "Alice"), Seen(1) with { Decision = new(7, Noon, []) },
            Seen(2, person: 7, said: "Alice") with { Decision = new(8, Noon, []) },      // an operator knew better
            Seen(3, person: 8, said: "Bob") with { Explanation = new("Bob, not Alice"u8.ToArray(), [8, 7]) },
            Seen(4, person: 8, said: "Bob") with { Explanation = new("Bob"u8.ToArray(), [8]) });

        _sightings.ForgetAllBut(Set(8));
        _sightings.Add(Seen(5, person: 7, said: "Alice"));      // was still in view
        await StoredAsync(3);

        var kept = _sightings.List(new(), 10).Sightings;
        Assert.Equal(["Bob", "Bob", null], kept.Select(sighting => sighting.Said));
        Assert.All(kept, sighting => Assert.Equal(8, sighting.Person));
        Assert.Equal([true, false, false], kept.Select(sighting => _sightings.Explanation(sighting.Id) is not null));
        Assert.Equal([8], _store.People());
        Assert.Equal(0, _counted.GetValueOrDefault("lost"));
    }

    [Fact]
    public async Task Somebody_who_is_forgotten_by_name_is_forgotten_while_the_disk_is_full_too()
    {
        await WaitingAsync(Seen(0, person: 7, said: "Alice"), Seen(1));

        Assert.Equal(0, _sightings.Forget(7).Sightings);
        await StoredAsync(1);

        Assert.Null(Assert.Single(_sightings.List(new(), 10).Sightings).Person);
    }

    [Fact]
    public async Task What_is_stored_is_stored_once_though_whoever_is_told_of_it_fails()
    {
        _sightings.Stored += _ => throw new GalleryException(GalleryFault.Locked, "elsewhere", "is locked", "Try again.");

        _sightings.Add(Seen(0));
        await Until(() => _sightings.Waiting == 0);
        _sightings.Add(Seen(1));
        await StoredAsync(2);
        Assert.Null(_sightings.Fault);
    }

    [Fact]
    public void A_clock_that_jumps_removes_nothing_and_one_that_walks_does()
    {
        var clock = new TwoClocks(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
        _store.Add([Seen(0)]);
        using var retention = new Retention(_store, new() { UnknownDays = 1 }, clock, () => { });

        clock.Walk(TimeSpan.FromHours(1), jump: TimeSpan.FromDays(365));
        Assert.Single(_store.List(new(), 10, null).Sightings);

        clock.Walk(TimeSpan.FromHours(1), jump: TimeSpan.Zero);
        Assert.Empty(_store.List(new(), 10, null).Sightings);
    }

    public async ValueTask DisposeAsync()
    {
        await _sightings.DisposeAsync();
        _store.Dispose();
        _listener.Dispose();
        await _services.DisposeAsync();
        _place.Dispose();
    }

    private static HashSet<long> Set(params long[] people) => [.. people];

    /// <summary>Takes sightings that find no room on the disk.</summary>
    private async Task WaitingAsync(params NewSighting[] sightings)
    {
        _store.Full = true;
        Array.ForEach(sightings, _sightings.Add);
        await Until(() => _sightings.Fault is not null);
        Assert.Equal(sightings.Length, _sightings.Waiting);
    }

    /// <summary>There is room again, and so many are kept when nothing waits any more.</summary>
    private async Task StoredAsync(int kept)
    {
        _store.Full = false;
        await Until(() => _sightings.Waiting == 0);
        Assert.Equal(kept, _sightings.List(new(), 100).Sightings.Count);
    }

    private static async Task Until(Func<bool> condition)
    {
        for (var i = 0; !condition(); i++)
        {
            Assert.True(i < 600, "it did not happen within a minute");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The wall's clock and the stopwatch, moved apart by hand; one timer.</summary>
    private sealed class TwoClocks(DateTimeOffset wall) : TimeProvider
    {
        private DateTimeOffset _wall = wall;
        private long _ticks;
        private Action? _tick;

        public override DateTimeOffset GetUtcNow() => _wall;

        public override long GetTimestamp() => _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _tick = () => callback(state);
            return new Quiet();
        }

        public void Walk(TimeSpan time, TimeSpan jump)
        {
            (_wall, _ticks) = (_wall + time + jump, _ticks + time.Ticks);
            _tick!();
        }

        private sealed class Quiet : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
