namespace FaceStream.Recognizer.Evaluation;

/// <summary>How well pairs of one person are told from pairs of two. Shares are fractions of 1.</summary>
/// <param name="Pairs">How many were compared.</param>
/// <param name="NoFace">Of those, pairs with a picture in which no face was found.</param>
/// <param name="Accuracy">Pairs judged rightly, mean over the folds.</param>
/// <param name="AccuracyDeviation">Standard deviation of the folds' accuracies.</param>
/// <param name="Threshold">Similarity from which on a pair was judged to be one person, mean over the folds.</param>
/// <param name="EqualErrorRate">Where as many pairs of one person are missed as pairs of two are accepted.</param>
/// <param name="Rates">What each rate of false accepts costs; rates that this many pairs cannot show are left out.</param>
public sealed record VerificationReport(
    int Pairs, int NoFace, double Accuracy, double AccuracyDeviation, double Threshold, double EqualErrorRate,
    IReadOnlyList<AcceptRate> Rates);

/// <summary>A point of the trade between false accepts and missed ones.</summary>
/// <param name="FalseAccepts">At most this share of the pairs of two people is accepted.</param>
/// <param name="Accepted">The pairs of one person that are accepted then.</param>
/// <param name="Threshold">The similarity from which on pairs are accepted.</param>
public readonly record struct AcceptRate(double FalseAccepts, Proportion Accepted, double Threshold)
{
    /// <summary>The share of the pairs of one person that is accepted.</summary>
    public double TrueAccepts => Accepted.Share;
}
