using System.Numerics.Tensors;
using FaceStream.Gallery;
using FaceStream.Recognizer.Looks;
using FaceStream.Recognizer.Quality;

namespace FaceStream.Recognizer.Identification;

/// <summary>The looks that a track remembers, weighted by quality and by how many tell the same.</summary>
internal sealed class LookSet(ScoreModel model, int limit)
{
    private readonly List<KeptLook> _looks = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<KeptLook> Looks => _looks;

    /// <summary>What they are worth together.</summary>
    public LookStatistics Statistics { get; private set; }

    /// <summary>Looks that were forgotten because there were too many.</summary>
    public int Crowded { get; private set; }

    /// <summary>Looks that were forgotten because they were somebody else's.</summary>
    public int SomebodyElses { get; private set; }

    /// <summary>Takes a look; the least informative is forgotten when there are too many.</summary>
    public void Add(KeptLook look)
    {
        _looks.Add(look);
        ForgetSomebodyElse();
        Weigh();
        if (_looks.Count <= limit)
            return;
        _looks.RemoveAt(LeastInformative());
        Crowded++;
        Weigh();
    }

    /// <summary>The weighted mean of a number that each look has.</summary>
    public double Mean(Func<KeptLook, double> value)
    {
        var (sum, weight) = (0.0, 0.0);
        foreach (var look in _looks)
            (sum, weight) = (sum + look.Weight * value(look), weight + look.Weight);
        return sum / weight;
    }

    /// <summary>
    /// When the last looks agree with each other but with none before, the track has changed its face: the earlier ones are
    /// somebody else's and are let go.
    /// </summary>
    private void ForgetSomebodyElse()
    {
        // Two good looks; evidence of e² either way. A head that turns has looks in between that agree with both sides.
        const int Run = 2;
        const double Good = 0.3, Sure = 2;
        if (_looks.Count <= Run)
            return;
        var (last, before) = (_looks[^1], _looks[^2]);
        if (Math.Min(last.Quality, before.Quality) < Good || Same(last, before) < Sure)
            return;
        for (var i = 0; i < _looks.Count - Run; i++)
        {
            if (Same(_looks[i], last) > -Sure || Same(_looks[i], before) > -Sure)
                return;
        }

        SomebodyElses += _looks.Count - Run;
        _looks.RemoveRange(0, _looks.Count - Run);
    }

    private double Same(KeptLook a, KeptLook b) =>
        model.LogRatio(a.Similarity(b.Embedding), LookStatistics.One(Math.Min(a.Quality, b.Quality)));

    /// <summary>
    /// Ten looks at one pose weigh as one. The variance of the weighted mean Σwᵢsᵢ / Σw is Σᵢⱼ wᵢwⱼrᵢⱼ / (Σw)² of a single look's, where
    /// r says how much two looks share; one over that is how many separate looks they are worth.
    /// </summary>
    private void Weigh()
    {
        var shared = new double[_looks.Count, _looks.Count];
        for (var i = 0; i < _looks.Count; i++)
        {
            shared[i, i] = 1;
            for (var j = 0; j < i; j++)
                shared[i, j] = shared[j, i] = model.Redundancy(_looks[i].Similarity(_looks[j].Embedding));
        }

        for (var i = 0; i < _looks.Count; i++)
        {
            var crowd = 0.0;
            for (var j = 0; j < _looks.Count; j++)
                crowd += shared[i, j];
            _looks[i].Weight = _looks[i].Quality / crowd;
        }

        var (weight, noise) = (0.0, 0.0);
        var mean = new float[_looks[0].Embedding.Vector.Length];
        for (var i = 0; i < _looks.Count; i++)
        {
            weight += _looks[i].Weight;
            TensorPrimitives.MultiplyAdd(_looks[i].Embedding.Vector.Span, (float)_looks[i].Weight, mean, mean);
            for (var j = 0; j < _looks.Count; j++)
                noise += _looks[i].Weight * _looks[j].Weight * shared[i, j];
        }

        Statistics = new(weight * weight / noise, Mean(look => look.Quality), TensorPrimitives.Norm<float>(mean) / weight);
    }

    private int LeastInformative()
    {
        // Not the newest: it has to be given the chance to be the first of something new.
        var least = 0;
        for (var i = 1; i < _looks.Count - 1; i++)
        {
            if (_looks[i].Weight < _looks[least].Weight)
                least = i;
        }

        return least;
    }
}

/// <summary>A look that a track remembers.</summary>
/// <param name="Embedding">The vector.</param>
/// <param name="Quality">0–1.</param>
internal sealed record KeptLook(Embedding Embedding, double Quality)
{
    /// <summary>The closest people, best first.</summary>
    public required IReadOnlyList<Match> Matches { get; set; }

    /// <summary>How good it is, in its parts.</summary>
    public LookQuality Parts { get; init; }

    /// <summary>Where it comes from.</summary>
    public LookOrigin Origin { get; init; }

    /// <summary>What it counts in the track's mean.</summary>
    public double Weight { get; set; } = Quality;

    /// <summary>Cosine to another look.</summary>
    public float Similarity(Embedding other) => TensorPrimitives.Dot(Embedding.Vector.Span, other.Vector.Span);

    /// <summary>
    /// Cosine to a person. Of people who are not among the closest, all that is known is that they are no closer than the last of these,
    /// so that is taken: it can only make others harder to rule out.
    /// </summary>
    public float Similarity(long person)
    {
        foreach (var match in Matches)
        {
            if (match.Person.Id == person)
                return match.Similarity;
        }

        return Matches.Count > 0 ? Matches[^1].Similarity : 0;
    }
}

/// <summary>When a look was taken, and why it was embedded.</summary>
/// <param name="Time">Media time.</param>
/// <param name="At">Wall-clock time.</param>
/// <param name="Reason">Why.</param>
internal readonly record struct LookOrigin(TimeSpan Time, DateTimeOffset At, LookReason Reason);
