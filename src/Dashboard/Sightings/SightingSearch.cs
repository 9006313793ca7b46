using FaceStream.Dashboard.Commands;
using FaceStream.Dashboard.People;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;
using FaceStream.Recognizer.Enrolment;

namespace FaceStream.Dashboard.Sightings;

/// <summary>Which matches are wanted.</summary>
/// <param name="Filter">Among which sightings.</param>
/// <param name="Top">The most.</param>
/// <param name="AtLeast">The least cosine; null for that from which two faces are taken for one.</param>
internal sealed record SearchTerms(SightingFilter Filter, int Top = SearchTerms.UsualTop, float? AtLeast = null)
{
    public const int UsualTop = 20;
    public const int MostTop = 200;
}

/// <summary>Finds a face among everybody who was seen, and says what the similarity means.</summary>
internal sealed class SightingSearch(SightingService sightings, GalleryService gallery, EnrolmentDesk desk)
{
    /// <summary>Sightings like the chosen face of a picture.</summary>
    public SightingMatchesView Like(PictureVerdict picture, SearchTerms terms, CancellationToken cancel) =>
        Search([picture.Template!.Embedding.Vector], terms, null, cancel) with { Face = FaceBoxView.Of(picture.Chosen!.Face) };

    /// <summary>Sightings like a person's pictures: the closest of them counts. Null when none is of the embedder in use.</summary>
    public SightingMatchesView? Like(Person person, SearchTerms terms, CancellationToken cancel) =>
        gallery.Snapshot(desk.Model).VectorsOf(person.Id) is { Count: > 0 } vectors ? Search(vectors, terms, null, cancel) : null;

    /// <summary>Other sightings like one: the closest of its looks counts. Null when none is of the embedder in use.</summary>
    public SightingMatchesView? Like(Sighting sighting, SearchTerms terms, CancellationToken cancel)
    {
        ReadOnlyMemory<float>[] vectors = [.. sightings.Looks(sighting.Id).Where(look => look.Embedding.Model == desk.Model).Select(look => look.Embedding.Vector)];
        return vectors.Length > 0 ? Search(vectors, terms, sighting.Id, cancel) : null;
    }

    private SightingMatchesView Search(IReadOnlyList<ReadOnlyMemory<float>> faces, SearchTerms terms, long? except, CancellationToken cancel)
    {
        var atLeast = terms.AtLeast ?? desk.SameFrom;
        var found = sightings.Search(new(desk.Model, faces, terms.Filter, terms.Top, atLeast, except), cancel);
        return new([.. found.Matches.Select(match => View(match, found.Searched))], found.Searched, found.OtherLooks, MathF.Round(atLeast, 4), null);
    }

    private SightingMatchView View(SightingMatch match, int searched)
    {
        var chance = desk.Calibration.FalseAcceptRateAt(match.Similarity);
        return new(
            SightingView.Of(match.Sighting, gallery), MathF.Round(match.Similarity, 4), Pictures.Probability(chance), Pictures.Probability(chance * searched),
            SightingView.Picture(match.Sighting.Id, match.Look));
    }
}
