using FaceStream.Recognizer.Faces;
using FaceStream.StreamIngest;

namespace FaceStream.Dashboard.Bench;

/// <summary>The pictures of four cameras in one batch, against one after the other.</summary>
internal static class CamerasPart
{
    private const int Cameras = 4;
    private const string Against = "the same, one camera after the other";

    /// <summary>Whole pictures.</summary>
    public static Figure Detect(BenchRig rig, string name)
    {
        var (detector, frame, searches) = (rig.Detector(), rig.Frame, Enumerable.Repeat(BenchRig.Search, Cameras).ToArray());
        Frame[] frames = [.. Enumerable.Repeat(frame, Cameras)];
        return Compare(rig, name, () => detector.Detect(frames, searches), () => detector.Detect([frame], [BenchRig.Search]));
    }

    /// <summary>Known faces where they are expected.</summary>
    public static Figure Follow(BenchRig rig, string name)
    {
        var (detector, frame, boxes) = (rig.Detector(), rig.Frame, Array.ConvertAll(rig.Faces, face => face.Box));
        Frame[] frames = [.. Enumerable.Repeat(frame, Cameras)];
        Box[][] expected = [.. Enumerable.Repeat(boxes, Cameras)];
        return Compare(rig, name, () => detector.Refine(frames, expected), () => detector.Refine([frame], [boxes]));
    }

    /// <summary>One face of each.</summary>
    public static Figure Embed(BenchRig rig, string name)
    {
        var (embedder, face) = (rig.Embedder(), (rig.Frame, rig.Faces[0].Landmarks));
        (Frame, Landmarks)[] faces = [.. Enumerable.Repeat(face, Cameras)];
        return Compare(rig, name, () => embedder.Embed(faces), () => embedder.Embed([face]));
    }

    /// <summary>Whole pictures of some cameras on all cores, against one.</summary>
    public static Figure DetectOnAllCores(BenchRig rig, string name, int cameras)
    {
        var (shared, alone, searches) = (rig.Detector(Environment.ProcessorCount), rig.Detector(), Enumerable.Repeat(BenchRig.Search, cameras).ToArray());
        Frame[] frames = [.. Enumerable.Repeat(rig.Frame, cameras)];
        return OnAllCores(rig, name, () => shared.Detect(frames, searches), () => alone.Detect(frames, searches));
    }

    /// <summary>One face of each camera on all cores, against one.</summary>
    public static Figure EmbedOnAllCores(BenchRig rig, string name)
    {
        var (shared, alone) = (rig.Embedder(Environment.ProcessorCount), rig.Embedder());
        (Frame, Landmarks)[] faces = [.. Enumerable.Repeat((rig.Frame, rig.Faces[0].Landmarks), Cameras)];
        return OnAllCores(rig, name, () => shared.Embed(faces), () => alone.Embed(faces));
    }

    private static Figure OnAllCores(BenchRig rig, string name, Action shared, Action alone) =>
        Figure.Of(name, Rounds.Compare(shared, alone, rig.Cancel), $"the same on one core; ours on {Environment.ProcessorCount}");

    private static Figure Compare(BenchRig rig, string name, Action together, Action alone) =>
        Figure.Of(name, Rounds.Compare(together, () => { for (var i = 0; i < Cameras; i++) alone(); }, rig.Cancel), Against);
}
