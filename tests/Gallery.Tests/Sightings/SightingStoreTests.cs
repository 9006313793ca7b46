using System.Text;
using FaceStream.Gallery.Sightings;
using FaceStream.Gallery.Storage;
using static FaceStream.Gallery.Tests.TemporaryGallery;

namespace FaceStream.Gallery.Tests.Sightings;

public sealed class SightingStoreTests : IDisposable
{
    internal static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryGallery _place = new();
    private readonly SqliteSightingStore _store;

    public SightingStoreTests() => _store = new(_place.Path, TimeSpan.FromSeconds(1));

    [Fact]
    public void What_is_stored_comes_back_whole_and_the_best_look_first()
    {
        var seen = Seen(minute: 0, person: 7, said: "Alice") with
        {
            Looks = [new(Noon, new("m", Unit(1, 2, 3)), 0.5f, Jpeg("plain")), new(Noon, new("m", Unit(3, 2, 1)), 0.9f, Jpeg("sharp"))],
        };
        _store.Add([seen]);

        var sighting = Assert.Single(_store.List(new(), 10, null).Sightings);

        Assert.Equal(("door", Noon, Noon.AddSeconds(5), 50, SightingState.Confirmed, 7L, "Alice"),
            (sighting.Camera, sighting.First, sighting.Last, sighting.Frames, sighting.State, sighting.Person!.Value, sighting.Said));
        Assert.Equal(sighting.Looks, _store.Show(sighting.Id)!.Looks);
        Assert.Equal("sharp", Encoding.ASCII.GetString(_store.Picture(sighting.Looks[0])!.Value.Span));
        Assert.Equal(Unit(3, 2, 1), _store.Looks(sighting.Id)[0].Embedding.Vector.ToArray());
    }

    [Fact]
    public void Nothing_is_written_into_a_file_that_is_gone_or_another_one_by_now()
    {
        File.Move(_place.Path, _place.Path + ".away");

        var lost = Assert.Throws<GalleryException>(() => _store.Add([Seen(0)]));
        Assert.Equal(GalleryFault.Unavailable, lost.Fault);
        Assert.Contains("The record of sightings", lost.Message, StringComparison.Ordinal);
        Assert.Contains("was moved, removed or replaced", lost.Message, StringComparison.Ordinal);

        File.Move(_place.Path + ".away", _place.Path);
        Assert.Single(_store.Add([Seen(0)]));
    }

    [Fact]
    public void How_much_is_kept_and_since_when_is_counted()
    {
        Assert.Equal(new(0, 0, null), _store.Extent());

        _store.Add([Seen(minute: 3), Seen(minute: 1) with { Looks = [new(Noon, new("m", Unit(1, 2, 3)), 0.5f, Jpeg("plain")), new(Noon, new("m", Unit(3, 2, 1)), 0.9f, Jpeg("sharp"))] }]);
        var kept = _store.Extent();

        Assert.Equal((2, Noon.AddMinutes(1)), (kept.Sightings, kept.Oldest!.Value));
        Assert.Equal(_store.LookIds().Count, kept.Looks);
    }

    [Fact]
    public void Pages_follow_each_other_without_a_gap_while_new_ones_arrive()
    {
        _store.Add([.. Enumerable.Range(0, 25).Select(i => Seen(minute: i / 2))]);   // two at a time: the id decides
        List<long> read = [];
        SightingCursor? next = null;
        do
        {
            var page = _store.List(new(Camera: "door"), 10, next);
            read.AddRange(page.Sightings.Select(sighting => sighting.Id));
            next = page.Next;
            _store.Add([Seen(minute: 100)]);
        }
        while (next is not null);

        Assert.Equal(Enumerable.Range(1, 25).Reverse().Select(id => (long)id), read);
    }

    [Fact]
    public void A_cursor_belongs_to_its_filter()
    {
        var cursor = new SightingCursor();
        _store.Add([Seen(0), Seen(1)]);
        var text = _store.List(new(Camera: "door"), 1, null).Next!.Value.ToString();

        Assert.True(SightingCursor.TryParse(text, new(Camera: "door"), out cursor));
        Assert.Equal(text, cursor.ToString());
        foreach (var (wrong, filter) in new[] { (text, new SightingFilter(Camera: "yard")), ("", new(Camera: "door")), ("1.2.3.4", new()), ("a.b.c", new()), (text[..^1], new(Camera: "door")) })
            Assert.False(SightingCursor.TryParse(wrong, filter, out _), wrong);
    }

    [Fact]
    public void Each_part_of_a_filter_counts()
    {
        _store.Add([Seen(0), Seen(1, person: 7, said: "Alice"), Seen(2) with { Camera = "yard" }, Seen(3) with { State = SightingState.Contested }]);

        Assert.Equal([2], Ids(new(Person: 7)));
        Assert.Equal([3], Ids(new(Camera: "yard")));
        Assert.Equal([4], Ids(new(State: SightingState.Contested)));
        Assert.Equal([4, 3], Ids(new(From: Noon.AddMinutes(2))));
        Assert.Equal([2, 1], Ids(new(To: Noon.AddMinutes(2))));
        Assert.Equal([3, 2], Ids(new(From: Noon.AddMinutes(1), To: Noon.AddMinutes(3))));
    }

    [Fact]
    public void A_name_given_later_is_a_view_and_what_was_said_stays()
    {
        _store.Add([Seen(0)]);

        Assert.True(_store.Name(1, new(9, Noon, []), null));
        Assert.Equal((9L, null, SightingState.Unknown), (_store.Show(1)!.Person!.Value, _store.Show(1)!.Said, _store.Show(1)!.State));
        Assert.Equal([1], Ids(new(Person: 9)));

        _store.Reassign(9, 10);
        Assert.Equal([10], _store.People());
        Assert.True(_store.Name(1, new(null, Noon, []), null));
        Assert.Empty(_store.People());
        Assert.False(_store.Name(2, new(9, Noon, []), null));
    }

    [Fact]
    public void What_somebody_has_decided_is_told_from_what_nobody_has_and_can_be_open_again()
    {
        _store.Add([Seen(0), Seen(1)]);
        Assert.True(_store.Name(1, new(null, Noon.AddHours(1), []), null));

        Assert.Equal((Noon.AddHours(1), null), (_store.Show(1)!.Decided, _store.Show(2)!.Decided));
        Assert.Equal([1], Ids(new(Decided: true)));
        Assert.Equal([2], Ids(new(Decided: false)));

        Assert.True(_store.Name(1, new(null, null, []), null));
        Assert.Equal([2, 1], Ids(new(Decided: false)));
    }

    [Fact]
    public void Each_class_has_its_own_time_and_a_dry_run_only_counts()
    {
        _store.Add([Seen(0), Seen(10), Seen(0, person: 7, said: "Alice"), Seen(10, person: 7, said: "Alice")]);
        var (known, unknown) = (Noon, Noon.AddMinutes(5));

        Assert.Equal(new Purged(0, 1), _store.Purge(known, unknown, dryRun: true));
        Assert.Equal(4, Ids(new()).Count);
        Assert.Equal(new Purged(0, 1), _store.Purge(known, unknown, dryRun: false));
        Assert.Equal([4, 2, 3], Ids(new()));
    }

    [Fact]
    public void Of_a_person_who_is_forgotten_no_byte_is_left()
    {
        _store.Add([Seen(0, person: 7, said: "Zebulon Quux"), Seen(1, person: 8, said: "Alice")]);
        Assert.True(Traces("Zebulon Quux") && Traces("crop of Zebulon Quux"));

        Assert.Equal(1, _store.Forget(7).Sightings);

        Assert.False(Traces("Zebulon Quux"));
        Assert.True(Traces("crop of Alice"));
        Assert.Equal([2], Ids(new()));

        bool Traces(string text) => Directory.GetFiles(_place.Folder).Any(file => Encoding.Latin1.GetString(Shared(file)).Contains(text, StringComparison.Ordinal));

        static byte[] Shared(string file)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }

    [Fact]
    public void Names_that_operators_took_back_are_counted_apart_from_those_that_they_left()
    {
        _store.Add([Seen(0, 7, "Alice"), Seen(1, 7, "Alice"), Seen(2, 7, "Alice"), Seen(3, 8, "Bob"), Seen(4), Seen(5, 8, "Bob") with { Camera = "yard" }]);
        _store.Name(1, new(null, Noon, []), null);       // nobody known
        _store.Name(2, new(8, Noon, []), null);          // somebody else
        _store.Name(3, new(7, Noon, []), null);          // just so
        _store.Name(5, new(7, Noon, []), null);          // nobody had been named
        NameTally yard = new("yard", Noon.AddMinutes(5), 1, 0, 0);

        Assert.Equal([new("door", Noon, 4, 1, 2), yard], _store.Names(Noon));
        Assert.Equal([new("door", Noon.AddMinutes(1), 3, 1, 1), yard], _store.Names(Noon.AddMinutes(1)));
        Assert.Equal([new("door", 7, 3), new("door", 8, 1), new("yard", 8, 1)], _store.Named(Noon));

        _store.Name(1, new(7, null, []), null);    // undone
        _store.Reassign(8, 7);      // they are one person, so the correction changed nothing
        Assert.Equal([new("door", Noon, 4, 2, 0), yard], _store.Names(Noon));
    }

    [Fact]
    public void Strangers_are_counted_by_camera_and_hour_where_a_look_could_be_compared()
    {
        var hour = Noon.ToUnixTimeSeconds() / 3600;
        _store.Add([Seen(0), Seen(59), Seen(60), Seen(61) with { Camera = "yard" }, Seen(2) with { Looks = [] }, Seen(3, 7, "Alice")]);

        Assert.Equal([new("door", hour, 2), new("door", hour + 1, 1), new("yard", hour + 1, 1)], _store.Strangers(Noon));
        Assert.Equal([new("door", hour + 1, 1), new("yard", hour + 1, 1)], _store.Strangers(Noon.AddMinutes(60)));
    }

    [Fact]
    public void An_explanation_goes_with_its_sighting_and_with_everybody_of_whom_it_speaks()
    {
        var why = new SightingExplanation(Jpeg("because Zebulon Quux"), [7, 8, 8]);
        _store.Add([Seen(0, 8, "Alice") with { Explanation = why }, Seen(1) with { Explanation = new(Jpeg("because"), [8]) }, Seen(2)]);
        Assert.Equal("because Zebulon Quux", Encoding.ASCII.GetString(_store.Explanation(1)!.Value.Span));
        Assert.Null(_store.Explanation(3));
        Assert.Equal([7, 8], _store.People());

        Assert.Equal(0, _store.Forget(7).Sightings);
        Assert.Null(_store.Explanation(1));
        Assert.Equal("Alice", _store.Show(1)!.Said);
        Assert.NotNull(_store.Explanation(2));

        Assert.True(_store.Remove(2));
        Assert.Null(_store.Explanation(2));
        Assert.Equal([8], _store.People());
    }

    [Fact]
    public void A_name_that_was_taken_back_goes_with_the_person_whose_it_was()
    {
        _store.Add([Seen(0, 7, "Zebulon Quux")]);
        _store.Name(1, new(null, Noon, []), null);

        _store.Forget(7);

        Assert.Equal((null, SightingState.Confirmed), (_store.Show(1)!.Said, _store.Show(1)!.State));
        Assert.Empty(_store.People());
        Assert.Equal(1, Assert.Single(_store.Names(Noon)).Overruled);
    }

    [Fact]
    public void A_record_of_the_first_version_is_taken_over_after_a_copy()
    {
        using var place = new TemporaryGallery();
        using (var old = SqliteFile.Open(place.Path, TimeSpan.FromSeconds(1), SightingSchema.Current with { Steps = [SightingSchema.Current.Steps[0]] }))
        {
            old.Run("INSERT INTO sighting (camera, first, last, frames, state, said, person, similarity, confidence) VALUES ('door', $1, $1, 5, 2, 'Alice', 7, 0.7, 0.99)", Noon.ToUnixTimeMilliseconds());
            old.Run("INSERT INTO sighting (camera, first, last, frames, state, similarity, confidence) VALUES ('door', $1, $1, 5, 0, 0, 0.9)", Noon.ToUnixTimeMilliseconds());
        }

        using var store = new SqliteSightingStore(place.Path, TimeSpan.FromSeconds(1));

        Assert.True(File.Exists($"{place.Path}.before-version-{SightingSchema.Current.Steps.Count}"));
        Assert.Equal(["Alice", null], store.List(new(), 10, null).Sightings.OrderBy(sighting => sighting.Id).Select(sighting => sighting.Said));
        Assert.Equal(new("door", Noon, 1, 0, 0), Assert.Single(store.Names(Noon)));
        store.Name(1, new(null, Noon, []), null);
        Assert.Equal(1, Assert.Single(store.Names(Noon)).Overruled);
    }

    [Fact]
    public void A_gallery_is_not_taken_for_a_record_of_sightings()
    {
        using var other = new TemporaryGallery();
        other.Open().Dispose();

        var refused = Assert.Throws<GalleryException>(() => new SqliteSightingStore(other.Path, TimeSpan.FromSeconds(1)));

        Assert.Equal(GalleryFault.NotADatabase, refused.Fault);
        Assert.Contains($"The record of sightings {other.Path} is not a record of sightings", refused.Message, StringComparison.Ordinal);
        using var again = other.Open();
        Assert.Empty(again.People);
    }

    public void Dispose()
    {
        _store.Dispose();
        _place.Dispose();
    }

    internal static NewSighting Seen(int minute, long? person = null, string? said = null) => new(
        "door", Noon.AddMinutes(minute), Noon.AddMinutes(minute).AddSeconds(5), 50, person is null ? SightingState.Unknown : SightingState.Confirmed, person, said, 0.7f, 0.99,
        [new(Noon, new("m", Unit(1, minute)), 0.5f, Jpeg($"crop of {said}"))]);

    private static ReadOnlyMemory<byte> Jpeg(string text) => Encoding.ASCII.GetBytes(text);

    private List<long> Ids(SightingFilter filter) => [.. _store.List(filter, 100, null).Sightings.Select(sighting => sighting.Id)];
}
