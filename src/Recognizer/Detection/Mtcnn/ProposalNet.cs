using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;
using FaceStream.StreamIngest.Zones;

namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>
/// MTCNN's first stage: P-Net slides over a pyramid of each picture. Levels of equal size of several pictures go through together.
/// </summary>
internal sealed class ProposalNet(IProposals network, MtcnnOptions options)
{
    private static readonly TensorFormat Format = TensorFormat.Rgb(127.5f, 1 / 128f);

    private readonly FrameResampler _resampler = new();
    private readonly TensorShrinker _shrinker = new();
    private readonly List<FramePyramid> _pyramids = [];
    private readonly PerFrame<Candidate> _found = new();
    private readonly List<Candidate> _level = [];
    private readonly List<int> _waiting = [], _alike = [];

    /// <summary>Adds the candidates of each frame, corrected and squared, duplicates removed, to <paramref name="proposed"/>.</summary>
    public void Propose(IReadOnlyList<Frame> frames, ReadOnlySpan<FaceSearch> searches, List<Candidate> proposed)
    {
        while (_pyramids.Count < frames.Count)
            _pyramids.Add(new FramePyramid(_resampler, _shrinker, Format));
        _found.Start(frames.Count);
        _waiting.Clear();
        for (var i = 0; i < frames.Count; i++)
        {
            _pyramids[i].Start(frames[i], searches[i], options.Step);
            if (_pyramids[i].Next())
                _waiting.Add(i);
        }

        while (_waiting.Count > 0)
        {
            var size = Size(_waiting[0]);
            _alike.Clear();
            foreach (var frame in _waiting)
            {
                if (Size(frame) == size)
                    _alike.Add(frame);
            }

            RunLevel(_alike, searches, size);
            foreach (var frame in _alike)
            {
                if (!_pyramids[frame].Next())
                    _waiting.Remove(frame);
            }
        }

        for (var i = 0; i < frames.Count; i++)
        {
            NonMaximumSuppression.Apply(_found[i], 0.7f, NonMaximumSuppression.Overlap.Union);
            foreach (var candidate in _found[i])
                proposed.Add(candidate.Shifted(extra: 0).Squared());
        }
    }

    private (int Width, int Height) Size(int frame) => (_pyramids[frame].Level.Seen.Width, _pyramids[frame].Level.Seen.Height);

    private void RunLevel(List<int> frames, ReadOnlySpan<FaceSearch> searches, (int Width, int Height) size)
    {
        var tensor = network.Prepare(frames.Count, size.Height, size.Width);
        for (var i = 0; i < frames.Count; i++)
            _pyramids[frames[i]].CopyTo(tensor[(i * _pyramids[frames[i]].Length)..]);
        network.Run();

        for (var i = 0; i < frames.Count; i++)
        {
            _level.Clear();
            Collect(i, frames[i], searches[frames[i]].Area);
            NonMaximumSuppression.Apply(_level, 0.5f, NonMaximumSuppression.Overlap.Union);
            _found[frames[i]].AddRange(_level);
        }
    }

    private void Collect(int picture, int frame, SearchArea area)
    {
        ReadOnlySpan<float> scores = network.Scores(picture), shifts = network.Shifts(picture);
        var (level, header) = (_pyramids[frame].Level, _pyramids[frame].Picture);
        var (across, down) = ((double)level.Width / header.Width, (double)level.Height / header.Height);
        var (cells, columns) = (scores.Length, network.Cells.Columns);
        for (var cell = 0; cell < cells; cell++)
        {
            if (scores[cell] < options.Propose)
                continue;
            var (x, y) = (level.Seen.X + PyramidLevel.Stride * (cell % columns), level.Seen.Y + PyramidLevel.Stride * (cell / columns));
            if (!area.Touches(level.Around(x, y)))
                continue;
            _level.Add(new Candidate(
                frame,
                (float)((x + 1) / across), (float)((y + 1) / down), (float)((x + PyramidLevel.Cell) / across), (float)((y + PyramidLevel.Cell) / down),
                scores[cell],
                (shifts[cell], shifts[cells + cell], shifts[2 * cells + cell], shifts[3 * cells + cell])));
        }
    }
}
