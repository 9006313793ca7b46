using FaceStream.Gallery;

namespace FaceStream.Recognizer.Identification;

/// <summary>Somebody enrolled for whom the first candidate might be mistaken, and how likely that is.</summary>
/// <param name="Person">Who.</param>
/// <param name="Closeness">Cosine of the closest templates of the two.</param>
/// <param name="Mean">The looks' weighted mean cosine to this person.</param>
/// <param name="Chance">The probability that looks of this person resemble the candidate by so much more.</param>
internal readonly record struct LookAlike(Person Person, double Closeness, double Mean, double Chance)
{
    /// <summary>The likeliest mistake for the first candidate; null when nobody else resembles that person more than chance makes people do.</summary>
    public static LookAlike? Of(IdentityEvidence evidence, GallerySnapshot gallery, ScoreModel model)
    {
        if (evidence.Candidates.Count == 0)
            return null;
        var (lead, looks) = (evidence.Candidates[0], evidence.Statistics);
        LookAlike? likeliest = null;
        foreach (var other in gallery.LookAlikes(lead.Person.Id))
        {
            if (!model.AreLookAlikes(other.Similarity, gallery.TemplateCount))
                break;      // the others are less alike
            var mean = evidence.Similarity(other.Person.Id);
            var chance = model.ChanceOfLead(lead.Mean - mean, other.Similarity, looks);
            if (likeliest is null || chance > likeliest.Value.Chance)
                likeliest = new(other.Person, other.Similarity, mean, chance);
        }

        return likeliest;
    }
}

/// <summary>What a judgement is made on besides the looks.</summary>
/// <param name="Rate">The probability of a wrong name that is asked for.</param>
/// <param name="People">Enrolled.</param>
/// <param name="Templates">Enrolled: each is a chance for a stranger to resemble it.</param>
/// <param name="Alike">Who might be taken for the first candidate.</param>
internal readonly record struct Ground(double Rate, int People, int Templates, LookAlike? Alike);
