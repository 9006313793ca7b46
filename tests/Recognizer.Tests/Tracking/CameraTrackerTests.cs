using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Tracking;

namespace FaceStream.Recognizer.Tests.Tracking;

public class CameraTrackerTests
{
    private static CameraTracker Tracker(TrackerOptions? options = null) => new(options ?? new());

    [Theory]
    [InlineData(5), InlineData(10), InlineData(25), InlineData(60)]
    public void Two_people_who_cross_keep_their_tracks_at_any_frame_rate(double fps)
    {
        // 120 pixels a second at faces of 60 × 72: walking pace. They overlap in the middle; the one behind is hidden by half.
        var walk = new Walk(Walk.Line(0, 100, 120), Walk.Line(600, 118, -120));

        var tracks = walk.Play(Tracker(), seconds: 5, fps, jitter: 0.03);

        Assert.All(tracks, person => Assert.Single(person.Where(track => track > 0).Distinct()));
        Assert.NotEqual(tracks[0].Max(), tracks[1].Max());
    }

    [Theory]
    [InlineData(5), InlineData(12.5), InlineData(25), InlineData(50)]
    public void A_face_that_is_hidden_while_it_walks_on_keeps_its_track(double fps)
    {
        var line = Walk.Line(0, 100, 100);
        var walk = new Walk(time => time is > 2 and < 3 ? null : line(time));

        var track = walk.Play(Tracker(), seconds: 5, fps, jitter: 0.02)[0];

        Assert.Single(track.Where(id => id > 0).Distinct());
        Assert.True(track[^1] > 0);
    }

    [Fact]
    public void Who_comes_back_after_the_time_for_lost_tracks_is_somebody_new()
    {
        var line = Walk.Line(300, 100, 0);
        var walk = new Walk(time => time is > 1 and < 4 ? null : line(time));

        var track = walk.Play(Tracker(), seconds: 6, fps: 25)[0];

        Assert.Equal([1, 2], track.Where(id => id > 0).Distinct());
    }

    [Theory]
    [InlineData(0.05), InlineData(0.1)]
    public void A_shaking_box_stays_one_track(double jitter)
    {
        var walk = new Walk(Walk.Line(300, 100, 0), Walk.Line(400, 100, 0));

        var tracks = walk.Play(Tracker(), seconds: 8, fps: 25, jitter);

        Assert.All(tracks, person => Assert.Single(person.Where(track => track > 0).Distinct()));
    }

    [Fact]
    public void A_new_face_is_confirmed_after_some_hits_and_a_slip_never()
    {
        var tracker = Tracker();
        tracker.Update([], TimeSpan.Zero);
        var (face, slip) = (Walk.FaceAt(new(100, 100, 50, 60)), Walk.FaceAt(new(400, 100, 50, 60)));

        var first = tracker.Update([face, slip], TimeSpan.FromSeconds(0.04));
        var second = tracker.Update([face], TimeSpan.FromSeconds(0.08));
        var third = tracker.Update([face], TimeSpan.FromSeconds(0.12));
        var later = tracker.Update([face], TimeSpan.FromSeconds(2));

        Assert.All(first.Faces, found => Assert.False(found.Confirmed));
        Assert.False(second.Faces.Single().Confirmed);
        Assert.True(third.Faces.Single().Confirmed);
        Assert.Empty(later.Ended);
    }

    [Fact]
    public void On_a_slow_camera_two_hits_are_enough()
    {
        var tracker = Tracker();
        tracker.Update([], TimeSpan.Zero);
        var face = Walk.FaceAt(new(100, 100, 50, 60));

        Assert.False(tracker.Update([face], TimeSpan.FromSeconds(0.2)).Faces.Single().Confirmed);
        Assert.True(tracker.Update([face], TimeSpan.FromSeconds(0.4)).Faces.Single().Confirmed);
    }

    [Fact]
    public void A_very_sure_face_and_those_of_the_first_frame_are_confirmed_at_once()
    {
        var tracker = Tracker();
        var face = Walk.FaceAt(new(100, 100, 50, 60));
        Assert.True(tracker.Update([face], TimeSpan.Zero).Faces.Single().Confirmed);

        var sure = Walk.FaceAt(new(400, 100, 50, 60), score: 0.999f);
        Assert.True(tracker.Update([face, sure], TimeSpan.FromSeconds(0.04)).Faces[1].Confirmed);
    }

    [Fact]
    public void A_doubtful_detection_carries_a_track_on_but_starts_none()
    {
        var tracker = Tracker();
        var box = new Box(100, 100, 50, 60);
        tracker.Update([Walk.FaceAt(box)], TimeSpan.Zero);

        var carried = tracker.Update([Walk.FaceAt(box, 0.5f), Walk.FaceAt(new(400, 100, 50, 60), 0.5f)], TimeSpan.FromSeconds(0.04));

        Assert.Equal(1, Assert.Single(carried.Faces).Track);
    }

    [Fact]
    public void Tracks_end_once_and_ids_are_not_used_again_after_a_reset()
    {
        var tracker = Tracker();
        var face = Walk.FaceAt(new(100, 100, 50, 60));
        tracker.Update([face], TimeSpan.Zero);
        Assert.Equal([1], tracker.Update([], TimeSpan.FromSeconds(5)).Ended);
        Assert.Empty(tracker.Update([], TimeSpan.FromSeconds(6)).Ended);

        tracker.Update([face, Walk.FaceAt(new(300, 100, 50, 60), 0.999f)], TimeSpan.FromSeconds(7));
        Assert.Equal([3], tracker.Reset());
        Assert.Empty(tracker.Reset());
        Assert.Equal(4, tracker.Update([face], TimeSpan.Zero).Faces.Single().Track);
    }

    [Fact]
    public void The_same_faces_give_the_same_tracks_again()
    {
        var walk = new Walk(Walk.Line(0, 100, 150), Walk.Line(600, 110, -150), Walk.Line(300, 90, 10));

        int[][] Once() => walk.Play(Tracker(), seconds: 4, fps: 15, jitter: 0.06, seed: 7);

        Assert.Equal(Once(), Once());
    }

    [Fact]
    public void Time_that_stands_still_or_goes_back_moves_nothing()
    {
        var tracker = Tracker();
        var face = Walk.FaceAt(new(100, 100, 50, 60));
        foreach (var seconds in (double[])[5, 5, 3, 5.04])
            Assert.Equal(1, tracker.Update([face], TimeSpan.FromSeconds(seconds)).Faces.Single().Track);
    }
}
