using System.ComponentModel.DataAnnotations;

namespace FaceStream.Recognizer.Quality;

/// <summary>Why a look is not worth embedding.</summary>
public enum LookFault
{
    /// <summary>It is worth it.</summary>
    None,

    /// <summary>Too few pixels between the eyes.</summary>
    Small,

    /// <summary>Cut off by the picture's edge.</summary>
    Clipped,

    /// <summary>Turned too far away.</summary>
    Turned,

    /// <summary>Too dark, too bright, or flat.</summary>
    Exposure,

    /// <summary>Out of focus, or smeared by movement.</summary>
    Blurred,
}

/// <summary>What a look must have. The defaults let through what can still tell strangers apart; weight does the rest.</summary>
public sealed record QualityLimits
{
    /// <summary>The fewest pixels between the eyes, or what they would be if the face looked straight ahead. Higher: smaller faces do not count.</summary>
    [Range(0, 1000)]
    public float EyeDistance { get; init; } = 8;

    /// <summary>The least sharpness, from 0 (blurred) to 1.</summary>
    [Range(0, 1)]
    public float Sharpness { get; init; } = 0.1f;

    /// <summary>How far a head may be turned to either side, in degrees.</summary>
    [Range(0, 90)]
    public float Yaw { get; init; } = 60;

    /// <summary>How far a head may look up or down, in degrees.</summary>
    [Range(0, 90)]
    public float Pitch { get; init; } = 50;

    /// <summary>The least exposure, from 0 (black or burnt out) to 1.</summary>
    [Range(0, 1)]
    public float Exposure { get; init; } = 0.1f;

    /// <summary>The least share of the box that is inside the picture.</summary>
    [Range(0, 1)]
    public float Inside { get; init; } = 0.7f;

    /// <summary>The first thing that is wrong with a look, in the order in which an operator would mend it.</summary>
    public LookFault Judge(in LookQuality look) =>
        // Cosine: a head turned by 60° shows its eyes at half their distance, without being any smaller.
        look.EyeDistance / Math.Max(0.5f, MathF.Cos(look.Yaw * MathF.PI / 180)) < EyeDistance ? LookFault.Small
        : look.Inside < Inside ? LookFault.Clipped
        : Math.Abs(look.Yaw) > Yaw || Math.Abs(look.Pitch) > Pitch ? LookFault.Turned
        : look.Exposure < Exposure ? LookFault.Exposure
        : look.Sharpness < Sharpness ? LookFault.Blurred
        : LookFault.None;
}
