namespace FaceStream.Recognizer.Evaluation;

/// <summary>How well people are named where not everybody is enrolled.</summary>
/// <param name="People">Enrolled.</param>
/// <param name="Templates">Of all of them together.</param>
/// <param name="NotEnrolled">Pictures that were to be enrolled and show no face.</param>
/// <param name="Contradicted">Distractors left out because the gallery has somebody of their name.</param>
/// <param name="ProbesWithoutFace">Pictures of enrolled people in which no face was found.</param>
/// <param name="DistractorsWithoutFace">The same of strangers.</param>
/// <param name="Rank1">Probes whose most similar person is the right one, whatever the similarity.</param>
/// <param name="Top5">Probes whose right person is among the five most similar.</param>
/// <param name="Loudest">The strangers that resemble an enrolled person most, the most similar first: worth a look, for some are mistakes of the list.</param>
/// <param name="Rates">What each rate of false alarms costs.</param>
public sealed record OpenSetReport(
    int People, int Templates, int NotEnrolled, int Contradicted, Proportion ProbesWithoutFace, Proportion DistractorsWithoutFace,
    Proportion Rank1, Proportion Top5, IReadOnlyList<Search> Loudest, IReadOnlyList<OpenSetRate> Rates);

/// <summary>A rate of false alarms, reached in two ways.</summary>
/// <param name="Asked">At most this share of strangers is to be named.</param>
/// <param name="Observed">At the lowest threshold that keeps to it on these strangers.</param>
/// <param name="Calibrated">At the threshold that the model's calibration gives for it, which knows nothing of these strangers.</param>
public sealed record OpenSetRate(double Asked, OpenSetPoint Observed, OpenSetPoint Calibrated);

/// <summary>What a threshold does.</summary>
/// <param name="Threshold">From this similarity on, a face is named.</param>
/// <param name="Alarms">Strangers that are named (FPIR).</param>
/// <param name="Misses">Probes that are not given the right name (FNIR).</param>
/// <param name="PredictedAlarms">The share of strangers that the calibration expects to be named, 0–1.</param>
public sealed record OpenSetPoint(double Threshold, Proportion Alarms, Proportion Misses, double PredictedAlarms);
