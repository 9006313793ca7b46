namespace FaceStream.Dashboard.Bench;

/// <summary>All levels of the pyramid from the frame's planes, against moving that many bytes.</summary>
internal static class PyramidPart
{
    public static Figure Measure(BenchRig rig, string name)
    {
        var (pyramid, frame, options) = (Cascade.Pyramid(), rig.Frame, rig.Options.Detector);
        var from = new byte[frame.Header.ByteCount + (sizeof(float) * rig.Cascade.Levels.Sum(level => level.Values.Length))];
        var to = new byte[from.Length];
        var cost = Rounds.Compare(
            () =>
            {
                pyramid.Start(frame, BenchRig.Search, options.Step);
                while (pyramid.Next())
                {
                }
            },
            () => from.CopyTo(to, 0), rig.Cancel);
        return Figure.Of(name, cost, "one copy of as many bytes as the frame and all levels have");
    }
}
