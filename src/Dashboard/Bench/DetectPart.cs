using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Detection.Mtcnn;
using FaceStream.Recognizer.Models;

namespace FaceStream.Dashboard.Bench;

/// <summary>MTCNN and each of its networks with all that belongs to it, against ONNX Runtime alone on the very same tensors.</summary>
internal static class DetectPart
{
    private const string Against = "ONNX Runtime alone, same graph and tensors, one thread";

    /// <summary>Pyramid, P-Net and its candidates.</summary>
    public static Figure Propose(BenchRig rig, string name)
    {
        var (net, frame, proposed) = (new ProposalNet(rig.Proposals(), rig.Options.Detector, Workers.Alone), rig.Frame, new List<Candidate>());
        return Figure.Of(name, Rounds.Compare(Once, rig.Bare("mtcnn-pnet").Over(rig.Cascade.Levels), rig.Cancel), Against + "; ours with pyramid and candidates");

        void Once()
        {
            proposed.Clear();
            net.Propose([frame], [BenchRig.Search], proposed);
        }
    }

    /// <summary>R-Net or O-Net with its crops.</summary>
    public static Figure Crops(BenchRig rig, string name, string model, int count)
    {
        var (crops, frame) = (rig.Crops(model), rig.Frame);
        var net = new CropNet([crops]);
        List<Candidate> candidates = [.. Enumerable.Repeat(rig.Cascade.Proposed, count).SelectMany(proposed => proposed).Take(count)];
        var tensors = Cascade.Crops(frame, candidates, crops.Side);
        return Figure.Of(name, Rounds.Compare(() => net.Run([frame], candidates, (_, _, _) => { }), rig.Bare(model).Over(tensors), rig.Cancel), Against + "; ours with the crops");
    }

    /// <summary>The whole cascade on one frame.</summary>
    public static Figure Whole(BenchRig rig, string name)
    {
        var (detector, frame) = (rig.Detector(), rig.Frame);
        return Figure.Of(name, Rounds.Compare(() => detector.Detect([frame], [BenchRig.Search]), Bare(rig), rig.Cancel), Against + ", all three networks");
    }

    /// <summary>The whole cascade on the left half of the frame, against all of it.</summary>
    public static Figure HalfPicture(BenchRig rig, string name)
    {
        var (detector, frame) = (rig.Detector(), rig.Frame);
        var half = BenchRig.Search with { Area = new([new() { Points = [new(0, 0), new(0.5, 0), new(0.5, 1), new(0, 1)] }]) };
        return Figure.Of(
            name, Rounds.Compare(() => detector.Detect([frame], [half]), () => detector.Detect([frame], [BenchRig.Search]), rig.Cancel), "the same on the whole picture");
    }

    /// <summary>The runs that the cascade makes for the frame.</summary>
    public static Action Bare(BenchRig rig) =>
        rig.Bare("mtcnn-pnet").Over(rig.Cascade.Levels)
        + rig.Bare("mtcnn-rnet").Over(Cascade.Crops(rig.Frame, rig.Cascade.Proposed, 24))
        + rig.Bare("mtcnn-onet").Over(Cascade.Crops(rig.Frame, rig.Cascade.Sifted, 48));

    /// <summary>The runs that following one face takes.</summary>
    public static Action BareFollow(BenchRig rig) =>
        rig.Bare("mtcnn-rnet").Over(Cascade.Crops(rig.Frame, rig.Cascade.Sifted.Take(1), 24))
        + rig.Bare("mtcnn-onet").Over(Cascade.Crops(rig.Frame, rig.Cascade.Sifted.Take(1), 48));
}
