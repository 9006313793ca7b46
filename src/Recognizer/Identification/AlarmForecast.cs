using FaceStream.Gallery;

namespace FaceStream.Recognizer.Identification;

/// <summary>What a probability of wrong names asks of a face, and what it lets through, by the calibration and the gallery of this moment.</summary>
/// <param name="model">The embedder's score distributions.</param>
/// <param name="gallery">The current snapshot of the embedder's model.</param>
public sealed class AlarmForecast(ScoreModel model, Func<GallerySnapshot> gallery)
{
    // What is said of a single look is said of a good one, as of somebody who walks towards a door.
    private static readonly LookStatistics GoodLook = new(1, 0.9, 1);

    /// <summary>Who is enrolled.</summary>
    public GallerySnapshot Gallery => gallery();

    /// <summary>The similarity from which on one good look is enough for a name.</summary>
    /// <param name="rate">The probability that a stranger is ever given a name.</param>
    /// <param name="templates">In the gallery.</param>
    public double Similarity(double rate, int templates) => model.SimilarityAt(IdentityRule.Bar(rate, templates), GoodLook);

    /// <summary>The people whom somebody resembles more than by chance, the most alike first.</summary>
    public IReadOnlyList<Match> LookAlikes(long person)
    {
        var now = gallery();
        return [.. now.LookAlikes(person).TakeWhile(other => model.AreLookAlikes(other.Similarity, now.TemplateCount))];
    }

    /// <summary>What two people who look alike need, each, to be named.</summary>
    /// <param name="rate">The probability that the one's track is ever given the other's name.</param>
    /// <param name="closeness">Cosine of the closest templates of the two.</param>
    public RaisedBar Raised(double rate, double closeness)
    {
        var lead = model.LeadAt(IdentityRule.AlikeBar(rate), closeness, GoodLook);
        // As far as the look-alike's looks lie below no lead, a person's own lie above it.
        return new(lead, 1 - model.ChanceOfLead(-lead, closeness, GoodLook));
    }

    /// <summary>The probability, at most, that a track of somebody is given a look-alike's name.</summary>
    public double Mistaken(double rate, double closeness, int templates) =>
        Math.Min(rate, IdentityRule.Repeats * model.ChanceOfLikeness(Similarity(rate, templates), closeness, GoodLook));
}

/// <summary>The bar of somebody who has a look-alike.</summary>
/// <param name="Lead">By so much a good look must be more similar to the person than to the look-alike.</param>
/// <param name="Kept">The share of the person's own good looks that are; the others need more looks, or stay contested.</param>
public sealed record RaisedBar(double Lead, double Kept);
