using FaceStream.Recognizer.Models;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;
using FaceStream.StreamIngest.Zones;

namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>
/// MTCNN's first stage: P-Net slides over a pyramid of each picture. Levels of equal size of several pictures go through together.
/// </summary>
/// <param name="network">Computes P-Net.</param>
/// <param name="options">How sure it must be.</param>
/// <param name="workers">Who share both.</param>
internal sealed class ProposalNet(IProposals network, MtcnnOptions options, Workers workers)
{
    private static readonly TensorFormat Format = TensorFormat.Rgb(127.5f, 1 / 128f);

    private readonly List<FramePyramid> _pyramids = [];
    private readonly PerFrame<Candidate> _found = new();
    private readonly List<Candidate> _level = [];
    private readonly List<int> _waiting = [], _alike = [];
    private readonly List<PyramidLevel> _levels = [];
    private Action<int, int>? _pass;
    private Predicate<int>? _over;

    /// <summary>Adds the candidates of each frame, corrected and squared, duplicates removed, to <paramref name="proposed"/>.</summary>
    public void Propose(IReadOnlyList<Frame> frames, ReadOnlySpan<FaceSearch> searches, List<Candidate> proposed)
    {
        while (_pyramids.Count < frames.Count)
            _pyramids.Add(new FramePyramid(Format));
        _found.Start(frames.Count);
        _alike.Clear();
        for (var i = 0; i < frames.Count; i++)
        {
            _pyramids[i].Start(frames[i], searches[i], options.Step);
            _alike.Add(i);
        }

        _waiting.Clear();
        _waiting.AddRange(_alike);
        workers.Run(_alike.Count, _pass ??= Pass);
        while (Left())
        {
            var size = Size(_waiting[0]);
            _alike.Clear();
            foreach (var frame in _waiting)
            {
                if (Size(frame) == size)
                    _alike.Add(frame);
            }

            RunLevel(searches, size);
        }

        for (var i = 0; i < frames.Count; i++)
        {
            NonMaximumSuppression.Apply(_found[i], 0.7f, NonMaximumSuppression.Overlap.Union);
            foreach (var candidate in _found[i])
                proposed.Add(candidate.Shifted(extra: 0).Squared());
        }
    }

    /// <summary>Whether pictures have levels that were not looked at; those that have none wait no longer.</summary>
    private bool Left()
    {
        _waiting.RemoveAll(_over ??= frame => _pyramids[frame].Over);
        return _waiting.Count > 0;
    }

    private (int Width, int Height) Size(int frame) => (_pyramids[frame].Level.Seen.Width, _pyramids[frame].Level.Seen.Height);

    /// <summary>Shows the present level of those alike to the network, while their next ones are made.</summary>
    private void RunLevel(ReadOnlySpan<FaceSearch> searches, (int Width, int Height) size)
    {
        var tensor = network.Prepare(_alike.Count, size.Height, size.Width);
        _levels.Clear();
        foreach (var frame in _alike)
        {
            _pyramids[frame].CopyTo(tensor[(_levels.Count * _pyramids[frame].Length)..]);
            _levels.Add(_pyramids[frame].Level);
        }

        // To wake somebody for less takes longer than it saves.
        (network.Passes > 1 ? workers : Workers.Alone).Run(_alike.Count + network.Passes, _pass ??= Pass);
        for (var i = 0; i < _alike.Count; i++)
        {
            _level.Clear();
            Collect(i, _alike[i], searches[_alike[i]].Area);
            NonMaximumSuppression.Apply(_level, 0.5f, NonMaximumSuppression.Overlap.Union);
            _found[_alike[i]].AddRange(_level);
        }
    }

    /// <summary>Makes the next level of one of those alike, or has the network look at a part of the present ones.</summary>
    private void Pass(int worker, int pass)
    {
        if (pass < _alike.Count)
            _pyramids[_alike[pass]].Next();
        else
            network.Run(worker, pass - _alike.Count);
    }

    private void Collect(int picture, int frame, SearchArea area)
    {
        ReadOnlySpan<float> scores = network.Scores(picture), shifts = network.Shifts(picture);
        var (level, header) = (_levels[picture], _pyramids[frame].Picture);
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
