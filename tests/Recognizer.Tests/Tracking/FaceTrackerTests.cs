using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Pipeline;
using FaceStream.Recognizer.Tests.Identification;
using FaceStream.Recognizer.Tracking;
using FaceStream.StreamIngest;

namespace FaceStream.Recognizer.Tests.Tracking;

public class FaceTrackerTests
{
    private readonly FramePool _pool = new(limit: 8);
    private readonly FaceTracker _tracker = new(new(), new(new OneMeter()));

    [Fact]
    public void Each_camera_counts_its_own_tracks()
    {
        using var tracked = Track([("door", 0, 0), ("yard", 0, 0)], []);

        Assert.Equal([1, 1], tracked.Frames.Select(frame => frame.Faces.Single().Track));
    }

    [Fact]
    public void A_stream_that_is_opened_again_ends_its_tracks_and_no_other()
    {
        Track([("door", 0, 1), ("yard", 0, 1)], []).Dispose();

        using var again = Track([("door", 1, 0), ("yard", 0, 1.04)], []);

        Assert.Equal([1], again.Frames[0].Ended);
        Assert.Equal(2, again.Frames[0].Faces.Single().Track);
        Assert.Empty(again.Frames[1].Ended);
        Assert.Equal(1, again.Frames[1].Faces.Single().Track);
    }

    [Fact]
    public void A_scene_cut_ends_the_tracks_of_its_camera_though_a_face_is_where_one_was()
    {
        Track([("door", 0, 1), ("yard", 0, 1)], []).Dispose();

        using var cut = Track([("door", 0, 1.04), ("yard", 0, 1.04)], [], cuts: [true, false]);

        Assert.Equal([1], cut.Frames[0].Ended);
        Assert.Equal((true, 2), (cut.Frames[0].Cut, cut.Frames[0].Faces.Single().Track));
        Assert.Equal((false, 1), (cut.Frames[1].Cut, cut.Frames[1].Faces.Single().Track));
        Assert.Empty(cut.Frames[1].Ended);
    }

    [Fact]
    public void A_stream_that_ended_ends_its_tracks_after_its_last_frame()
    {
        Track([("door", 0, 0)], []).Dispose();

        using var last = Track([("door", 0, 0.04)], ["door", "never-seen"]);

        Assert.Equal(1, last.Frames[0].Faces.Single().Track);
        Assert.Equal([[1], []], last.Ended);
        using var nothing = Track([], ["door"]);
        Assert.Equal([[]], nothing.Ended);
    }

    private Tracked Track((string Camera, int Epoch, double Time)[] frames, string[] ended, bool[]? cuts = null)
    {
        Frame[] batch =
        [
            .. frames.Select(frame => _pool.TryRent(
                new(frame.Camera, frame.Epoch, 0, TimeSpan.FromSeconds(frame.Time), 0, default, 64, 64, default))!),
        ];
        var faces = frames.Select(_ => new Face[] { Walk.FaceAt(new(10, 10, 20, 24), score: 0.9999f) }).ToArray();
        var result = _tracker.ProcessAsync(new(new(batch, ended), faces, cuts ?? new bool[batch.Length]), TestContext.Current.CancellationToken);
        Assert.True(result.IsCompleted);
        return result.Result;
    }
}
