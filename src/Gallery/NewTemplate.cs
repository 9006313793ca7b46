namespace FaceStream.Gallery;

/// <summary>A look that is to be enrolled.</summary>
/// <param name="Embedding">The vector and its model.</param>
/// <param name="Quality">0–1.</param>
/// <param name="Source">The picture's name as the operator knows it: <c>alice-1.jpg</c>, not its path.</param>
/// <param name="Picture">The crop as JPEG, kept so that a later model can embed it again; empty keeps none.</param>
public sealed record NewTemplate(Embedding Embedding, float Quality, string Source, ReadOnlyMemory<byte> Picture);

/// <summary>What an enrolment did.</summary>
/// <param name="Person">Whose templates they are now.</param>
/// <param name="Created">The person was not there before.</param>
/// <param name="Templates">The new templates, in the order given.</param>
public sealed record Enrolled(Person Person, bool Created, IReadOnlyList<Template> Templates);

/// <summary>A person with what is enrolled, without the vectors.</summary>
public sealed record PersonDetails(Person Person, IReadOnlyList<TemplateDetails> Templates);

/// <summary>A template as an operator sees it.</summary>
/// <param name="Id">Never reused.</param>
/// <param name="Model">The model it was embedded with.</param>
/// <param name="Quality">0–1.</param>
/// <param name="Source">The picture's name.</param>
/// <param name="Created">UTC.</param>
/// <param name="HasPicture">A crop was kept; <see cref="GalleryService.Picture"/> has it.</param>
public sealed record TemplateDetails(long Id, string Model, float Quality, string Source, DateTimeOffset Created, bool HasPicture);

/// <summary>A person in a list.</summary>
/// <param name="Person">Who.</param>
/// <param name="Templates">How many templates, of all models.</param>
/// <param name="PictureOf">The template of the best look that has a picture.</param>
public sealed record PersonSummary(Person Person, int Templates, long? PictureOf);
