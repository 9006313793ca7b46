namespace FaceStream.Dashboard.Tests.Rules;

/// <summary>How other programs name a track, written from their description: each is told every face of one track, and says a name.</summary>
/// <param name="threshold">The similarity from which on a single face counts.</param>
internal abstract class PeerRule(double threshold)
{
    /// <summary>Where a single face counts.</summary>
    protected double Threshold => threshold;

    /// <summary>Takes a face with the person it resembles most; says the name that is shown from now on.</summary>
    public abstract string? Say(string? person, double similarity, double area);

    /// <summary>The person, if it resembles that one enough.</summary>
    protected string? Match(string? person, double similarity) => similarity >= threshold ? person : null;
}

/// <summary>No memory: each picture by itself.</summary>
internal sealed class EachFrame(double threshold) : PeerRule(threshold)
{
    public override string? Say(string? person, double similarity, double area) => Match(person, similarity);
}

/// <summary>The first match names the track for ever.</summary>
internal sealed class FirstMatchWins(double threshold) : PeerRule(threshold)
{
    private string? _name;

    public override string? Say(string? person, double similarity, double area) => _name ??= Match(person, similarity);
}

/// <summary>Each match renames the track; without one the last name stays.</summary>
internal sealed class LastMatchSticks(double threshold) : PeerRule(threshold)
{
    private string? _name;

    public override string? Say(string? person, double similarity, double area) => _name = Match(person, similarity) ?? _name;
}

/// <summary>Three matches of one person in a row name the track, until three of another do.</summary>
internal sealed class ThreeEqualFrames(double threshold) : PeerRule(threshold)
{
    private string? _name, _last;
    private int _equal;

    public override string? Say(string? person, double similarity, double area)
    {
        var match = Match(person, similarity);
        (_equal, _last) = (match is not null && match == _last ? _equal + 1 : 1, match);
        return _name = match is not null && _equal >= 3 ? match : _name;
    }
}

/// <summary>
/// Frigate's: the person with the largest sum of area × score over the track so far, while the mean of that person's scores, weighted
/// by area × score, is enough. Faces beyond 4,000 pixels weigh no more.
/// </summary>
internal sealed class AreaScoreMean(double threshold) : PeerRule(threshold)
{
    private readonly Dictionary<string, (double Weight, double Sum)> _people = new(StringComparer.Ordinal);

    public override string? Say(string? person, double similarity, double area)
    {
        if (person is not null && similarity > 0)
        {
            var weight = Math.Min(area, 4000) * similarity;
            var (weights, sum) = _people.GetValueOrDefault(person);
            _people[person] = (weights + weight, sum + weight * similarity);
        }

        if (_people.Count == 0)
            return null;
        var (best, total) = _people.MaxBy(one => one.Value.Sum);
        return total.Sum / total.Weight >= Threshold ? best : null;
    }
}
