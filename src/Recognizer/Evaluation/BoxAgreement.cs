using FaceStream.Recognizer.Faces;

namespace FaceStream.Recognizer.Evaluation;

/// <summary>How far two detectors find the same faces in the same frames: boxes that overlap by half are one face.</summary>
public sealed class BoxAgreement
{
    private const float SameFace = 0.5f; // intersection over union, as in PASCAL VOC and WIDER FACE

    /// <summary>Faces of the first detector.</summary>
    public long Expected { get; private set; }

    /// <summary>Faces of the second.</summary>
    public long Found { get; private set; }

    /// <summary>Faces of both.</summary>
    public long Shared { get; private set; }

    /// <summary>The share of the first detector's faces that the second finds, too.</summary>
    public double Recall => Expected == 0 ? 1 : (double)Shared / Expected;

    /// <summary>Compares a frame.</summary>
    public void Add(IReadOnlyList<Box> expected, IReadOnlyList<Box> found)
    {
        Expected += expected.Count;
        Found += found.Count;
        var free = new List<Box>(found);
        foreach (var box in expected)
        {
            var best = free.Count == 0 ? default : free.MaxBy(other => other.Iou(box));
            if (free.Count == 0 || best.Iou(box) < SameFace)
                continue;
            Shared++;
            free.Remove(best);
        }
    }
}
