using FaceStream.Dashboard.People;

namespace FaceStream.Dashboard.Sightings;

/// <summary>Sightings that look like somebody.</summary>
/// <param name="Matches">The most similar first.</param>
/// <param name="Searched">Sightings that were compared: those of the filter that have a look of the embedder in use.</param>
/// <param name="OtherModelLooks">Looks in the whole record that could not be compared, because another embedder made their vectors.</param>
/// <param name="AtLeast">The least similarity that was listed.</param>
/// <param name="Face">The face of the picture that was searched; null when no picture was sent.</param>
public sealed record SightingMatchesView(
    IReadOnlyList<SightingMatchView> Matches, int Searched, int OtherModelLooks, float AtLeast, FaceBoxView? Face);

/// <summary>A sighting and how much its best look resembles who was asked for.</summary>
/// <param name="Sighting">Which.</param>
/// <param name="Similarity">Cosine, −1 to 1.</param>
/// <param name="FalseAlarmProbability">How often faces of two different people are at least this similar, by the embedder's calibration.</param>
/// <param name="ExpectedByChance">About so many of the searched sightings would be at least this similar if the person were in none of them. Far below 1: most likely the person.</param>
/// <param name="Picture">The address of the look that is closest.</param>
public sealed record SightingMatchView(
    SightingView Sighting, float Similarity, double FalseAlarmProbability, double ExpectedByChance, string Picture);
