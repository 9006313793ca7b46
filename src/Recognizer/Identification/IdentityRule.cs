namespace FaceStream.Recognizer.Identification;

/// <summary>Turns evidence into a statement, with hysteresis: what was said before is not taken back lightly.</summary>
internal sealed class IdentityRule(IdentificationOptions options)
{
    // A track is judged at every look, and each is another chance for a stranger to pass the bar. The looks of a track hang together so much that the
    // chances add up to no more than this many: 1.2 to 1.4 along tracks of real strangers, from 1e-2 to 1e-5 (RuleAlarmTests; docs/models.md).
    public const double Repeats = 1.5;

    // A lead is spoken of from this probability on, and no more below that one.
    private const double TentativeFrom = 0.6;
    private const double TentativeUntil = 0.4;

    // Somebody who was named stays contested down to this probability.
    private const double ContestedUntil = 0.2;

    // A name that was given stays while its lead falls short by up to four times what is asked for at first.
    private double LeadKept => 1 - 4 * (1 - options.Lead);

    /// <summary>The largest chance, for a stranger to be as similar, at which a name is given.</summary>
    public static double Bar(double rate, int templates) => rate / (Repeats * Math.Max(1, templates));

    /// <summary>The largest chance, for an enrolled look-alike to resemble the named person by as much more, at which a name is given.</summary>
    public static double AlikeBar(double rate) => rate / Repeats;

    /// <summary>The first candidate's probability among all candidates; 0 without any.</summary>
    public static double Share(IdentityEvidence evidence) =>
        evidence.Candidates.Count == 0 ? 0 : evidence.Candidates[0].Probability / evidence.Candidates.Sum(candidate => candidate.Probability);

    /// <summary>All that it decides by.</summary>
    public RuleTerms Terms(in Ground ground) => new(
        ground.Rate, Repeats, ground.People, ground.Templates, Bar(ground.Rate, ground.Templates), AlikeBar(ground.Rate), options.Lead, options.Hysteresis, LeadKept, TentativeFrom, TentativeUntil,
        ContestedUntil, options.EnrolledShare, IdentityEvidence.LeastQuality);

    /// <summary>What to say now, having said <paramref name="before"/>.</summary>
    /// <param name="before">The last statement.</param>
    /// <param name="evidence">All looks so far.</param>
    /// <param name="ground">The bar and what it follows from.</param>
    public Identity Decide(Identity before, IdentityEvidence evidence, in Ground ground)
    {
        if (evidence.Candidates.Count == 0)
            return evidence.Count == 0 ? Identity.Nobody : Identity.Nobody with { Confidence = evidence.Nobody };

        var (bar, lead, share) = (Bar(ground.Rate, ground.Templates), evidence.Candidates[0], Share(evidence));
        var (alike, alikeBar) = (ground.Alike?.Chance ?? 0, AlikeBar(ground.Rate));

        if (lead.Chance <= bar && share >= options.Lead && alike <= alikeBar)
            return Say(IdentityState.Confirmed, lead);

        if (before.State is IdentityState.Confirmed or IdentityState.Contested && evidence.Of(before.PersonId) is { } named)
        {
            var same = named.Person.Id == lead.Person.Id;
            if (before.State == IdentityState.Confirmed && same
                && lead.Chance <= bar * options.Hysteresis && share >= LeadKept && alike <= alikeBar * options.Hysteresis)
                return Say(IdentityState.Confirmed, lead);
            if (named.Probability >= ContestedUntil || lead.Probability >= TentativeFrom)
                return Say(IdentityState.Contested, lead);
        }

        if (lead.Chance <= bar)
            return Say(IdentityState.Contested, lead);

        var spokenOf = before.State == IdentityState.Tentative && before.PersonId == lead.Person.Id;
        return lead.Probability >= (spokenOf ? TentativeUntil : TentativeFrom)
            ? Say(IdentityState.Tentative, lead)
            : Identity.Nobody with { Confidence = evidence.Nobody };
    }

    private static Identity Say(IdentityState state, in Candidate who) =>
        new(state, who.Person.Id, who.Person.Name, who.Best, who.Probability);
}

/// <summary>The thresholds that a decision was made by.</summary>
/// <param name="FalseAlarmRate">What was asked for, where the track was judged: the probability that a stranger is ever given a name.</param>
/// <param name="Repeats">How many separate chances a track's judgements add up to.</param>
/// <param name="People">Enrolled.</param>
/// <param name="Templates">Enrolled.</param>
/// <param name="Bar"><c>FalseAlarmRate / (Repeats · Templates)</c>: a name needs a chance of at most this.</param>
/// <param name="AlikeBar"><c>FalseAlarmRate / Repeats</c>: a name needs a chance of at most this that it is the likeliest look-alike.</param>
/// <param name="Lead">And at least this share of the probability of all candidates.</param>
/// <param name="Hysteresis">A name stays up to so many times the bar.</param>
/// <param name="LeadKept">And down to this share.</param>
/// <param name="TentativeFrom">Somebody is spoken of from this probability on.</param>
/// <param name="TentativeUntil">And until it is below this.</param>
/// <param name="ContestedUntil">Who was named is contested until their probability is below this, unless somebody else is spoken of.</param>
/// <param name="EnrolledShare">Prior probability that it is somebody enrolled.</param>
/// <param name="LeastQuality">Looks count as at least this good.</param>
public sealed record RuleTerms(
    double FalseAlarmRate, double Repeats, int People, int Templates, double Bar, double AlikeBar, double Lead, double Hysteresis, double LeadKept,
    double TentativeFrom, double TentativeUntil, double ContestedUntil, double EnrolledShare, double LeastQuality);
