namespace FaceStream.Recognizer.Models;

/// <summary>
/// How often two people are how similar: the logarithm of the rate straight between two thresholds that were measured; beyond them the normal
/// distribution, moved to the nearest so that the curve has no step.
/// </summary>
internal sealed class FalseAcceptCurve
{
    private readonly ScoreDistribution _impostor;
    private readonly IReadOnlyList<SimilarityThreshold> _thresholds;

    // Found by halving, so once and not for each look.
    private readonly double _shiftBefore, _shiftBeyond;

    /// <summary>Takes what was measured.</summary>
    /// <param name="impostor">Similarities of two people.</param>
    /// <param name="thresholds">The highest rate first; where there are none, the distribution tells all.</param>
    public FalseAcceptCurve(ScoreDistribution impostor, IReadOnlyList<SimilarityThreshold> thresholds)
    {
        (_impostor, _thresholds) = (impostor, thresholds);
        if (thresholds.Count > 0)
            (_shiftBefore, _shiftBeyond) = (Shift(thresholds[0]), Shift(thresholds[^1]));

        double Shift(SimilarityThreshold nearest) => nearest.Similarity - impostor.Exceeded(nearest.FalseAcceptRate);
    }

    /// <summary>The similarity that two people reach at this rate, between 0 and 1.</summary>
    public double ThresholdAt(double rate)
    {
        for (var i = 1; i < _thresholds.Count; i++)
        {
            var (above, below) = (_thresholds[i - 1], _thresholds[i]);
            if (rate > above.FalseAcceptRate || rate < below.FalseAcceptRate)
                continue;
            var part = Math.Log(above.FalseAcceptRate / rate) / Math.Log(above.FalseAcceptRate / below.FalseAcceptRate);
            return above.Similarity + part * (below.Similarity - above.Similarity);
        }

        return _impostor.Exceeded(rate) + (_thresholds.Count > 0 && rate > _thresholds[0].FalseAcceptRate ? _shiftBefore : _shiftBeyond);
    }

    /// <summary>The inverse: the share of pairs of two people that are at least this similar.</summary>
    public double RateAt(double similarity)
    {
        for (var i = 1; i < _thresholds.Count; i++)
        {
            var (above, below) = (_thresholds[i - 1], _thresholds[i]);
            if (similarity < above.Similarity || similarity > below.Similarity)
                continue;
            var part = (similarity - above.Similarity) / (below.Similarity - above.Similarity);
            return above.FalseAcceptRate * Math.Pow(below.FalseAcceptRate / above.FalseAcceptRate, part);
        }

        return _impostor.Chance(similarity - (_thresholds.Count > 0 && similarity < _thresholds[0].Similarity ? _shiftBefore : _shiftBeyond));
    }
}
