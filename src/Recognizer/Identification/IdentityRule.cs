namespace FaceStream.Recognizer.Identification;

/// <summary>Turns evidence into a statement, with hysteresis: what was said before is not taken back lightly.</summary>
internal sealed class IdentityRule(IdentificationOptions options)
{
    // A track is judged at every look, and each is another chance for a stranger to pass the bar. The looks of a track hang
    // together so much that the chances add up to no more than this many (simulated; IdentityEvidenceTests holds it).
    private const double Repeats = 1.5;

    // A lead is spoken of from this probability on, and no more below that one.
    private const double TentativeFrom = 0.6;
    private const double TentativeUntil = 0.4;

    /// <summary>What to say now, having said <paramref name="before"/>.</summary>
    /// <param name="before">The last statement.</param>
    /// <param name="evidence">All looks so far.</param>
    /// <param name="templates">In the gallery: each is a chance for a stranger to resemble it.</param>
    public Identity Decide(Identity before, IdentityEvidence evidence, int templates)
    {
        if (evidence.Candidates.Count == 0)
            return evidence.Count == 0 ? Identity.Nobody : Identity.Nobody with { Confidence = evidence.Nobody };

        var bar = options.FalseAlarmRate / (Repeats * Math.Max(1, templates));
        var lead = evidence.Candidates[0];
        var share = lead.Probability / evidence.Candidates.Sum(candidate => candidate.Probability);

        if (lead.Chance <= bar && share >= options.Lead)
            return Say(IdentityState.Confirmed, lead);

        if (before.State is IdentityState.Confirmed or IdentityState.Contested && evidence.Of(before.PersonId) is { } named)
        {
            var same = named.Person.Id == lead.Person.Id;
            if (before.State == IdentityState.Confirmed && same
                && lead.Chance <= bar * options.Hysteresis && share >= 1 - 4 * (1 - options.Lead))
                return Say(IdentityState.Confirmed, lead);
            if (named.Probability >= TentativeUntil / 2 || lead.Probability >= TentativeFrom)
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
