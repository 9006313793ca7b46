using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>
/// MTCNN's first stage: P-Net slides over a pyramid of each picture. Levels of equal size of several pictures go through together.
/// </summary>
internal sealed class ProposalNet(IProposals network, MtcnnOptions options)
{
    private const int Cell = 12;   // pixels a cell of the output sees
    private const int Stride = 2;  // pixels from one cell to the next

    private static readonly TensorFormat Format = TensorFormat.Rgb(127.5f, 1 / 128f);

    private readonly FrameResampler _resampler = new();
    private readonly TensorShrinker _shrinker = new();
    private readonly List<FramePyramid> _pyramids = [];
    private readonly List<List<Candidate>> _found = [];
    private readonly List<Candidate> _level = [];

    /// <summary>Adds the candidates of each frame, corrected and squared, duplicates removed, to <paramref name="proposed"/>.</summary>
    public void Propose(IReadOnlyList<Frame> frames, ReadOnlySpan<int> minFace, List<Candidate> proposed)
    {
        while (_pyramids.Count < frames.Count)
        {
            _pyramids.Add(new FramePyramid(_resampler, _shrinker, Format));
            _found.Add([]);
        }

        for (var i = 0; i < frames.Count; i++)
        {
            _pyramids[i].Start(frames[i], (double)Cell / minFace[i], options.Step, Cell);
            _found[i].Clear();
        }

        var waiting = Enumerable.Range(0, frames.Count).Where(i => _pyramids[i].Next()).ToList();
        while (waiting.Count > 0)
        {
            var size = _pyramids[waiting[0]].Size;
            var alike = waiting.FindAll(i => _pyramids[i].Size == size);
            RunLevel(alike, size);
            waiting.RemoveAll(i => alike.Contains(i) && !_pyramids[i].Next());
        }

        for (var i = 0; i < frames.Count; i++)
        {
            NonMaximumSuppression.Apply(_found[i], 0.7f, NonMaximumSuppression.Overlap.Union);
            foreach (var candidate in _found[i])
                proposed.Add(candidate.Shifted(extra: 0).Squared());
        }
    }

    private void RunLevel(List<int> frames, (int Width, int Height) size)
    {
        var tensor = network.Prepare(frames.Count, size.Height, size.Width);
        var length = 3 * size.Height * size.Width;
        for (var i = 0; i < frames.Count; i++)
            _pyramids[frames[i]].Level.CopyTo(tensor.Slice(i * length, length));
        network.Run();

        for (var i = 0; i < frames.Count; i++)
        {
            _level.Clear();
            Collect(network.Scores(i), network.Shifts(i), network.Cells.Columns, frames[i], _pyramids[frames[i]].Scale);
            NonMaximumSuppression.Apply(_level, 0.5f, NonMaximumSuppression.Overlap.Union);
            _found[frames[i]].AddRange(_level);
        }
    }

    private void Collect(ReadOnlySpan<float> scores, ReadOnlySpan<float> shifts, int columns, int frame, (double X, double Y) scale)
    {
        var cells = scores.Length;
        for (var cell = 0; cell < cells; cell++)
        {
            if (scores[cell] < options.Propose)
                continue;
            var (x, y) = (Stride * (cell % columns), Stride * (cell / columns));
            _level.Add(new Candidate(
                frame,
                (float)((x + 1) / scale.X), (float)((y + 1) / scale.Y), (float)((x + Cell) / scale.X), (float)((y + Cell) / scale.Y),
                scores[cell],
                (shifts[cell], shifts[cells + cell], shifts[2 * cells + cell], shifts[3 * cells + cell])));
        }
    }
}
