using FaceStream.Gallery.Search;

namespace FaceStream.Gallery.Sightings;

/// <summary>
/// The vectors of everybody who was seen, in memory: filled by the first search, brought up to date by each one, and let go when nobody
/// has searched for a while. A look takes five bytes a number: 1 KB at 192.
/// </summary>
/// <remarks>
/// A <see cref="TemplateSet"/> whose templates are looks and whose people are sightings, so that the best look of each sighting counts.
/// All members may be called from any thread; searches share one filling and wait for each other only while it lasts.
/// </remarks>
internal sealed class SightingIndex : IDisposable
{
    private const int ReadAtOnce = 4096;    // rows; lists and removals wait for one such reading at most

    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly ISightingStore _store;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _filling = new();
    private readonly HashSet<long> _others = [];    // looks of other models
    private string _model = "";
    private TemplateSet _looks = new(0, []);
    private long _last;     // the newest look that was read
    private long _asked;    // when

    /// <summary>Reads from <paramref name="store"/>, once somebody searches.</summary>
    public SightingIndex(ISightingStore store, TimeProvider time)
    {
        (_store, _time) = (store, time);
        _timer = time.CreateTimer(_ => LetGo(), null, Period, Period);
    }

    /// <summary>Looks in memory.</summary>
    public int Count
    {
        get
        {
            lock (_filling)
                return _looks.Count;
        }
    }

    /// <summary>Finds the sightings most similar to a face. Exact: nothing that is kept and passes the filter is missed.</summary>
    /// <exception cref="GalleryRefusedException">A vector is none, or not of the looks' dimension.</exception>
    /// <exception cref="GalleryException">The store failed.</exception>
    public SightingMatches Search(SightingQuestion question, CancellationToken cancel)
    {
        float[][] faces = [.. question.Faces.Select(face => EmbeddingRules.Accept(new(question.Model, face)).Vector.ToArray())];
        var passing = question.Filter == new SightingFilter() ? null : _store.Ids(question.Filter);
        while (true)
        {
            var (looks, others) = CatchUp(question.Model, cancel);
            var best = Best(looks, faces, question, passing);
            var sightings = Array.ConvertAll(best, one => _store.Show(one.Person));
            if (!sightings.Contains(null))
                return new([.. best.Zip(sightings, (one, sighting) => new SightingMatch(sighting!, one.Template, one.Similarity))], Searched(looks, passing, question.Except), others);

            // Another process has removed some.
            Prune();
        }
    }

    /// <summary>Forgets a sighting that was removed.</summary>
    public void Forget(long sighting)
    {
        lock (_filling)
            _looks = _looks.Change((_, of) => of == sighting ? null : of);
    }

    /// <summary>Forgets all that is not in the store any more. Where that cannot be asked, everything.</summary>
    public void Prune()
    {
        lock (_filling)
        {
            if (_last == 0)
                return;
            try
            {
                var kept = _store.LookIds();
                _looks = _looks.Change((look, sighting) => kept.Contains(look) ? sighting : null);
                _others.IntersectWith(kept);
            }
            catch (GalleryException)
            {
                Clear(_model);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    /// <summary>Reads what is new.</summary>
    private (TemplateSet Looks, int Others) CatchUp(string model, CancellationToken cancel)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            lock (_filling)
            {
                _asked = _time.GetTimestamp();
                if (model != _model)
                    Clear(model);
                var read = _store.Vectors(_last, ReadAtOnce);
                Add(read);
                if (read.Count < ReadAtOnce)
                    return (_looks, _others.Count);
            }
        }
    }

    private void Add(IReadOnlyList<LookVector> read)
    {
        TemplateSetBuilder? builder = null;
        foreach (var (look, sighting, embedding) in read)
        {
            _last = look;
            if (embedding.Model == _model && (_looks.Dimension == 0 || _looks.Dimension == embedding.Vector.Length))
            {
                if (_looks.Dimension == 0)
                    _looks = new(embedding.Vector.Length, []);
                (builder ??= new(_looks)).Add(look, sighting, embedding.Vector.Span);
            }
            else
                _others.Add(look);
        }

        _looks = builder?.Build() ?? _looks;
    }

    private void Clear(string model)
    {
        (_model, _looks, _last) = (model, new(0, []), 0);
        _others.Clear();
    }

    private void LetGo()
    {
        lock (_filling)
        {
            if (_last != 0 && _time.GetElapsedTime(_asked) >= Idle)
                Clear(_model);
        }
    }

    /// <summary>The best of each face's best: whoever is among the best for one of them is found by that one.</summary>
    private static Candidate[] Best(TemplateSet looks, float[][] faces, SightingQuestion question, IReadOnlySet<long>? passing)
    {
        Func<long, bool>? wanted = passing is null && question.Except is null
            ? null
            : sighting => sighting != question.Except && passing?.Contains(sighting) != false;
        var (room, best) = (new Candidate[question.Top], new Dictionary<long, Candidate>());
        foreach (var face in faces)
        {
            if (looks.Count > 0 && face.Length != looks.Dimension)
                throw new GalleryRefusedException(GalleryRefusal.BadEmbedding, $"{question.Model} has {looks.Dimension} numbers in this record, the face has {face.Length}.");
            foreach (var found in room.AsSpan(0, ExactSearch.Find(looks, face, room, wanted)))
            {
                if (found.Similarity >= question.AtLeast && (!best.TryGetValue(found.Person, out var known) || found.Beats(known)))
                    best[found.Person] = found;
            }
        }

        var all = best.Values.ToArray();
        Array.Sort(all, (one, other) => one.Beats(other) ? -1 : other.Beats(one) ? 1 : 0);
        return all[..Math.Min(all.Length, question.Top)];
    }

    private static int Searched(TemplateSet looks, IReadOnlySet<long>? passing, long? except)
    {
        // The looks of a sighting stand together, for they were stored together.
        var (count, last) = (0, 0L);
        foreach (var (block, rows) in looks.Blocks)
        {
            foreach (var sighting in block.People.AsSpan(0, rows))
            {
                if (sighting != last && sighting != except && passing?.Contains(sighting) != false)
                    count++;
                last = sighting;
            }
        }

        return count;
    }
}
