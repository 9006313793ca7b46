using FaceStream.Gallery;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Quality;

namespace FaceStream.Recognizer.Enrolment;

/// <summary>Why a picture was refused, or that it was not.</summary>
public enum VerdictReason
{
    /// <summary>Nothing is wrong with it.</summary>
    Accepted,

    /// <summary>It is no picture that can be read.</summary>
    Unreadable,

    /// <summary>It has more pixels or bytes than are read.</summary>
    TooLarge,

    /// <summary>No face.</summary>
    NoFace,

    /// <summary>More than one face, and none of them is clearly meant.</summary>
    SeveralFaces,

    /// <summary>Too few pixels.</summary>
    TooSmall,

    /// <summary>Cut off by the picture's edge.</summary>
    Clipped,

    /// <summary>Turned too far away.</summary>
    Pose,

    /// <summary>Too dark, too bright, or flat.</summary>
    Exposure,

    /// <summary>Out of focus, or smeared.</summary>
    Blurred,

    /// <summary>Enrolled already.</summary>
    Duplicate,

    /// <summary>It is the face of somebody else who is enrolled.</summary>
    LooksLikeOther,

    /// <summary>It is not the face of this person's other pictures.</summary>
    UnlikePerson,
}

/// <summary>The words for <see cref="VerdictReason"/> in answers and metrics.</summary>
public static class VerdictReasons
{
    extension(VerdictReason reason)
    {
        /// <summary>Such as <c>no_face</c>.</summary>
        public string Label => reason switch
        {
            VerdictReason.Accepted => "accepted",
            VerdictReason.Unreadable => "unreadable",
            VerdictReason.TooLarge => "too_large",
            VerdictReason.NoFace => "no_face",
            VerdictReason.SeveralFaces => "several_faces",
            VerdictReason.TooSmall => "too_small",
            VerdictReason.Clipped => "clipped",
            VerdictReason.Pose => "pose",
            VerdictReason.Exposure => "exposure",
            VerdictReason.Blurred => "blurred",
            VerdictReason.Duplicate => "duplicate",
            VerdictReason.LooksLikeOther => "looks_like_other",
            _ => "unlike_person",
        };
    }
}

/// <summary>A face in a picture, with how much it can tell.</summary>
public sealed record PictureFace(Face Face, LookQuality Quality);

/// <summary>What the desk says of one picture.</summary>
public sealed record PictureVerdict
{
    /// <summary>The picture's name, as the operator knows it.</summary>
    public required string Source { get; init; }

    /// <summary>Why it was refused, or <see cref="VerdictReason.Accepted"/>.</summary>
    public required VerdictReason Reason { get; init; }

    /// <summary>The same in words, with the measured value, the limit and what to do.</summary>
    public required string Message { get; init; }

    /// <summary>It can be enrolled, or was.</summary>
    public bool Accepted => Reason == VerdictReason.Accepted;

    /// <summary>It was enrolled, is kept, and is not searched: the person's other pictures show as much.</summary>
    public bool SetAside { get; init; }

    /// <summary>Why it would have been refused, had it not been forced; null where nothing was overruled.</summary>
    public VerdictReason? Overruled { get; init; }

    /// <summary>What was measured, in the unit of <see cref="Limit"/>; null where nothing is.</summary>
    public double? Measured { get; init; }

    /// <summary>What was asked for.</summary>
    public double? Limit { get; init; }

    /// <summary>Every face in the picture, the largest first.</summary>
    public IReadOnlyList<PictureFace> Faces { get; init; } = [];

    /// <summary>The face that is meant, where it is known.</summary>
    public PictureFace? Chosen { get; init; }

    /// <summary>The enrolled person that <see cref="VerdictReason.Duplicate"/> and <see cref="VerdictReason.LooksLikeOther"/> speak of.</summary>
    public Match? Resembles { get; init; }

    /// <summary>What would be enrolled: the embedding and the crop of the chosen face.</summary>
    public NewTemplate? Template { get; init; }
}

/// <summary>What an enrolment of several pictures did.</summary>
/// <param name="Person">Whose templates they are; null when every picture was refused.</param>
/// <param name="Created">The person was not there before.</param>
/// <param name="Pictures">A verdict for each, in the order given.</param>
public sealed record EnrolmentReport(Person? Person, bool Created, IReadOnlyList<PictureVerdict> Pictures)
{
    /// <summary>The ids of what was enrolled.</summary>
    public IReadOnlyList<long> Templates { get; init; } = [];
}

/// <summary>A face of a picture and who it could be.</summary>
public sealed record IdentifiedFace(PictureFace Face, IReadOnlyList<Match> Matches);

/// <summary>Whether two pictures show one person.</summary>
/// <param name="Similarity">Cosine of the two chosen faces; null when one of the pictures has none.</param>
/// <param name="Same">At or above <paramref name="Threshold"/>.</param>
/// <param name="Threshold">The similarity that two strangers reach with the asked-for false-accept rate.</param>
/// <param name="LogRatio">Evidence for one person, in nats; 0 without a face in both.</param>
/// <param name="A">The first picture's face.</param>
/// <param name="B">The second picture's face.</param>
public sealed record Verification(float? Similarity, bool Same, float Threshold, double LogRatio, PictureFace? A, PictureFace? B);
