using System.Globalization;
using FaceStream.Recognizer.Quality;

namespace FaceStream.Recognizer.Enrolment;

/// <summary>What is wrong with the face of a picture, in words that say what to do.</summary>
internal static class PictureRules
{
    /// <summary>The verdict on quality, without faces or template.</summary>
    public static PictureVerdict Judge(string source, in LookQuality look, QualityLimits limits) => limits.Judge(look) switch
    {
        LookFault.Small => Refused(source, VerdictReason.TooSmall, look.EyeDistance, limits.EyeDistance,
            $"The face is too small: {look.EyeDistance:0} pixels between the eyes, {limits.EyeDistance:0} are needed. Use a picture where the face is at least {limits.EyeDistance * 2.4:0} px wide."),
        LookFault.Clipped => Refused(source, VerdictReason.Clipped, look.Inside, limits.Inside,
            $"The face is cut off: {look.Inside:P0} of it is in the picture, {limits.Inside:P0} are needed. Use a picture with some room around the face."),
        LookFault.Turned when Math.Abs(look.Yaw) > limits.Yaw => Refused(source, VerdictReason.Pose, Math.Abs(look.Yaw), limits.Yaw,
            $"The face is turned by {Math.Abs(look.Yaw):0}° to the side, at most {limits.Yaw:0}° are accepted. Use a picture that looks towards the camera."),
        LookFault.Turned => Refused(source, VerdictReason.Pose, Math.Abs(look.Pitch), limits.Pitch,
            $"The face looks {Math.Abs(look.Pitch):0}° {(look.Pitch > 0 ? "up" : "down")}, at most {limits.Pitch:0}° are accepted. Use a picture that looks towards the camera."),
        LookFault.Exposure => Refused(source, VerdictReason.Exposure, look.Exposure, limits.Exposure,
            $"The face is too dark, too bright or without contrast: {look.Exposure:0.00} of 1, {limits.Exposure:0.00} is needed. Use a picture with even light on the face."),
        LookFault.Blurred => Refused(source, VerdictReason.Blurred, look.Sharpness, limits.Sharpness,
            $"The face is blurred: sharpness {look.Sharpness:0.00} of 1, {limits.Sharpness:0.00} is needed. Use a picture that is in focus."),
        _ => Accepted(source, look, null),
    };

    /// <summary>An acceptance, without faces or template.</summary>
    /// <param name="source">The picture's name.</param>
    /// <param name="look">Of the face that is meant.</param>
    /// <param name="overruled">The refusal that somebody did not heed, or null.</param>
    public static PictureVerdict Accepted(string source, in LookQuality look, PictureVerdict? overruled) => new()
    {
        Source = source,
        Reason = VerdictReason.Accepted,
        Overruled = overruled?.Reason,
        Message = string.Create(CultureInfo.InvariantCulture, $"Quality {look.Score:0.00} of 1.{(overruled is null ? "" : $" It was forced: {FirstSentence(overruled.Message)}")}"),
    };

    /// <summary>What is wrong, without what to do about it.</summary>
    private static string FirstSentence(string words) => words.IndexOf(". ", StringComparison.Ordinal) is >= 0 and var end ? words[..(end + 1)] : words;

    /// <summary>A refusal with what was measured and asked for.</summary>
    public static PictureVerdict Refused(string source, VerdictReason reason, double? measured, double? limit, FormattableString words) => new()
    {
        Source = source,
        Reason = reason,
        Measured = measured,
        Limit = limit,
        Message = words.ToString(CultureInfo.InvariantCulture),
    };
}
