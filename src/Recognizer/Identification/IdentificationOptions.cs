using System.ComponentModel.DataAnnotations;

namespace FaceStream.Recognizer.Identification;

/// <summary>How sure a name must be. What is asked for is a rate of wrong names; similarity thresholds follow from it.</summary>
public sealed record IdentificationOptions
{
    /// <summary>What “a month” means.</summary>
    public const double DaysAMonth = 30;

    // Below the one no calibration tells anything; above the other a name says nothing.
    private const double LeastRate = 1e-9, MostRate = 0.5;

    /// <summary>
    /// The probability that a stranger, over a whole track, is ever given a name, whatever the size of the gallery.
    /// Lower: fewer wrong names, later right ones. <see cref="WrongNamesAMonth"/> asks in other words.
    /// </summary>
    [Range(LeastRate, MostRate)]
    public double FalseAlarmRate { get; init; } = 1e-3;

    /// <summary>
    /// How many wrong names a camera may give in 30 days, such as 1. Takes the place of <see cref="FalseAlarmRate"/>: the bar then follows
    /// from the strangers that pass the camera, which the service counts. Lower: fewer wrong names, later right ones. 0 asks for a rate instead.
    /// </summary>
    [Range(0, 10000)]
    public double WrongNamesAMonth { get; init; }

    /// <summary>Strangers a day before a camera, until they have been counted for a day. Higher: a higher bar until then.</summary>
    [Range(1, 1e6)]
    public double StrangersADay { get; init; } = 500;

    /// <summary>The share of tracks that are of somebody enrolled, before anything is seen. Moves confidence, not the bar for a name.</summary>
    [Range(0.001, 0.999)]
    public double EnrolledShare { get; init; } = 0.5;

    /// <summary>
    /// How much more likely than all other people together the named one must be, 0–1. Higher: look-alikes and
    /// twins are contested instead of named.
    /// </summary>
    [Range(0.5, 0.99999)]
    public double Lead { get; init; } = 0.95;

    /// <summary>
    /// A name stays until chance explains it this many times better than <see cref="FalseAlarmRate"/> allows.
    /// Higher: steadier names, slower corrections.
    /// </summary>
    [Range(1, 1e6)]
    public double Hysteresis { get; init; } = 30;

    /// <summary>How long a person who left can come back into the same track, found by looks, in seconds.</summary>
    [Range(0, 600)]
    public double RejoinSeconds { get; init; } = 5;

    /// <summary>
    /// The probability that a new track is taken for a stranger's that was lost, however poor the pictures. Higher: fewer broken tracks, more mixed ones.
    /// </summary>
    [Range(1e-9, 0.5)]
    public double RejoinRate { get; init; } = 1e-4;

    /// <summary>
    /// A look that its track's own person would give this rarely belongs to somebody else, and starts a track of its own. Lower: swaps
    /// are noticed later; higher: tracks break at bad looks.
    /// </summary>
    [Range(0, 0.1)]
    public double PartRate { get; init; } = 1e-4;

    /// <summary>As <see cref="PartRate"/>, for a face that changed all at once, as at a cut.</summary>
    [Range(0, 0.5)]
    public double PartRateChanged { get; init; } = 0.015;

    /// <summary>Looks that a track remembers; the least informative goes first. More: slower changes of mind, more memory.</summary>
    [Range(2, 1000)]
    public int LooksKept { get; init; } = 32;

    /// <summary>The probability that a stranger is ever given a name, where so many pass in a day.</summary>
    public double RateAt(double strangersADay) =>
        WrongNamesAMonth > 0 ? Math.Clamp(WrongNamesAMonth / (DaysAMonth * Math.Max(1, strangersADay)), LeastRate, MostRate) : FalseAlarmRate;
}
