namespace FaceStream.Dashboard.Doctor;

/// <summary>How a thing that FaceStream uses is.</summary>
internal enum Condition
{
    /// <summary>Well.</summary>
    Ok,

    /// <summary>Missing or broken, but something works without it; the detail says what does not.</summary>
    Optional,

    /// <summary>Missing or broken, and needed.</summary>
    Needed,

    /// <summary>It cannot be looked at before something else is mended.</summary>
    Unseen,
}

/// <summary>What was found of one thing.</summary>
/// <param name="Name">Of the thing.</param>
/// <param name="Condition">How it is.</param>
/// <param name="Detail">Its version or place, or what is wrong with it.</param>
/// <param name="Remedy">The command that mends it; null where nothing needs mending.</param>
internal sealed record Finding(string Name, Condition Condition, string Detail, string? Remedy = null);
