using System.Diagnostics.Metrics;
using FaceStream.Gallery;
using FaceStream.Recognizer.Explaining;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Pipeline;
using FaceStream.Recognizer.Tests.Tracking;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests.Identification;

public sealed class FaceIdentifierTests : IDisposable
{
    private readonly DrawnPeople _people = new(seed: 2);
    private readonly DrawnCamera _camera;

    public FaceIdentifierTests() => _camera = new(_people);

    public void Dispose() => _people.Dispose();

    [Fact]
    public void A_person_gets_the_name_keeps_it_and_leaves_a_summary()
    {
        var alice = _people.Somebody();
        _people.Enrol("Alice", alice);
        using var looks = _people.Looks(alice).GetEnumerator();

        Assert.Equal(IdentityState.Unknown, _camera.See((7, null)).Single().Identity.State);
        for (var i = 0; i < 4; i++)
            _camera.See((7, Next(looks)));
        var face = _camera.See((7, null)).Single();
        Assert.Equal((1, IdentityState.Confirmed, "Alice"), (face.Track, face.Identity.State, face.Identity.Person));

        var summary = Assert.Single(_camera.End());
        Assert.Equal((1, 6, 4, "Alice"), (summary.Track, summary.Frames, summary.Looks, summary.Identity.Person));
        Assert.Equal(TimeSpan.FromSeconds(0.1), summary.First);
        Assert.Equal(TimeSpan.FromSeconds(0.6), summary.Last);
        Assert.InRange(summary.NamedAt!.Value.TotalSeconds, 0.2, 0.5);
    }

    [Fact]
    public void Somebody_who_is_enrolled_while_in_view_is_named_in_the_next_frame_and_unnamed_when_removed()
    {
        var alice = _people.Somebody();
        _people.Enrol("Bob", _people.Somebody());
        using var looks = _people.Looks(alice).GetEnumerator();
        for (var i = 0; i < 4; i++)
            _camera.See((1, Next(looks)));
        Assert.Equal(IdentityState.Unknown, _camera.See((1, null)).Single().Identity.State);

        var person = _people.Enrol("Alice", alice);
        Assert.Equal("Alice", _camera.See((1, null)).Single().Identity.Person);

        _people.Gallery.Rename(person.Id, "Alice Liddell");
        Assert.Equal("Alice Liddell", _camera.See((1, null)).Single().Identity.Person);

        _people.Gallery.Remove(person.Id);
        Assert.Equal((IdentityState.Unknown, null), _camera.See((1, null)).Select(face => (face.Identity.State, face.Identity.Person)).Single());
    }

    [Fact]
    public void Another_name_reaches_those_in_view_at_once_and_nobody_s_looks_are_searched_again()
    {
        using var meters = new TestMeters();
        var searches = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Name == "facestream.gallery.search.duration")
                to.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => searches++);
        listener.Start();
        using var people = new DrawnPeople(seed: 2, meters);
        var alice = people.Somebody();
        var person = people.Enrol("Alice", alice);
        people.Enrol("Bob", people.Somebody());
        var camera = new DrawnCamera(people);
        using var looks = people.Looks(alice).GetEnumerator();
        for (var i = 0; i < 4; i++)
            camera.See((1, Next(looks)));
        Assert.Equal(4, searches);

        people.Gallery.Rename(person.Id, "Alice Liddell");
        Assert.Equal("Alice Liddell", camera.See((1, null)).Single().Identity.Person);
        people.Gallery.Hide(person.Id, hidden: true);
        Assert.Equal("Alice Liddell", camera.See((1, null)).Single().Identity.Person);
        Assert.Equal(4, searches);

        people.Enrol("Carol", people.Somebody());
        camera.See((1, null));
        Assert.Equal(8, searches);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]     // its face is not in the picture, and the tracker still looks for it
    public void Who_is_removed_while_out_of_view_leaves_no_name(bool lost)
    {
        var alice = _people.Somebody();
        var person = _people.Enrol("Alice", alice);
        _people.Enrol("Bob", _people.Somebody());
        var book = new ExplanationBook();
        var camera = new DrawnCamera(_people, book: book);
        using var looks = _people.Looks(alice).GetEnumerator();
        for (var i = 0; i < 4; i++)
            camera.See((1, Next(looks)));
        Assert.Equal("Alice", camera.See((1, null)).Single().Identity.Person);
        camera.Lose(lost ? [1] : []);

        _people.Gallery.Remove(person.Id);
        camera.Lose();
        var summary = Assert.Single(camera.End());

        Assert.Equal((IdentityState.Unknown, null, null), (summary.Identity.State, summary.Identity.Person, summary.Identity.PersonId));
        Assert.DoesNotContain(person.Id, book.Find("door", 1)!.People());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_reflection_takes_no_track_from_whoever_is_in_the_same_picture_whichever_comes_first(bool reflectionFirst)
    {
        var alice = _people.Somebody();
        _people.Enrol("Alice", alice);
        using var looks = _people.Looks(alice).GetEnumerator();
        for (var i = 0; i < 4; i++)
            _camera.See((1, Next(looks)));

        (int, Embedding?) own = (1, null), reflection = (2, Next(looks));
        var faces = reflectionFirst ? _camera.See(reflection, own) : _camera.See(own, reflection);

        Assert.Equal(reflectionFirst ? [2, 1] : [1, 2], faces.Select(face => face.Track));
    }

    [Fact]
    public void The_last_person_of_a_gallery_can_be_removed_too()
    {
        var alice = _people.Somebody();
        var person = _people.Enrol("Alice", alice);
        using var looks = _people.Looks(alice).GetEnumerator();
        for (var i = 0; i < 4; i++)
            _camera.See((1, Next(looks)));
        Assert.Equal("Alice", _camera.See((1, null)).Single().Identity.Person);

        _people.Gallery.Remove(person.Id);

        Assert.Null(_camera.See((1, null)).Single().Identity.Person);
    }

    [Fact]
    public void A_track_that_moves_on_to_another_face_parts_and_finds_its_first_person_again()
    {
        var (alice, bob) = (_people.Somebody(), _people.Somebody());
        _people.Enrol("Alice", alice);
        _people.Enrol("Bob", bob);
        using var alices = _people.Looks(alice).GetEnumerator();
        using var bobs = _people.Looks(bob).GetEnumerator();
        for (var i = 0; i < 5; i++)
            _camera.See((1, Next(alices)));

        var first = _camera.See((1, Next(bobs))).Single();
        for (var i = 0; i < 5; i++)
            _camera.See((1, Next(bobs)));
        var later = _camera.See((1, null)).Single();
        var again = _camera.See((1, Next(alices))).Single();

        Assert.NotEqual("Alice", first.Identity.Person);
        Assert.Equal((2, "Bob"), (later.Track, later.Identity.Person));
        Assert.Equal((1, "Alice"), (again.Track, again.Identity.Person));
    }

    [Fact]
    public void Of_two_faces_in_one_picture_with_one_name_the_weaker_is_contested_until_the_other_leaves()
    {
        var alice = _people.Somebody();
        _people.Enrol("Alice", alice, pictures: 4);
        using var looks = _people.Looks(alice).GetEnumerator();
        using var like = _people.Looks(_people.Double(alice, 0.9)).GetEnumerator();
        for (var i = 0; i < 6; i++)
        {
            var names = _camera.See((1, Next(looks)), (2, Next(like))).Select(face => face.Identity).ToArray();
            Assert.True(names.Count(identity => identity is { State: IdentityState.Confirmed, Person: "Alice" }) <= 1);
        }

        var both = _camera.See((1, null), (2, null));
        Assert.Equal((IdentityState.Confirmed, IdentityState.Contested), (both[0].Identity.State, both[1].Identity.State));
        Assert.Equal((IdentityState.Confirmed, "Alice"), _camera.See((2, null)).Select(face => (face.Identity.State, face.Identity.Person)).Single());
    }

    [Fact]
    public void Who_comes_back_within_seconds_continues_the_track_even_when_not_enrolled()
    {
        var stranger = _people.Somebody();
        using var looks = _people.Looks(stranger).GetEnumerator();
        for (var i = 0; i < 4; i++)
            _camera.See((1, Next(looks)));
        _camera.Lose(1);
        _camera.Time += 3;

        var back = _camera.See((2, Next(looks))).Single();

        Assert.Equal(1, back.Track);
        var summary = Assert.Single(_camera.End());
        Assert.Equal((5, 5), (summary.Frames, summary.Looks));
    }

    [Fact]
    public void Who_comes_back_too_late_or_looks_different_or_was_there_all_along_is_another_track()
    {
        var (one, two) = (_people.Somebody(), _people.Somebody());
        using var looks = _people.Looks(one).GetEnumerator();
        using var others = _people.Looks(two).GetEnumerator();
        for (var i = 0; i < 4; i++)
            _camera.See((1, Next(looks)));

        // At the same time in the same picture: a photo on the wall, a mirror.
        Assert.Equal([1, 2], _camera.See((1, null), (2, Next(looks))).Select(face => face.Track));
        _camera.Lose(1, 2);
        Assert.Equal(3, _camera.See((3, Next(others))).Single().Track);
        _camera.Lose(3);
        _camera.Time += 20;
        Assert.Equal(4, _camera.See((4, Next(looks))).Single().Track);
    }

    [Theory]
    [InlineData(0.7f, 0.6, 1)]     // good pictures: the same stranger in another pose
    [InlineData(0.03f, 0.6, 2)]    // blurred ones: two people are as alike
    [InlineData(0.03f, 0.97, 1)]   // a tenth of a second later
    public void At_a_cut_poor_looks_join_a_face_to_a_track_only_when_more_alike_than_poor_looks_are(float quality, double alike, int track)
    {
        var one = _people.Somebody();
        _camera.Process([(1, new("drawn-48", one))], [], ended: [], DrawnPeople.Quality(quality));

        var after = _camera.Process([(2, new("drawn-48", _people.Double(one, alike)))], [1], ended: [], DrawnPeople.Quality(quality), cut: true);

        Assert.Equal(track, after.Results.Single().Faces.Single().Track);
    }

    [Fact]
    public void A_track_that_ends_is_summed_up_once_it_cannot_come_back()
    {
        using var looks = _people.Looks(_people.Somebody()).GetEnumerator();
        _camera.See((1, Next(looks)));
        Assert.Empty(_camera.Lose(1));
        _camera.Time += 6;
        Assert.Equal(1, Assert.Single(_camera.Process([], [], ended: []).Ended).Track);
        Assert.Empty(_camera.End());
    }

    [Fact]
    public void A_file_that_starts_again_starts_with_new_tracks()
    {
        using var looks = _people.Looks(_people.Somebody()).GetEnumerator();
        _camera.See((1, Next(looks)));
        (_camera.Epoch, _camera.Time) = (1, 0);

        var again = _camera.Process([(2, Next(looks))], [1], ended: []);

        Assert.Equal(1, Assert.Single(again.Ended).Track);
        Assert.Equal(2, again.Results.Single().Faces.Single().Track);
    }

    [Fact]
    public void Faces_that_are_not_confirmed_are_not_shown()
    {
        var frame = _camera.NewFrame();
        var tracked = new Tracked(new([frame], []), [new([new(1, Walk.FaceAt(new(1, 1, 8, 8)), false)], [])], []);

        using var result = _camera.Run(new(tracked, [[default]]));

        Assert.Empty(result.Results.Single().Faces);
    }

    private static Embedding Next(IEnumerator<Embedding> looks) => DrawnCamera.Next(looks);
}
