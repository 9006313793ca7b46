using System.Text.Json;
using FaceStream.Recognizer.Explaining;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Quality;
using FaceStream.Recognizer.Tests.Identification;

namespace FaceStream.Recognizer.Tests.Explaining;

public sealed class ExplanationTests : IDisposable
{
    private readonly DrawnPeople _people = new(seed: 5);
    private readonly ExplanationBook _book = new(room: 3);
    private readonly DrawnCamera _camera;

    public ExplanationTests() => _camera = new(_people, book: _book);

    public void Dispose() => _people.Dispose();

    [Fact]
    public void The_decision_can_be_computed_again_from_the_JSON_alone()
    {
        var people = _people.Enrol(12);
        var random = new Random(7);
        HashSet<string> states = [];
        for (var track = 1; track <= 60; track++)
        {
            // Friends, look-alikes and strangers, in good looks and bad ones, on and off the bar.
            var who = track % 3 == 0 ? _people.Somebody() : _people.Double(people[track % 12], 0.45 + 0.55 * random.NextDouble());
            using var looks = _people.Looks(who, share: 0.6 + 0.3 * random.NextDouble()).GetEnumerator();
            for (var i = 0; i < 1 + track % 9; i++)
            {
                _camera.See(track, DrawnCamera.Next(looks), DrawnPeople.Quality(0.01f + 0.99f * random.NextSingle()));
                states.Add(Recompute(_book.Find("door", track)!));
            }

            _camera.Time += 60;
        }

        Assert.Superset(new HashSet<string> { "unknown", "tentative", "confirmed" }, states);
    }

    [Fact]
    public void Where_the_calibration_has_bands_the_decision_follows_them()
    {
        var bands = new ScoreModel(DrawnPeople.Calibration with
        {
            Thresholds = [new(1e-2, 0.34, 0.99), new(1e-4, 0.52, 0.95), new(1e-5, 0.58, 0.9)],
            Bands = [new(0.2, new(0.5, 0.2), new(0.1, 0.2), 100), new(0.6, new(0.7, 0.14), new(0, 0.15), 100), new(0.9, new(0.76, 0.1), new(0, 0.14), 100)],
        });
        var camera = new DrawnCamera(_people, book: _book, model: bands);
        var people = _people.Enrol(6);
        foreach (var (track, quality) in ((int, float)[])[(1, 0.1f), (2, 0.3f), (3, 0.75f), (4, 1f)])
        {
            foreach (var look in _people.Looks(people[track]).Take(3))
                camera.See(track, look, DrawnPeople.Quality(quality));
            Recompute(_book.Find("door", track)!);
            camera.Time += 60;
        }
    }

    [Fact]
    public void A_rival_in_the_same_picture_is_named_with_its_evidence()
    {
        var alice = _people.Somebody();
        _people.Enrol("Alice", alice, pictures: 4);
        using var looks = _people.Looks(alice).GetEnumerator();
        using var like = _people.Looks(_people.Double(alice, 0.9)).GetEnumerator();
        for (var i = 0; i < 6; i++)
            _camera.See((1, DrawnCamera.Next(looks)), (2, DrawnCamera.Next(like)));

        var (best, other) = (_book.Find("door", 1)!, _book.Find("door", 2)!);
        if (best.Rival is not null)
            (best, other) = (other, best);

        Assert.Null(best.Rival);
        Assert.Equal(("confirmed", "contested"), (other.Own.State, other.Said.State));
        Assert.Equal((best.Track, best.Candidates[0].Evidence), (other.Rival!.Track, other.Rival.Evidence));
        Recompute(other);
    }

    [Fact]
    public void A_change_of_the_gallery_that_changes_the_name_is_a_step_of_its_own()
    {
        var alice = _people.Somebody();
        _people.Enrol(3);
        using var looks = _people.Looks(alice).GetEnumerator();
        for (var i = 0; i < 4; i++)
            _camera.See((1, DrawnCamera.Next(looks)));
        var person = _people.Enrol("Alice", alice);
        _camera.See((1, null));

        var track = _book.Find("door", 1)!;

        Assert.Equal(["look", "look", "look", "look", "gallery"], track.Steps.Select(step => step.Cause));
        Assert.Equal(("confirmed", person.Id), (track.Steps[^1].State, track.Steps[^1].PersonId));
        Assert.True(track.Steps[^1].Chance <= track.Steps[^1].Bar);
        Recompute(track);

        _people.Gallery.Remove(person.Id);
        _camera.See((1, null));
        Assert.DoesNotContain("Alice", Json(_book.Find("door", 1)!), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_gated_out_is_counted_by_what_was_wrong()
    {
        using var looks = _people.Looks(_people.Somebody()).GetEnumerator();
        _camera.See(1, DrawnCamera.Next(looks), DrawnPeople.Quality(0.8f));
        _camera.See(1, null, DrawnPeople.Quality(0.8f));
        _camera.See(1, null, DrawnPeople.Quality(0.1f), LookFault.Blurred);
        _camera.See(1, null, DrawnPeople.Quality(0.1f), LookFault.Blurred);
        _camera.See(1, null, DrawnPeople.Quality(0.1f), LookFault.Small);

        var lost = _book.Find("door", 1)!.NotKept;

        Assert.Equal((1, 2, 1, 2), (lost.NothingNew, lost.Gated["blurred"], lost.Gated["small"], lost.Gated.Count));
    }

    [Fact]
    public void Looks_of_somebody_else_that_were_let_go_are_counted_and_the_overturned_name_stays_in_the_steps()
    {
        var people = _people.Enrol(20);
        using var first = _people.Looks(people[1]).GetEnumerator();
        for (var i = 0; i < 6; i++)
            _camera.See((1, DrawnCamera.Next(first)));
        using var second = _people.Looks(people[2]).GetEnumerator();
        for (var i = 0; i < 4; i++)
            _camera.See((1, DrawnCamera.Next(second)));

        var parted = _book.Find("door", 2)!;

        Assert.Equal((1, "Person 2"), (parted.PartedFrom, parted.Said.Person));
        Assert.Equal("parted", _book.Find("door", 1)!.Lost);
        Assert.Contains(_book.Find("door", 1)!.Steps, step => step.Person == "Person 1" && step.State == "confirmed");
        Recompute(parted);
    }

    [Fact]
    public void At_a_scene_cut_a_track_ends_for_that_reason_and_only_looks_join_a_face_to_it()
    {
        var people = _people.Enrol(20);
        using var first = _people.Looks(people[1]).GetEnumerator();
        using var second = _people.Looks(people[2]).GetEnumerator();
        for (var i = 0; i < 4; i++)
            _camera.See((1, DrawnCamera.Next(first)));
        Assert.Null(_book.Find("door", 1)!.Lost);

        var other = _camera.Cut([1], (2, DrawnCamera.Next(second))).Single();
        Assert.Equal((2, "scene-cut"), (other.Track, _book.Find("door", 1)!.Lost));
        var same = _camera.Cut([2], (3, DrawnCamera.Next(first))).Single();
        Assert.Equal((1, "Person 1"), (same.Track, same.Identity.Person));
        Assert.Equal((null, "rejoined"), (_book.Find("door", 1)!.Lost, _book.Find("door", 1)!.Steps[^1].Cause));

        _camera.Lose(3);
        _camera.Time += 6;
        _camera.See((4, null));
        _camera.End();
        Assert.Equal(["unseen", "scene-cut", "stream-ended"], ((int[])[1, 2, 3]).Select(track => _book.Find("door", track)!.Lost));
    }

    [Fact]
    public void Tracks_that_ended_are_remembered_as_long_as_there_is_room_and_their_people_are_enrolled()
    {
        var people = _people.Enrol(2);
        for (var track = 1; track <= 5; track++)
        {
            using var looks = _people.Looks(people[0]).GetEnumerator();
            _camera.See((track, DrawnCamera.Next(looks)));
            _camera.End();
        }

        Assert.Null(_book.Find("door", 2));
        Assert.True(_book.Find("door", 3)!.Ended);
        Recompute(_book.Find("door", 5)!);
        Assert.Equal([5, 4, 3], _book.Ended(_ => true).Select(track => track.Track));

        _book.ForgetAllBut(_people.Gallery.People.Skip(1).Select(person => person.Id));
        Assert.Null(_book.Find("door", 5));
    }

    [Fact]
    public void However_long_a_track_is_its_steps_are_bounded_and_the_changes_stay()
    {
        var people = _people.Enrol(3);
        using var looks = _people.Looks(people[0]).GetEnumerator();
        for (var i = 0; i < 300; i++)
            _camera.See((1, DrawnCamera.Next(looks)));

        var track = _book.Find("door", 1)!;

        Assert.InRange(track.Steps.Count, 32, 64);
        Assert.Equal(1, track.Steps[0].Looks);
        Assert.Equal((300, 268), (track.Steps[^1].Looks, track.NotKept.Crowded));
        Assert.Contains(track.Steps, step => step.State == "confirmed" && step.Seconds == track.NamedAfter);
        Recompute(track);
    }

    /// <summary>Computes the decision again, compares, and says what it is.</summary>
    private static string Recompute(TrackExplanation track)
    {
        var again = new Recomputation(Json(track));
        Assert.Equal(again.Count, track.Together.Count, 1e-4 * again.Count);
        Assert.Equal(again.Concentration, track.Together.Concentration, 1e-4);
        Assert.Equal(again.Quality, track.Together.Quality, 1e-5);
        Assert.All(track.Looks.Zip(again.Weights), look => Assert.Equal(look.Second, look.First.Weight, 1e-5));
        Assert.Equal(track.Candidates.Select(who => who.PersonId), again.Candidates.Select(who => who.Person));
        foreach (var (said, who) in track.Candidates.Zip(again.Candidates))
        {
            Assert.Equal(who.Evidence, said.Evidence, 0.01);
            Assert.Equal(who.Probability, said.Probability, 1e-3);
            Assert.Equal(Math.Log(who.Chance), Math.Log(said.Chance), 0.02);
        }

        Assert.Equal(again.Nobody, track.Nobody, 1e-3);
        Assert.Equal(Math.Log(Math.Max(1e-12, again.Alike)), Math.Log(Math.Max(1e-12, track.Alike?.Chance ?? 0)), 0.02);
        Assert.Equal((again.Own, again.Person), (track.Own.State, track.Own.PersonId));
        Assert.Equal(again.Said, track.Said.State);
        return again.Own;
    }

    private static string Json(TrackExplanation track) => JsonSerializer.Serialize(track, JsonSerializerOptions.Web);
}
