using FaceStream.Gallery;
using FaceStream.Recognizer.Quality;

namespace FaceStream.Recognizer.Identification;

/// <summary>
/// What the looks of one track say, for each candidate and for “nobody enrolled”. Looks count by quality; consecutive
/// look-alikes of the same second are not new evidence, a change of pose or light is.
/// </summary>
internal sealed class IdentityEvidence(ScoreModel model, IdentificationOptions options)
{
    /// <summary>People searched for each look; someone who is never among them is no candidate.</summary>
    public const int Closest = 8;

    // A look that can hardly tell anything still weighs a little, so that a track with nothing else has an opinion.
    public const float LeastQuality = 0.02f;

    private readonly LookSet _looks = new(model, options.LooksKept);

    /// <summary>Looks taken, kept or not.</summary>
    public int Count { get; private set; }

    /// <summary>Looks that were forgotten because there were too many.</summary>
    public int Crowded => _looks.Crowded;

    /// <summary>Looks that were forgotten because they were somebody else's.</summary>
    public int SomebodyElses => _looks.SomebodyElses;

    /// <summary>The looks that are remembered, oldest first.</summary>
    public IReadOnlyList<KeptLook> Looks => _looks.Looks;

    /// <summary>What they are worth together.</summary>
    public LookStatistics Statistics => _looks.Statistics;

    /// <summary>Candidates, the most likely first.</summary>
    public IReadOnlyList<Candidate> Candidates { get; private set; } = [];

    /// <summary>Posterior probability that it is nobody enrolled.</summary>
    public double Nobody { get; private set; } = 1;

    /// <summary>Takes a look with its <see cref="Closest"/> people.</summary>
    public void Add(Embedding embedding, in LookQuality quality, IReadOnlyList<Match> matches, int people, in LookOrigin origin = default)
    {
        Count++;
        _looks.Add(new(embedding, Math.Max(LeastQuality, quality.Score)) { Matches = matches, Parts = quality, Origin = origin });
        Judge(people);
    }

    /// <summary>The gallery is another one: each look is given its <see cref="Closest"/> people there.</summary>
    public void Recall(Func<KeptLook, IReadOnlyList<Match>> search, int people)
    {
        foreach (var look in _looks.Looks)
            look.Matches = search(look);
        Judge(people);
    }

    /// <summary>The candidate for this person, or null.</summary>
    public Candidate? Of(long? person)
    {
        foreach (var candidate in Candidates)
        {
            if (candidate.Person.Id == person)
                return candidate;
        }

        return null;
    }

    /// <summary>The weighted mean cosine to a person; to one who was never close, as much as it can be.</summary>
    public double Similarity(long person) => _looks.Mean(look => look.Similarity(person));

    /// <summary>
    /// Bayes: every person has an equal share of the prior; those who were never close are at best as likely as the least likely candidate.
    /// </summary>
    private void Judge(int people)
    {
        var met = _looks.Looks.SelectMany(look => look.Matches).Select(match => match.Person).DistinctBy(person => person.Id);
        Candidate[] candidates = [.. met.Select(Judge)];
        if (candidates.Length == 0)
        {
            (Candidates, Nobody) = ([], 1);
            return;
        }

        var others = Math.Max(0, people - candidates.Length);
        var share = options.EnrolledShare / (candidates.Length + others);
        var rest = others * share * Math.Exp(Math.Min(0, candidates.Min(candidate => candidate.LogRatio)));
        var total = 1 - options.EnrolledShare + rest + candidates.Sum(candidate => share * Math.Exp(candidate.LogRatio));
        Nobody = (1 - options.EnrolledShare + rest) / total;
        Candidates =
        [
            .. candidates
                .Select(candidate => candidate with { Probability = share * Math.Exp(candidate.LogRatio) / total })
                .OrderByDescending(candidate => candidate.LogRatio).ThenBy(candidate => candidate.Chance).ThenBy(candidate => candidate.Person.Id),
        ];
    }

    private Candidate Judge(Person person)
    {
        var similarity = Similarity(person.Id);
        return new(
            person, model.LogRatio(similarity, Statistics), model.Chance(similarity, Statistics),
            _looks.Looks.Max(look => look.Similarity(person.Id)), 0, similarity);
    }
}

/// <summary>What the looks of a track say of one person.</summary>
/// <param name="Person">Who.</param>
/// <param name="LogRatio">Evidence for this person against a stranger, in nats.</param>
/// <param name="Chance">The probability that a stranger's looks are as similar.</param>
/// <param name="Best">The best look's cosine.</param>
/// <param name="Probability">Posterior, among all who are enrolled and nobody of them.</param>
/// <param name="Mean">The looks' weighted mean cosine.</param>
internal readonly record struct Candidate(Person Person, double LogRatio, double Chance, float Best, double Probability, double Mean);
