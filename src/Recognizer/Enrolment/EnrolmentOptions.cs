using System.ComponentModel.DataAnnotations;
using FaceStream.Recognizer.Quality;

namespace FaceStream.Recognizer.Enrolment;

/// <summary>What a picture must be to be enrolled. Stricter than for looks: a bad template is wrong for ever.</summary>
public sealed record EnrolmentOptions
{
    /// <summary>Of the chosen face.</summary>
    public QualityLimits Limits { get; init; } = new()
    {
        EyeDistance = 20,
        Sharpness = 0.15f,
        Yaw = 45,
        Pitch = 35,
        Exposure = 0.3f,
        Inside = 0.8f,
    };

    /// <summary>Another face of at least this share of the largest one's width could be meant as well. Higher: fewer questions, more mistakes.</summary>
    [Range(0, 1)]
    public float Rival { get; init; } = 0.6f;

    /// <summary>From this cosine to one of the person's templates on, a picture brings nothing new.</summary>
    [Range(0, 1)]
    public float DuplicateFrom { get; init; } = 0.98f;

    /// <summary>
    /// Pictures that resemble another enrolled person as much as strangers do with this probability are refused.
    /// Lower: only the same face is noticed; higher: look-alikes are asked about too.
    /// </summary>
    [Range(1e-9, 0.1)]
    public double LookAlikeRate { get; init; } = 1e-5;

    /// <summary>
    /// A picture that every template of its person resembles less than strangers do with this probability is somebody else's. Higher: forgives bad pictures.
    /// </summary>
    [Range(1e-6, 0.5)]
    public double UnlikeRate { get; init; } = 0.1;

    /// <summary>The false-accept rate at which <c>verify</c> says “same”.</summary>
    [Range(1e-9, 0.5)]
    public double VerifyRate { get; init; } = 1e-3;

    /// <summary>Columns of the crop that is kept, in pixels.</summary>
    [Range(64, 1024)]
    public int CropWidth { get; init; } = 256;
}
