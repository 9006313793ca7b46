using FaceStream.Gallery.Coverage;

namespace FaceStream.Gallery;

/// <summary>A look that is to be enrolled.</summary>
/// <param name="Embedding">The vector and its model.</param>
/// <param name="Quality">0–1.</param>
/// <param name="Source">The picture's name as the operator knows it: <c>alice-1.jpg</c>, not its path.</param>
/// <param name="Picture">The crop as JPEG, kept so that a later model can embed it again; empty keeps none.</param>
public sealed record NewTemplate(Embedding Embedding, float Quality, string Source, ReadOnlyMemory<byte> Picture)
{
    /// <summary>How the head is turned; null where that was not measured.</summary>
    public Pose? Pose { get; init; }

    /// <summary>SHA-256 of the picture's file, so that the same file is known again unread; empty where there was none.</summary>
    public ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>It is to be searched, whatever covers it.</summary>
    public bool Restored { get; init; }

    /// <summary>Why it would have been refused, had somebody not forced it, in a word such as <c>blurred</c>; null where nothing was overruled.</summary>
    public string? Forced { get; init; }
}

/// <summary>What an enrolment did.</summary>
/// <param name="Person">Whose templates they are now.</param>
/// <param name="Created">The person was not there before.</param>
/// <param name="Templates">The new templates, in the order given.</param>
/// <param name="Search">What it changed for the search; a new template that is not in it was set aside.</param>
public sealed record Enrolled(Person Person, bool Created, IReadOnlyList<Template> Templates, SearchChange Search);

/// <summary>A person with what is enrolled, without the vectors.</summary>
public sealed record PersonDetails(Person Person, IReadOnlyList<TemplateDetails> Templates);

/// <summary>A template as an operator sees it.</summary>
/// <param name="Id">Never reused.</param>
/// <param name="Model">The model it was embedded with.</param>
/// <param name="Quality">0–1.</param>
/// <param name="Source">The picture's name.</param>
/// <param name="Created">UTC.</param>
/// <param name="HasPicture">A crop was kept; <see cref="GalleryService.Picture"/> has it.</param>
public sealed record TemplateDetails(long Id, string Model, float Quality, string Source, DateTimeOffset Created, bool HasPicture)
{
    /// <summary>What shows as much, when it is set aside: kept, and not searched.</summary>
    public Covered? SetAside { get; init; }

    /// <summary>An operator wants it searched, whatever covers it.</summary>
    public bool Restored { get; init; }

    /// <inheritdoc cref="NewTemplate.Forced"/>
    public string? Forced { get; init; }
}

/// <summary>A person in a list.</summary>
/// <param name="Person">Who.</param>
/// <param name="Templates">How many templates that are searched, of all models.</param>
/// <param name="PictureOf">The template of the best look that has a picture.</param>
/// <param name="SetAside">How many more are kept that show nothing new.</param>
public sealed record PersonSummary(Person Person, int Templates, long? PictureOf, int SetAside = 0);
