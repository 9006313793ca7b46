namespace FaceStream.Recognizer.Explaining;

/// <summary>Answers why a track is called what it is called: for those in view, and for the last ones that ended.</summary>
/// <param name="room">Ended tracks that are remembered, about 15 KB each; in memory only.</param>
/// <remarks>All members may be called from any thread.</remarks>
public sealed class ExplanationBook(int room = ExplanationBook.UsualRoom)
{
    /// <summary>Ended tracks of an hour or so before a busy door; 4 MB.</summary>
    public const int UsualRoom = 256;

    private readonly Lock _changing = new();
    private readonly LinkedList<TrackExplanation> _ended = [];
    private Func<string, int, TrackExplanation?>? _inView;

    /// <summary>A track by its number, in view or not; null when it is not known (any more).</summary>
    public TrackExplanation? Find(string camera, int track)
    {
        // In view first: a track that ends meanwhile is in the list before it is out of view.
        if (Volatile.Read(ref _inView)?.Invoke(camera, track) is { } now)
            return now;
        lock (_changing)
            return _ended.FirstOrDefault(ended => ended.Camera == camera && ended.Track == track);
    }

    /// <summary>Ended tracks that fit a description, the latest first.</summary>
    public IReadOnlyList<TrackExplanation> Ended(Predicate<TrackExplanation> fits)
    {
        lock (_changing)
            return [.. _ended.Where(ended => fits(ended))];
    }

    /// <summary>Forgets an ended track.</summary>
    public void Forget(TrackExplanation track)
    {
        lock (_changing)
            _ended.Remove(track);
    }

    /// <summary>Forgets the ended tracks that speak of somebody who is no longer enrolled.</summary>
    public void ForgetAllBut(IEnumerable<long> enrolled)
    {
        var known = enrolled.ToHashSet();
        lock (_changing)
        {
            for (var (node, next) = (_ended.First, _ended.First?.Next); node is not null; (node, next) = (next, next?.Next))
            {
                if (node.Value.People().Any(person => !known.Contains(person)))
                    _ended.Remove(node);
            }
        }
    }

    /// <summary>Says who answers for tracks in view.</summary>
    internal void Ask(Func<string, int, TrackExplanation?> inView) => Volatile.Write(ref _inView, inView);

    /// <summary>A track ended; the oldest one makes room.</summary>
    internal void Add(TrackExplanation ended)
    {
        lock (_changing)
        {
            _ended.AddFirst(ended);
            if (_ended.Count > room)
                _ended.RemoveLast();
        }
    }
}
