namespace FaceStream.Gallery;

/// <summary>A name with templates.</summary>
/// <param name="Id">Never reused.</param>
/// <param name="Name">As shown; trimmed, NFC, unique without regard to case.</param>
/// <param name="Created">When first enrolled, UTC.</param>
public sealed record Person(long Id, string Name, DateTimeOffset Created)
{
    /// <summary>Left out of lists and suggestions, at an operator's wish; recognised like everybody else.</summary>
    public bool Hidden { get; init; }
}

/// <summary>An enrolled embedding.</summary>
/// <param name="Id">Never reused.</param>
/// <param name="PersonId">Whose.</param>
/// <param name="Embedding">The vector and its model.</param>
/// <param name="Quality">Of the look it came from, 0–1.</param>
/// <param name="Source">The picture it came from, as the operator named it (a file's name, not its path).</param>
/// <param name="Created">UTC.</param>
public sealed record Template(long Id, long PersonId, Embedding Embedding, float Quality, string Source, DateTimeOffset Created);

/// <summary>One person's best similarity to a query.</summary>
/// <param name="Person">Who.</param>
/// <param name="TemplateId">The person's template that is closest; 0 when the mean of all is closer.</param>
/// <param name="Similarity">Cosine, −1 to 1.</param>
public readonly record struct Match(Person Person, long TemplateId, float Similarity);
