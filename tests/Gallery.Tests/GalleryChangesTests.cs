using System.Diagnostics.Metrics;
using FaceStream.Gallery.Storage;
using static FaceStream.Gallery.Tests.TemporaryGallery;

namespace FaceStream.Gallery.Tests;

/// <summary>How readers come to see what writers did: here, in another process, at the same time, or only half.</summary>
public sealed class GalleryChangesTests : IDisposable
{
    private readonly TemporaryGallery _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Each_change_is_told_once_when_it_can_be_seen()
    {
        using var gallery = _place.Open();
        List<int> people = [];
        gallery.Changed += () => people.Add(gallery.People.Count);

        var alice = gallery.Enrol("Alice", [Look(1, 0, 0, 0)]);
        var bob = gallery.Enrol("Bob", [Look(0, 1, 0, 0), Look(0, 1, 1, 0)]);
        gallery.Rename(alice.Person.Id, "Carol");
        gallery.RemoveTemplate(bob.Templates[0].Id);
        gallery.Merge(bob.Person.Id, alice.Person.Id);
        gallery.Remove(alice.Person.Id);
        gallery.Refresh();

        Assert.Equal([1, 2, 2, 2, 1, 0], people);
    }

    [Fact]
    public void A_change_by_another_process_is_seen_within_a_tick_and_told()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        using var here = _place.Open(clock);
        using var there = _place.Open();
        var told = 0;
        here.Changed += () => told++;
        clock.Tick();
        Assert.Equal(0, told);

        var alice = there.Enrol("Alice", [Look(1, 0, 0, 0)]).Person;
        var bob = there.Enrol("Bob", [Look(0, 1, 0, 0), Look(0, 1, 1, 0)]);
        clock.Tick();
        Assert.Equal(1, told);
        Assert.Equal(3, here.Snapshot(Model).TemplateCount);

        there.Rename(alice.Id, "Carol");
        there.RemoveTemplate(bob.Templates[1].Id);
        there.Merge(bob.Person.Id, alice.Id);
        clock.Tick();
        clock.Tick();
        Assert.Equal(2, told);
        Same(there, here);
    }

    [Fact]
    public void The_mean_of_somebody_s_templates_is_known_after_a_start_and_after_a_change_elsewhere()
    {
        using var here = _place.Open();
        here.Enrol("Alice", [Look(1, 0, 0, 0), Look(0, 1, 0, 0)]);
        using var there = _place.Open();
        Assert.Equal(1, Best(there, 1, 1, 0, 0), 1e-6);

        here.RemoveTemplate(here.Enrol("Alice", [Look(0, 0, 1, 0)]).Templates[0].Id);
        var bob = here.Enrol("Bob", [Look(0, 0, 1, 0)]).Person;
        there.Enrol("Bob", [Look(0, 0, 0, 1)]);
        here.Refresh();
        Assert.All([here, there], gallery =>
        {
            Assert.Equal(1, Best(gallery, 1, 1, 0, 0), 1e-6);
            Assert.Equal(1, Best(gallery, 0, 0, 1, 1), 1e-6);
        });

        here.Remove(bob.Id);
        there.Refresh();
        Assert.All([here, there], gallery => Assert.Equal(0, Best(gallery, 0, 0, 1, 1), 1e-6));

        static float Best(GalleryService gallery, params float[] direction) => gallery.Snapshot(Model).Search(Unit(direction), 1)[0].Similarity;
    }

    [Fact]
    public void Who_has_pictures_of_other_models_only_is_named()
    {
        using var gallery = _place.Open();
        gallery.Enrol("Alice", [Look(1, 0, 0, 0)]);
        var bob = gallery.Enrol("Bob", [LookOf("other-2", 1, 0)]);
        gallery.Enrol("Carol", [Look(0, 1, 0, 0), LookOf("other-2", 0, 1)]);

        Assert.Equal(["Bob"], gallery.Unembedded(Model).Select(person => person.Name));
        Assert.Equal(["Alice"], gallery.Unembedded("other-2").Select(person => person.Name));
        Assert.Equal(3, gallery.Unembedded("new-8").Count);
        Assert.Empty(gallery.Unembedded("other-2", Model));

        gallery.Replace(bob.Templates[0].Id, Look(0, 0, 1, 0).Embedding);
        Assert.Empty(gallery.Unembedded(Model));
    }

    [Fact]
    public void A_change_here_brings_what_changed_elsewhere_with_it()
    {
        using var here = _place.Open();
        using var there = _place.Open();
        var alice = here.Enrol("Alice", [Look(1, 0, 0, 0)]).Person;
        there.Refresh();
        there.Enrol("Bob", [Look(0, 1, 0, 0)]);
        there.Remove(alice.Id);

        here.Enrol("Carol", [Look(0, 0, 1, 0)]);

        Assert.Equal(["Bob", "Carol"], here.People.Select(person => person.Name));
        Assert.Equal(2, here.Snapshot(Model).TemplateCount);
        Assert.Throws<GalleryRefusedException>(() => here.Remove(alice.Id));
    }

    [Fact]
    public void A_model_that_begins_anew_elsewhere_with_another_dimension_is_taken_over()
    {
        using var here = _place.Open(new ManualClock(DateTimeOffset.UnixEpoch));
        var alice = here.Enrol("Alice", [LookOf("net", 1, 0)]).Person;
        using (var there = _place.Open())
        {
            there.Remove(alice.Id);
            there.Enrol("Bob", [LookOf("net", 0, 0, 1)]);
        }

        Assert.True(here.Refresh());

        Assert.Equal("Bob", Assert.Single(here.Snapshot("net").Search(Unit(0, 0, 1), top: 5)).Person.Name);
    }

    [Fact]
    public void Two_that_change_without_looking_end_with_the_same()
    {
        using var one = _place.Open();
        using var two = _place.Open();
        Parallel.Invoke(() => Work(one, 1), () => Work(two, 2));
        one.Refresh();
        two.Refresh();
        Same(one, two);
        Assert.Equal(20, one.People.Count);

        static void Work(GalleryService gallery, int seed)
        {
            for (var i = 0; i < 20; i++)
            {
                var person = gallery.Enrol($"Person {seed}-{i}", [Look(seed, i, 0, 0), Look(seed, i, 1, 0)]).Person;
                if (i % 2 == 0)
                    gallery.Remove(person.Id);
            }
        }
    }

    [Fact]
    public async Task Searches_go_on_during_enrolment_and_each_sees_a_whole_gallery()
    {
        using var gallery = _place.Open();
        gallery.Enrol("Anchor", [Look(1, 0, 0, 0)]);
        using var done = new CancellationTokenSource();
        using var begun = new CountdownEvent(2);
        // Threads of their own: the pool may be busy with other tests until the last person is enrolled.
        var searches = Enumerable.Range(0, begun.InitialCount).Select(_ => Task.Factory.StartNew(() =>
        {
            begun.Signal();
            while (!done.IsCancellationRequested)
            {
                var snapshot = gallery.Snapshot(Model);
                var matches = snapshot.Search(Unit(1, 0, 0, 0), 500);
                Assert.Equal("Anchor", matches[0].Person.Name);
                Assert.Equal(1, matches[0].Similarity, 1e-6);
                // Everybody has two templates in one transaction, the anchor one: a half seen would be even.
                Assert.Equal(1, snapshot.TemplateCount % 2);
                Assert.Equal((snapshot.TemplateCount + 1) / 2, matches.Count);
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();

        begun.Wait();
        for (var i = 0; i < 200; i++)
        {
            var person = gallery.Enrol($"Person {i}", [Look(0, 1, i, 0), Look(0, i, 1, 0)]).Person;
            if (i % 3 == 0)
                gallery.Remove(person.Id);
        }

        await done.CancelAsync();
        await Task.WhenAll(searches);
        Assert.Equal(133, gallery.People.Count - 1);
    }

    [Fact]
    public void A_refresh_that_fails_is_a_fault_until_one_succeeds()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        using var gallery = _place.Open(clock);
        gallery.Enrol("Alice", [Look(1, 0, 0, 0)]);
        File.Move(_place.Path, _place.Path + ".away");

        clock.Tick();
        Assert.Equal(GalleryFault.Unavailable, gallery.Fault?.Fault);
        Assert.Single(gallery.Snapshot(Model).Search(Unit(1, 0, 0, 0), 1));

        File.Move(_place.Path + ".away", _place.Path);
        clock.Tick();
        Assert.Null(gallery.Fault);
    }

    [Fact]
    public void A_closed_gallery_is_not_refreshed_and_changes_nothing()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        var gallery = _place.Open(clock);
        gallery.Dispose();
        gallery.Dispose();
        clock.Tick();
        Assert.False(gallery.Refresh());
        Assert.Throws<ObjectDisposedException>(() => gallery.Enrol("Alice", [Look(1, 0, 0, 0)]));
    }

    [Fact]
    public void A_template_of_another_model_takes_the_place_of_one_with_its_picture()
    {
        using var place = new TemporaryGallery();
        using var gallery = place.Open();
        var (alice, _, templates, _) = gallery.Enrol("Alice", [Look(1, 0, 0, 0) with { Picture = "jpeg"u8.ToArray(), Quality = 0.75f }, Look(0, 1, 0, 0)]);

        var replaced = gallery.Replace(templates[0].Id, new("newer-2", Unit(1, 1)));

        Assert.Equal((1, 1), (gallery.Snapshot(Model).TemplateCount, gallery.Snapshot("newer-2").TemplateCount));
        Assert.Equal(alice, gallery.Snapshot("newer-2").Search(Unit(1, 1), 1)[0].Person);
        Assert.Equal("jpeg"u8.ToArray(), gallery.Picture(replaced.Id)!.Value.ToArray());
        Assert.Equal((0.75f, "newer-2"), (gallery.Show(alice.Id)!.Templates[1].Quality, gallery.Show(alice.Id)!.Templates[1].Model));
        Assert.Throws<GalleryRefusedException>(() => gallery.Replace(templates[0].Id, new("newer-2", Unit(1, 1))));
        Assert.Empty(gallery.Check());
        using var again = place.Open();
        Assert.Equal((1, 1), (again.Snapshot(Model).TemplateCount, again.Snapshot("newer-2").TemplateCount));
    }

    [Fact]
    public void What_the_gallery_holds_and_does_is_measured()
    {
        Dictionary<string, double> numbers = [];
        using var factory = new OneMeter();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter == factory.Meter)
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((i, value, tags, _) => numbers[Key(i, tags)] = value);
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => numbers[Key(i, tags)] = numbers.GetValueOrDefault(Key(i, tags)) + value);
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => numbers[Key(i, tags)] = value);
        listener.Start();
        var metrics = new GalleryMetrics(factory);

        using var store = new SqliteGalleryStore(_place.Path, TimeSpan.FromSeconds(1));
        using var gallery = new GalleryService(store, metrics, TimeProvider.System);
        gallery.Enrol("Alice", [LookOf("one", 1, 0), LookOf("two", 1, 0), LookOf("two", 0, 1)]);
        metrics.EnrolmentRefused("blurred");
        gallery.Snapshot("one").Search(Unit(1, 0), 1);
        listener.RecordObservableInstruments();

        Assert.Equal(1, numbers["facestream.gallery.people"]);
        Assert.Equal(1, numbers["facestream.gallery.templates model=one"]);
        Assert.Equal(2, numbers["facestream.gallery.templates model=two"]);
        Assert.Equal(3, numbers["facestream.enrolments result=accepted reason=ok"]);
        Assert.Equal(1, numbers["facestream.enrolments result=refused reason=blurred"]);
        Assert.InRange(numbers["facestream.gallery.search.duration"], 1e-9, 1);

        static string Key(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var key = instrument.Name;
            foreach (var tag in tags)
                key += $" {tag.Key}={tag.Value}";
            return key;
        }
    }

    private static void Same(GalleryService one, GalleryService other)
    {
        Assert.Equal(one.People, other.People);
        var (expected, actual) = (Everything(one), Everything(other));
        Assert.Equal(expected, actual);

        static IEnumerable<Match> Everything(GalleryService gallery) => gallery.Snapshot(Model).Search(Unit(1, 2, 3, 4), int.MaxValue);
    }

    private sealed class OneMeter : IMeterFactory
    {
        public Meter? Meter { get; private set; }

        public Meter Create(MeterOptions options) => Meter = new Meter(options.Name);

        public void Dispose() => Meter?.Dispose();
    }
}
