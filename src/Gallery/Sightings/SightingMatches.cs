namespace FaceStream.Gallery.Sightings;

/// <summary>Whose sightings are looked for, and among which.</summary>
/// <param name="Model">The model of <paramref name="Faces"/>; looks of another one are left out.</param>
/// <param name="Faces">Vectors of one face or person, <c>[dimension]</c> each, length 1: the closest of them counts.</param>
/// <param name="Filter">Which sightings may be found.</param>
/// <param name="Top">The most that are wanted.</param>
/// <param name="AtLeast">The least cosine that is wanted.</param>
/// <param name="Except">A sighting that is not to be found: the one that was asked about.</param>
public sealed record SightingQuestion(
    string Model, IReadOnlyList<ReadOnlyMemory<float>> Faces, SightingFilter Filter, int Top, float AtLeast, long? Except = null);

/// <summary>A sighting that looks like who was asked for.</summary>
/// <param name="Sighting">Which.</param>
/// <param name="Look">The look of it that is closest.</param>
/// <param name="Similarity">Its cosine, −1 to 1.</param>
public sealed record SightingMatch(Sighting Sighting, long Look, float Similarity);

/// <summary>What was found.</summary>
/// <param name="Matches">The most similar first, equals by id.</param>
/// <param name="Searched">Sightings that were compared: those that pass the filter and have a look of the model.</param>
/// <param name="OtherLooks">Looks of the whole record that were left out, because another model embedded them.</param>
public sealed record SightingMatches(IReadOnlyList<SightingMatch> Matches, int Searched, int OtherLooks);
