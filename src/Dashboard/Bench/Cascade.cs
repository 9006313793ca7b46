using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Detection.Mtcnn;
using FaceStream.Recognizer.Models;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Dashboard.Bench;

/// <summary>The very tensors that MTCNN's networks see for one frame, kept to be run again.</summary>
internal sealed class Cascade
{
    private static readonly TensorFormat Format = TensorFormat.Rgb(127.5f, 1 / 128f);

    /// <summary>Follows a frame through the three networks.</summary>
    public Cascade(Frame frame, IProposals pnet, ICropNetwork rnet, MtcnnOptions options)
    {
        var pyramid = Pyramid();
        pyramid.Start(frame, BenchRig.Search, options.Step);
        while (pyramid.Next())
        {
            var values = new float[pyramid.Length];
            pyramid.CopyTo(values);
            Levels.Add(new(values, [1, 3, pyramid.Level.Height, pyramid.Level.Width]));
        }

        new ProposalNet(pnet, options, Workers.Alone).Propose([frame], [BenchRig.Search], Proposed);
        new CropNet([rnet]).Run([frame], Proposed, (_, candidate, _) =>
        {
            if (candidate.Score >= options.Sift)
                Sifted.Add(candidate);
        });
        NonMaximumSuppression.Apply(Sifted, 0.7f, NonMaximumSuppression.Overlap.Union);
        Sifted = Sifted.ConvertAll(candidate => candidate.Shifted(extra: 1).Squared());
    }

    /// <summary>P-Net's.</summary>
    public List<InputTensor> Levels { get; } = [];

    /// <summary>What P-Net hands to R-Net.</summary>
    public List<Candidate> Proposed { get; } = [];

    /// <summary>What R-Net hands to O-Net.</summary>
    public List<Candidate> Sifted { get; } = [];

    /// <summary>A pyramid as the detector's.</summary>
    public static FramePyramid Pyramid() => new(Format);

    /// <summary>Candidates as a crop network's tensors.</summary>
    public static List<InputTensor> Crops(Frame frame, IEnumerable<Candidate> candidates, int side)
    {
        var (resampler, length) = (new FrameResampler(), 3 * side * side);
        return [.. candidates.Chunk(CropNet.MostAtOnce).Select(chunk =>
        {
            var values = new float[chunk.Length * length];
            for (var i = 0; i < chunk.Length; i++)
                resampler.Resample(frame, chunk[i].Region, Format, values.AsSpan(i * length, length), side, side);
            return new InputTensor(values, [chunk.Length, 3, side, side]);
        })];
    }
}
