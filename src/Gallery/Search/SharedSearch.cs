namespace FaceStream.Gallery.Search;

/// <summary>
/// The search of a gallery so large that a second thread pays: both take piece after piece, and whom the second found joins whom the first did. Where no thread
/// is free, the first has done it all by itself, and lost nothing by asking.
/// </summary>
/// <remarks>Each half of a gallery keeps its own best people, and the best of all are among them, whoever took which piece: the answer is the same to the last bit.</remarks>
internal sealed class SharedSearch : IThreadPoolWorkItem, IPieces
{
    // Codes that one thread reads in 3 ms or more; another is woken in a twentieth of that.
    private const long Large = 32 << 20;

    private const int Offered = 0, Taken = 1, Closed = 2;

    private static readonly TemplateSet Nothing = new(0, []);

    // What a search needs, kept for the thread's next one.
    [ThreadStatic]
    private static SharedSearch? _own;

    private readonly object _end = new();      // to wait for, which a Lock is not
    private TemplateSet _templates = Nothing, _means = Nothing;
    private float[] _query = [];
    private Candidate[] _best = [];
    private int _wanted, _found, _next, _waiting;
    private int _state = Closed;
    private bool _ended;        // the second thread has

    private SharedSearch()
    {
    }

    /// <summary>What is searched is large enough, and the machine has more than one core.</summary>
    public static bool Pays(TemplateSet templates, TemplateSet means) =>
        Environment.ProcessorCount > 1 && (long)(templates.Count + means.Count) * Codes.Stride(templates.Dimension) >= Large;

    /// <summary>As <see cref="ExactSearch"/>, among both sets.</summary>
    public static int Find(TemplateSet templates, TemplateSet means, ReadOnlySpan<float> query, Span<Candidate> best) => (_own ??= new()).Run(templates, means, query, best);

    /// <inheritdoc/>
    public bool TryTake(out TemplateRows rows) => InTurn.TryAt(Interlocked.Increment(ref _next) - 1, _templates.Blocks, _means.Blocks, out rows);

    /// <summary>The second thread.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        Volatile.Write(ref _waiting, 0);
        if (Interlocked.CompareExchange(ref _state, Taken, Offered) != Offered)
            return;     // came too late
        var found = ExactSearch.Find(this, _query, _best.AsSpan(0, _wanted));
        lock (_end)
        {
            (_found, _ended) = (found, true);
            Monitor.Pulse(_end);
        }
    }

    private int Run(TemplateSet templates, TemplateSet means, ReadOnlySpan<float> query, Span<Candidate> best)
    {
        // 1. Offer half of the work. Who comes too late for the last search may take part in this one.
        Array.Resize(ref _query, query.Length);
        query.CopyTo(_query);
        if (_best.Length < best.Length)
            _best = new Candidate[best.Length];
        (_templates, _means, _wanted, _next, _ended) = (templates, means, best.Length, 0, false);
        Volatile.Write(ref _state, Offered);
        if (Interlocked.Exchange(ref _waiting, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

        // 2. Search as if nobody came.
        var people = new BestPeople(best, ExactSearch.Find(this, query, best));

        // 3. Add what the other one found.
        if (Interlocked.CompareExchange(ref _state, Closed, Offered) == Taken)
        {
            lock (_end)
            {
                while (!_ended)
                    Monitor.Wait(_end);
            }

            foreach (ref readonly var candidate in _best.AsSpan(0, _found))
                people.Offer(candidate);
        }

        (_templates, _means) = (Nothing, Nothing);      // a snapshot that is out of date must not live on here
        return people.Count;
    }
}
