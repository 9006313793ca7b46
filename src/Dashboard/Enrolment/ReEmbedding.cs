using FaceStream.Gallery;
using FaceStream.Recognizer.Enrolment;

namespace FaceStream.Dashboard.Enrolment;

/// <summary>The way to another embedder, from the crops that were kept.</summary>
/// <param name="gallery">The people.</param>
/// <param name="desk">With the embedder that is wanted.</param>
internal sealed class ReEmbedding(GalleryService gallery, EnrolmentDesk desk)
{
    /// <summary>The templates that another embedder made.</summary>
    public IReadOnlyList<(Person Person, TemplateDetails Template)> Others() =>
    [
        .. gallery.List().Select(one => gallery.Show(one.Person.Id)).OfType<PersonDetails>()
            .SelectMany(person => person.Templates.Where(template => template.Model != desk.Model).Select(template => (person.Person, template))),
    ];

    /// <summary>Embeds the crop of one. What is wrong, or null when it is done.</summary>
    public string? Embed(TemplateDetails template)
    {
        if (gallery.Picture(template.Id) is not { } crop)
            return "no crop of it was kept";

        // It was judged when it was enrolled; in a crop, the largest face is the one that was meant.
        var verdict = desk.Judge(crop, template.Source, force: true, face: 0);
        if (verdict.Template is not { } look)
            return verdict.Message;
        gallery.Replace(template.Id, look.Embedding);
        return null;
    }
}
