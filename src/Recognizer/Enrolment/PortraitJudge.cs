using FaceStream.Gallery;
using FaceStream.Recognizer.Models;

namespace FaceStream.Recognizer.Enrolment;

/// <summary>What is wrong with whom a picture shows, given who is enrolled already.</summary>
internal sealed class PortraitJudge(SimilarityCalibration calibration, EnrolmentOptions options)
{
    /// <summary>People looked at: the named one is nearly always among them, and strangers further down do not matter.</summary>
    private const int Closest = 5;

    private readonly float _lookAlike = calibration.ThresholdAt(options.LookAlikeRate), _unlike = calibration.ThresholdAt(options.UnlikeRate);

    /// <summary>A refusal, or null.</summary>
    /// <param name="source">The picture's name.</param>
    /// <param name="embedding">Of the chosen face.</param>
    /// <param name="person">Whose it is to be; null for somebody new.</param>
    /// <param name="gallery">Who is enrolled.</param>
    /// <param name="fellows">Vectors of the person that are not in <paramref name="gallery"/>: accepted in the same enrolment, or set aside.</param>
    /// <param name="strict">It must look more like the person than like anybody else, when there is anything to compare with.</param>
    public PictureVerdict? Objection(string source, Embedding embedding, Person? person, GallerySnapshot gallery, IReadOnlyList<ReadOnlyMemory<float>> fellows, bool strict = false)
    {
        var matches = gallery.Search(embedding.Vector.Span, Closest);
        Match? own = null, other = null;
        foreach (var match in matches)
        {
            if (match.Person.Id == person?.Id)
                own ??= match;
            else
                other ??= match;
        }

        var closest = Math.Max(own?.Similarity ?? -1, fellows.Select(fellow => Cosine(fellow, embedding.Vector)).DefaultIfEmpty(-1).Max());
        if (closest >= options.DuplicateFrom)
            return PictureRules.Refused(source, VerdictReason.Duplicate, closest, options.DuplicateFrom,
                $"This picture is enrolled already (similarity {closest:0.00}). Use another one: different light, another day, a slight turn of the head.") with { Resembles = own };

        if (other is { } rival && rival.Similarity >= _lookAlike && rival.Similarity > closest)
            return PictureRules.Refused(source, VerdictReason.LooksLikeOther, rival.Similarity, _lookAlike,
                $"This face matches {rival.Person.Name} ({rival.Similarity:0.00}). Add it to {rival.Person.Name}, or force it if they are two people.") with { Resembles = rival };

        var hasOthers = fellows.Count > 0 || (person is not null && gallery.People.Contains(person));
        if (strict && hasOthers && other is { } nearer && nearer.Similarity >= closest)
            return PictureRules.Refused(source, VerdictReason.LooksLikeOther, nearer.Similarity, Math.Max(closest, 0),
                $"This face looks more like {nearer.Person.Name} ({nearer.Similarity:0.00}) than like the person's other pictures{(closest > -1 ? $" ({closest:0.00})" : "")}. Check the picture, or leave --strict out.") with { Resembles = nearer };

        // Only where the person's own similarity is known: among the closest, or by a fellow picture.
        if (closest > -1 && closest < _unlike)
            return PictureRules.Refused(source, VerdictReason.UnlikePerson, closest, _unlike,
                $"This is not the face of the other pictures (similarity {closest:0.00}, at least {_unlike:0.00} is expected). Check the picture, or force it.");

        return null;
    }

    private static float Cosine(ReadOnlyMemory<float> a, ReadOnlyMemory<float> b) => System.Numerics.Tensors.TensorPrimitives.Dot(a.Span, b.Span);
}
