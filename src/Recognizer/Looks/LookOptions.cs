using System.ComponentModel.DataAnnotations;
using FaceStream.Recognizer.Quality;

namespace FaceStream.Recognizer.Looks;

/// <summary>Which faces are embedded. Each costs milliseconds of a core (<c>bench embed</c>), so a track's looks get rarer as it ages.</summary>
public sealed class LookOptions
{
    /// <summary>Seconds between a track's first and second look. Lower: names come sooner, at more cost for each new face.</summary>
    [Range(0, 10)]
    public double FirstInterval { get; init; } = 0.12;

    /// <summary>How much longer each wait is than the one before.</summary>
    [Range(1, 10)]
    public double Growth { get; init; } = 1.35;

    /// <summary>The longest wait, in seconds. Lower: a mistaken name or a swapped track is noticed sooner.</summary>
    [Range(0.01, 600)]
    public double LongestInterval { get; init; } = 2;

    /// <summary>Looks better than the best so far by this factor do not wait.</summary>
    [Range(1, 10)]
    public double BetterBy { get; init; } = 1.3;

    /// <summary>Looks whose head is turned by at least this many degrees from every earlier look do not wait.</summary>
    [Range(1, 90)]
    public double PoseStep { get; init; } = 18;

    /// <summary>
    /// A face whose correlation with that of the frame before is below this does not wait: it may be somebody else's. Higher: swaps are
    /// noticed more surely, and lively faces cost more.
    /// </summary>
    [Range(-1, 1)]
    public float ChangedBelow { get; init; } = 0.85f;

    /// <summary>However good another reason, a track is not embedded more often than this, in seconds.</summary>
    [Range(0, 10)]
    public double ShortestInterval { get; init; } = 0.06;

    /// <summary>What a look must have to be embedded at all.</summary>
    public QualityLimits Limits { get; init; } = new();
}
