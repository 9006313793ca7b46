namespace FaceStream.Gallery.Sightings;

/// <summary>
/// What became of people, as far as sightings must know that were taken before it and are stored after it: somebody turned out to be
/// another, or is gone. Ids are never given again, so nobody comes back.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class Departures
{
    private readonly Dictionary<long, long> _became = [];
    private readonly HashSet<long> _gone = [];
    private IReadOnlySet<long> _enrolled = new HashSet<long>();

    /// <summary>One turns out to be another, and is about to leave the gallery.</summary>
    public void Joins(long from, long into) => _became[from] = into;

    /// <summary>It came to nothing: the one stays.</summary>
    public void Stays(long person) => _became.Remove(person);

    /// <summary>Somebody is gone, with everything that was seen of them.</summary>
    public void Goes(long person) => _gone.Add(person);

    /// <summary>These are enrolled now: who was and is not any more is gone, or has become another.</summary>
    public void Enrolled(IReadOnlySet<long> now)
    {
        foreach (var person in _enrolled.Where(person => !now.Contains(person) && !_became.ContainsKey(person)))
            _gone.Add(person);
        _enrolled = now;
    }

    /// <summary>Who somebody is now: another, in the end, or still the same.</summary>
    public long Now(long person)
    {
        // A merge that is under way may still fail: until the one has left the gallery, both are there.
        while (!_enrolled.Contains(person) && _became.TryGetValue(person, out var other))
            person = other;
        return person;
    }

    /// <summary>A sighting as it is to be stored now; null where everything of it is to be forgotten.</summary>
    public NewSighting? Apply(NewSighting sighting)
    {
        var (person, decision) = (Now(sighting.Person), sighting.Decision is { } word ? word with { Person = Now(word.Person) } : null);
        if ((decision is null ? person : decision.Person) is { } taken && _gone.Contains(taken))
            return null;

        // Given to somebody who is gone, and taken back by an operator: nobody's name is left on it.
        var nameless = person is { } given && _gone.Contains(given);
        return sighting with
        {
            Person = nameless ? null : person,
            Said = nameless ? null : sighting.Said,
            Decision = decision,
            Explanation = sighting.Explanation is { } why && why.People.All(Unchanged) ? why : null,
        };
    }

    private long? Now(long? person) => person is { } known ? Now(known) : null;

    private bool Unchanged(long person) => !_gone.Contains(person) && Now(person) == person;
}
