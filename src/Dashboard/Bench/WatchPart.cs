using FaceStream.Recognizer.Detection;

namespace FaceStream.Dashboard.Bench;

/// <summary>What is asked of every picture, searched or not: whether something moved, and whether it is another scene. Against a copy of its brightness.</summary>
internal static class WatchPart
{
    public static Figure Measure(BenchRig rig, string name)
    {
        var (motion, scene, frame) = (new MotionWatch(), new SceneWatch(), rig.Frame);
        motion.Look(frame, BenchRig.Search);
        motion.Searched();
        scene.Forget();
        var to = new byte[frame.Y.Length];
        var cost = Rounds.Compare(
            () =>
            {
                motion.Look(frame, BenchRig.Search);
                motion.Compare([]);
                scene.Look(frame);
            },
            () => frame.Y.CopyTo(to), rig.Cancel);
        return Figure.Of(name, cost, "one copy of the picture's brightness");
    }
}
