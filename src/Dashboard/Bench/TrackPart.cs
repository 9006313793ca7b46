using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Tracking;

namespace FaceStream.Dashboard.Bench;

/// <summary>Faces followed from one frame to the next, against the plainest step that follows: the overlap of each pair of boxes, assigned.</summary>
internal static class TrackPart
{
    public static Figure Measure(BenchRig rig, string name, int count)
    {
        var tracker = new CameraTracker(rig.Options.Tracker);
        var faces = new Face[count];
        var frame = 0;
        var cost = Rounds.Compare(
            () =>
            {
                Place(faces, frame);
                tracker.Update(faces, TimeSpan.FromMilliseconds(40 * frame++));
            }, Plain(count), rig.Cancel);
        return Figure.Of(name, cost, "the overlap of each pair of boxes and the best assignment, no prediction");
    }

    private static Action Plain(int count)
    {
        var (before, now, costs, assignment) = (new Face[count], new Face[count], new double[count * count], new Assignment());
        Place(before, 0);
        Place(now, 1);
        return () =>
        {
            for (var row = 0; row < count; row++)
            {
                for (var column = 0; column < count; column++)
                {
                    var overlap = before[row].Box.Iou(now[column].Box);
                    costs[(row * count) + column] = overlap > 0 ? 1 - overlap : Assignment.Forbidden;
                }
            }

            assignment.Solve(costs, count, count);
        };
    }

    /// <summary>Ten columns of faces that sway, each at its own pace.</summary>
    private static void Place(Face[] faces, int frame)
    {
        for (var i = 0; i < faces.Length; i++)
        {
            var box = new Box((120 * (i % 10)) + (20 * MathF.Sin((frame * 0.1f) + i)), 120 * (i / 10), 60, 70);
            faces[i] = new(box, default, 0.95f);
        }
    }
}
