namespace FaceStream.Gallery.Search;

/// <summary>A person's best template so far.</summary>
internal readonly record struct Candidate(float Similarity, long Person, long Template)
{
    /// <summary>Higher similarity first; equals by person id, then template id, so that the order never depends on storage.</summary>
    public bool Beats(in Candidate other) =>
        Similarity != other.Similarity ? Similarity > other.Similarity
        : Person != other.Person ? Person < other.Person
        : Template < other.Template;
}

/// <summary>The best so many people, each with their best template, in order. Lives on the stack of a search.</summary>
/// <param name="room">As many as are wanted.</param>
/// <param name="known">So many of them were found before.</param>
internal ref struct BestPeople(Span<Candidate> room, int known = 0)
{
    private readonly Span<Candidate> _best = room;

    /// <summary>People found.</summary>
    public int Count { get; private set; } = known;

    /// <summary>Templates below this change nothing; an equal one may.</summary>
    public float Bar { get; private set; } = known > 0 && known == room.Length ? room[^1].Similarity : float.NegativeInfinity;

    /// <summary>
    /// Takes a template if it belongs among the best. Who fell out comes back only with a better template,
    /// and the bar never sinks, so one pass is exact.
    /// </summary>
    public void Offer(in Candidate offered)
    {
        var place = Count;
        for (var i = 0; i < Count; i++)
        {
            if (_best[i].Person == offered.Person)
            {
                place = i;
                break;
            }
        }

        if (place < Count)
        {
            if (!offered.Beats(_best[place]))
                return;
        }
        else if (Count < _best.Length)
            Count++;
        else if (offered.Beats(_best[^1]))
            place--;
        else
            return;

        for (; place > 0 && offered.Beats(_best[place - 1]); place--)
            _best[place] = _best[place - 1];
        _best[place] = offered;
        if (Count == _best.Length)
            Bar = _best[^1].Similarity;
    }
}
