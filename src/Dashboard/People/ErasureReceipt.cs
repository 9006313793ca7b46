using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;

namespace FaceStream.Dashboard.People;

/// <summary>What the removal of a person removed. It names nobody, so it can be kept.</summary>
/// <param name="Person">The id, which nobody else is ever given.</param>
/// <param name="At">When it was done, UTC.</param>
/// <param name="Templates">Vectors, searched or set aside.</param>
/// <param name="Pictures">Crops of enrolled pictures.</param>
/// <param name="Sightings">Those that were taken for the person.</param>
/// <param name="Looks">Of those: each a crop and a vector.</param>
/// <param name="Explanations">That spoke of the person, also those of other people's sightings.</param>
/// <param name="Names">Other people's sightings on which the name had been shown.</param>
/// <param name="Copies">Files that an older version had left beside the gallery, with the person in them.</param>
/// <param name="Pending">What could not be done yet, and when it will be; empty when nothing of the person is left.</param>
public sealed record ErasureReceipt(
    long Person, DateTimeOffset At, int Templates, int Pictures, int Sightings, int Looks, int Explanations, int Names, int Copies, IReadOnlyList<string> Pending)
{
    /// <summary>Of what gallery and record said.</summary>
    /// <param name="person">The id.</param>
    /// <param name="at">Now.</param>
    /// <param name="erased">Out of the gallery.</param>
    /// <param name="forgotten">Out of the record of sightings.</param>
    /// <param name="fault">Why sightings are still there, or null.</param>
    internal static ErasureReceipt Of(long person, DateTimeOffset at, ErasedPerson erased, ForgottenPerson forgotten, string? fault = null) => new(
        person, at, erased.Templates, erased.Pictures, forgotten.Sightings, forgotten.Looks, forgotten.Explanations, forgotten.Names, erased.Copies,
        [
            .. ((string?[])[
                erased.Scrubbed ? null : "The gallery's journal is in use by another process, and is overwritten as soon as that has ended.",
                forgotten.Scrubbed ? null : "The journal of the record of sightings is in use by another process, and is overwritten with the next sighting after that has ended.",
                fault is null ? null : $"Sightings are still there, and are removed with the next change or start: {fault}",
            ]).OfType<string>(),
        ]);
}
