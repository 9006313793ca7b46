namespace FaceStream.Tests;

/// <summary>
/// Most tests wait, for a person who comes by or for a service that starts; so two run at a time, each from a lane of its own. What is done in one lane is not
/// to be seen in the other.
/// </summary>
public static class Lanes
{
    /// <summary>Those that look at the demo that all of them share: one after the other, since they name, count and delete in it.</summary>
    public const string Demo = "the demo";

    /// <summary>Those that start services of their own, and leave the demo alone.</summary>
    public const string OwnServices = "services of their own";

    /// <summary>Those that load the machine themselves, after all others.</summary>
    public const string Alone = "alone";
}

/// <summary>See <see cref="Lanes.Alone"/>.</summary>
[CollectionDefinition(Lanes.Alone, DisableParallelization = true)]
public sealed class AloneLane;
