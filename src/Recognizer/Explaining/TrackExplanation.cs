using FaceStream.Recognizer.Identification;

namespace FaceStream.Recognizer.Explaining;

/// <summary>Why a track was called what it was called: everything that the decision was made of, and nothing that is a face or a vector.</summary>
/// <remarks>The decision can be computed again from this alone; a test does. Numbers are therefore not rounded.</remarks>
public sealed record TrackExplanation
{
    /// <summary>Where.</summary>
    public required string Camera { get; init; }

    /// <summary>Unique within the camera.</summary>
    public required int Track { get; init; }

    /// <summary>Wall-clock time of the first frame.</summary>
    public required DateTimeOffset First { get; init; }

    /// <summary>Wall-clock time of the latest frame.</summary>
    public required DateTimeOffset Last { get; init; }

    /// <summary>Seconds in view by media time, gaps included.</summary>
    public required double Seconds { get; init; }

    /// <summary>Frames with its face.</summary>
    public required int Frames { get; init; }

    /// <summary>Nobody looks for it any more.</summary>
    public required bool Ended { get; init; }

    /// <summary>Seconds from the first frame to the confirmed name; null without one.</summary>
    public required double? NamedAfter { get; init; }

    /// <summary>The track whose face this was before it turned out to be somebody else's; null for most.</summary>
    public required int? PartedFrom { get; init; }

    /// <summary>
    /// Why its face is no longer followed: <c>unseen</c> (out of sight for too long), <c>scene-cut</c> (the camera showed another scene all at once),
    /// <c>parted</c> (the face turned out to be somebody else's) or <c>stream-ended</c>; null while it is, and of tracks kept by an older version.
    /// </summary>
    public string? Lost { get; init; }

    /// <summary>What is published.</summary>
    public required ExplainedStatement Said { get; init; }

    /// <summary>What its own evidence says, whoever else is in the picture.</summary>
    public required ExplainedStatement Own { get; init; }

    /// <summary>What its own evidence said before the latest judgement: a name is not taken back lightly.</summary>
    public required ExplainedStatement Before { get; init; }

    /// <summary>The track in the same picture that has the better claim to the same person; null when none has.</summary>
    public required ExplainedRival? Rival { get; init; }

    /// <summary>Whoever else of the enrolled it might be, resembling the first of the candidates more than by chance; null when nobody does.</summary>
    public required ExplainedLookAlike? Alike { get; init; }

    /// <summary>Everybody who was among the closest of a look, the most likely first.</summary>
    public required IReadOnlyList<ExplainedCandidate> Candidates { get; init; }

    /// <summary>Posterior probability that it is nobody enrolled.</summary>
    public required double Nobody { get; init; }

    /// <summary>What the looks are worth together.</summary>
    public required LookStatistics Together { get; init; }

    /// <summary>The looks that are remembered, oldest first.</summary>
    public required IReadOnlyList<ExplainedLook> Looks { get; init; }

    /// <summary>What became of the others.</summary>
    public required ExplainedLosses NotKept { get; init; }

    /// <summary>The evidence over time: each look's judgement, and those after a change of the gallery that changed the statement.</summary>
    public required IReadOnlyList<ExplainedStep> Steps { get; init; }

    /// <summary>The thresholds in force.</summary>
    public required RuleTerms Rule { get; init; }

    /// <summary>What a similarity of the embedder means.</summary>
    public required ScoreTerms Scores { get; init; }

    /// <summary>Everybody enrolled of whom it speaks.</summary>
    public IReadOnlyList<long> People() =>
    [
        .. Candidates.Select(candidate => candidate.PersonId).Concat(Steps.Select(step => step.PersonId ?? 0)).Concat(Looks.SelectMany(look => look.Similarities).Select(one => one.PersonId))
            .Concat([Said.PersonId ?? 0, Own.PersonId ?? 0, Before.PersonId ?? 0, Alike?.PersonId ?? 0]).Where(person => person > 0).Distinct(),
    ];
}

/// <summary>Who a track is said to be.</summary>
/// <param name="State"><c>unknown</c>, <c>tentative</c>, <c>confirmed</c> or <c>contested</c>.</param>
/// <param name="PersonId">Who leads, or null.</param>
/// <param name="Person">The name, or null.</param>
/// <param name="Similarity">The best look's cosine to that person; 0 without one.</param>
/// <param name="Confidence">Posterior probability of the statement, 0–1.</param>
public sealed record ExplainedStatement(string State, long? PersonId, string? Person, float Similarity, double Confidence)
{
    internal static ExplainedStatement Of(Identity identity) =>
        new(identity.State.Label, identity.PersonId, identity.Person, identity.Similarity, identity.Confidence);
}

/// <summary>Another track with a better claim.</summary>
/// <param name="Track">Which.</param>
/// <param name="Evidence">Its evidence for the person, in nats.</param>
public sealed record ExplainedRival(int Track, double Evidence);

/// <summary>Somebody enrolled who resembles the first of the candidates.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Person">The name.</param>
/// <param name="Closeness">Cosine of the closest templates of the two, <c>s</c>.</param>
/// <param name="Mean">The looks' weighted mean cosine to this person.</param>
/// <param name="Chance">
/// The probability that looks of this person resemble the candidate by so much more than their own: the upper tail of a normal distribution at
/// <c>(candidate's mean − Mean + (1 − (s − M)/(G − M))(g − m)) / (i√(2(1 − s*)(1 − g*²)(PairShare + (1 − PairShare) / n)))</c>, with <c>g</c> and <c>m</c> the genuine and the impostors'
/// mean at the looks' quality, <c>G</c> and <c>M</c> those of the calibration as a whole, <c>i</c> the deviation of impostors, and <c>x* = (x − m)/(1 − m)</c>.
/// </param>
public sealed record ExplainedLookAlike(long PersonId, string Person, double Closeness, double Mean, double Chance);

/// <summary>Somebody whom the track might show.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Person">The name.</param>
/// <param name="Mean">The looks' weighted mean cosine to this person.</param>
/// <param name="Best">The best look's cosine.</param>
/// <param name="Evidence">For this person against a stranger, in nats.</param>
/// <param name="Chance">The probability that a stranger's looks are as similar.</param>
/// <param name="Probability">Posterior.</param>
public sealed record ExplainedCandidate(long PersonId, string Person, double Mean, float Best, double Evidence, double Chance, double Probability);
