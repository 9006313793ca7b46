namespace FaceStream.Dashboard.FalseAlarms;

/// <summary>Wrong names: how many were asked for, how many are to be expected, and how many were found.</summary>
/// <param name="WrongNamesAMonth">Asked for at each camera; null where a rate was asked for instead.</param>
/// <param name="FalseAlarmRate">Asked for where no number is: the probability that a stranger is ever given a name.</param>
/// <param name="People">Enrolled.</param>
/// <param name="Pictures">Enrolled: each is a chance for a stranger to resemble it.</param>
/// <param name="Cameras">Each of them.</param>
/// <param name="AskedAMonth">Of all cameras together.</param>
/// <param name="PredictedAMonth">Of all cameras together.</param>
/// <param name="Observed">At all cameras together; null where no sightings are kept.</param>
/// <param name="Scores">How similar tracks were to the likeliest person, since the start.</param>
public sealed record FalseAlarmsView(
    double? WrongNamesAMonth, double FalseAlarmRate, int People, int Pictures, IReadOnlyList<CameraAlarmsView> Cameras, double AskedAMonth,
    double PredictedAMonth, ObservedView? Observed, WinnerScoresView Scores);

/// <summary>Wrong names of a camera; a month has 30 days.</summary>
/// <param name="Camera">Which.</param>
/// <param name="StrangersADay">Tracks without a name, counted over the last days.</param>
/// <param name="DaysCounted">How many of these there were, at most 7; what is missing of the first is assumed.</param>
/// <param name="Rate">The probability of a wrong name for a stranger that follows, and is in force.</param>
/// <param name="Similarity">What one good look must reach for a name.</param>
/// <param name="AskedAMonth">Wrong names that were asked for.</param>
/// <param name="StrangersAMonth">Wrong names for strangers to be expected: rate × strangers.</param>
/// <param name="LookAlikesAMonth">Wrong names to be expected, at most, because enrolled people who passed have look-alikes.</param>
/// <param name="PredictedAMonth">Both together.</param>
/// <param name="Observed">What operators found; null where no sightings are kept.</param>
public sealed record CameraAlarmsView(
    string Camera, double StrangersADay, double DaysCounted, double Rate, double Similarity, double AskedAMonth, double StrangersAMonth,
    double LookAlikesAMonth, double PredictedAMonth, ObservedView? Observed);

/// <summary>
/// Names that operators took back or left, among the sightings that are kept. Names that nobody looked at are not known to be right, so
/// this is the least that was wrong.
/// </summary>
/// <param name="Days">Of sightings, at most 30.</param>
/// <param name="Named">Tracks that ended with a name.</param>
/// <param name="Upheld">Of these, those where an operator said the same.</param>
/// <param name="Overruled">Of these, those where an operator said somebody else, or nobody known.</param>
/// <param name="AMonth">Overruled names in 30 days.</param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="High">Upper end.</param>
public sealed record ObservedView(double Days, int Named, int Upheld, int Overruled, double AMonth, double Low, double High);

/// <summary>Tracks by their mean similarity to the likeliest person.</summary>
/// <param name="From">Where the first bucket begins; it takes what is below as well, the last one what is above.</param>
/// <param name="Width">Of each bucket.</param>
/// <param name="Named">Tracks that ended with a name, in each bucket.</param>
/// <param name="Unnamed">All others.</param>
public sealed record WinnerScoresView(double From, double Width, IReadOnlyList<int> Named, IReadOnlyList<int> Unnamed);
