using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Tracking;

namespace FaceStream.Dashboard.Bench;

/// <summary>Fifty faces followed from one frame to the next, against nothing but comparing every box with every other.</summary>
internal static class TrackPart
{
    public static Figure Measure(BenchRig rig, string name, int count)
    {
        var tracker = new CameraTracker(rig.Options.Tracker);
        var faces = new Face[count];
        var (frame, sum) = (0, 0f);
        var cost = Rounds.Compare(
            () =>
            {
                Place(faces, frame);
                tracker.Update(faces, TimeSpan.FromMilliseconds(40 * frame++));
            },
            () =>
            {
                foreach (ref readonly var a in faces.AsSpan())
                {
                    foreach (ref readonly var b in faces.AsSpan())
                        sum += a.Box.Iou(b.Box);
                }
            }, rig.Cancel);
        GC.KeepAlive(sum);
        return Figure.Of(name, cost, "the overlaps of all pairs of boxes and no more");
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
