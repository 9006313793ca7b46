namespace FaceStream.Gallery;

/// <summary>What the removal of a person took out of the gallery.</summary>
/// <param name="Templates">Vectors, searched or set aside.</param>
/// <param name="Pictures">Crops.</param>
/// <param name="Copies">Files that an older version had left beside the gallery, with the person in them.</param>
public sealed record ErasedPerson(int Templates, int Pictures, int Copies)
{
    /// <summary>No file has a byte of it any more. False while somebody reads: the journal then keeps it until the reader has gone.</summary>
    public bool Scrubbed { get; init; }
}
