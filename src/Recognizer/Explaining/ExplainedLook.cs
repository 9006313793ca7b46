using FaceStream.Recognizer.Quality;

namespace FaceStream.Recognizer.Explaining;

/// <summary>One embedded look of a track.</summary>
/// <param name="At">Wall-clock time of its frame.</param>
/// <param name="Seconds">Media time since the track's first frame.</param>
/// <param name="Reason">Why it was embedded: <c>new</c>, <c>interval</c>, <c>better</c>, <c>pose</c> or <c>changed</c>.</param>
/// <param name="Quality">How much it can tell, with its parts.</param>
/// <param name="Weight">What it counts in the track's mean: its quality, shared with the looks that tell the same.</param>
/// <param name="Similarities">The closest people, best first. Of anybody else it is taken that they are no closer than the last of these.</param>
/// <param name="Alike">Cosines to the looks before it in the list, in their order.</param>
public sealed record ExplainedLook(
    DateTimeOffset At, double Seconds, string Reason, LookQuality Quality, double Weight, IReadOnlyList<ExplainedSimilarity> Similarities,
    IReadOnlyList<float> Alike);

/// <summary>How much a look resembles somebody enrolled.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Person">The name.</param>
/// <param name="Similarity">Cosine to that person's closest template.</param>
public sealed record ExplainedSimilarity(long PersonId, string Person, float Similarity);

/// <summary>Looks that do not count in the decision, and why.</summary>
/// <param name="NothingNew">Good enough, but not worth the embedder's time: too soon after the last one, no better, no other side of the face.</param>
/// <param name="Gated">Not worth embedding, by what was wrong: <c>small</c>, <c>clipped</c>, <c>turned</c>, <c>exposure</c> or <c>blurred</c>.</param>
/// <param name="Crowded">Embedded, but the least informative of more than are remembered.</param>
/// <param name="SomebodyElses">Embedded, but unlike all later ones: the track was on another face then.</param>
public sealed record ExplainedLosses(int NothingNew, IReadOnlyDictionary<string, int> Gated, int Crowded, int SomebodyElses);

/// <summary>A judgement on the way.</summary>
/// <param name="Seconds">Media time since the track's first frame.</param>
/// <param name="Cause">What was new: <c>look</c>, <c>rejoined</c> (the look that found the track again) or <c>gallery</c>.</param>
/// <param name="Looks">Looks taken until then.</param>
/// <param name="State">What the track's own evidence said from then on.</param>
/// <param name="PersonId">Who led, or null.</param>
/// <param name="Person">The name, or null.</param>
/// <param name="Evidence">For the first of the candidates, against a stranger, in nats.</param>
/// <param name="Chance">The probability that a stranger's looks are as similar.</param>
/// <param name="Bar">What <paramref name="Chance"/> had to be, or less.</param>
/// <param name="Share">The probability of the first among all candidates.</param>
/// <param name="Confidence">Of the statement.</param>
public sealed record ExplainedStep(
    double Seconds, string Cause, int Looks, string State, long? PersonId, string? Person, double Evidence, double Chance, double Bar, double Share,
    double Confidence);
