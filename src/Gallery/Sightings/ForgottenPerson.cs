namespace FaceStream.Gallery.Sightings;

/// <summary>What the removal of a person took out of the record of sightings.</summary>
/// <param name="Sightings">Those that were taken for the person.</param>
/// <param name="Looks">Of those: each a crop and a vector.</param>
/// <param name="Explanations">That spoke of the person, also those of other people's sightings.</param>
/// <param name="Names">Other people's sightings on which the name had been shown.</param>
public sealed record ForgottenPerson(int Sightings, int Looks, int Explanations, int Names)
{
    /// <summary>There was nothing.</summary>
    public static ForgottenPerson Nothing { get; } = new(0, 0, 0, 0) { Scrubbed = true };

    /// <summary>No file has a byte of it any more. False while another process reads: the journal then keeps it until a write after the reader has gone.</summary>
    public bool Scrubbed { get; init; }

    /// <summary>Both.</summary>
    public ForgottenPerson And(ForgottenPerson other) =>
        new(Sightings + other.Sightings, Looks + other.Looks, Explanations + other.Explanations, Names + other.Names) { Scrubbed = Scrubbed && other.Scrubbed };
}
