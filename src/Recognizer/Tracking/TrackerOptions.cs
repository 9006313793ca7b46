using System.ComponentModel.DataAnnotations;

namespace FaceStream.Recognizer.Tracking;

/// <summary>
/// How a camera's faces are followed. Everything is in seconds and in box sizes (the square root of the box's area),
/// so the same values serve any frame rate and resolution.
/// </summary>
public sealed class TrackerOptions
{
    /// <summary>
    /// Detections from this score on may start a track and re-find a lost one; lower ones only carry on a track that
    /// is in view (the second step of ByteTrack). Higher: fewer false tracks, later starts.
    /// </summary>
    [Range(0, 1)]
    public float HighScore { get; init; } = 0.8f;

    /// <summary>Detections below this are not looked at. Lower: faces are held longer through blur, at the risk of drift.</summary>
    [Range(0, 1)]
    public float LowScore { get; init; } = 0.4f;

    /// <summary>
    /// A track whose first detection has at least this score is confirmed at once; 1.01 never does. On a camera's very
    /// first frame <see cref="HighScore"/> is enough, as in ByteTrack: there was no earlier frame to be seen in.
    /// </summary>
    [Range(0, 1.01)]
    public float InstantScore { get; init; } = 0.998f;

    /// <summary>Detections after which a new track is confirmed. More: fewer false faces, later names.</summary>
    [Range(1, 30)]
    public int ConfirmHits { get; init; } = 3;

    /// <summary>
    /// Two detections are enough when they are at least this far apart, in seconds; it keeps slow cameras from
    /// waiting for <see cref="ConfirmHits"/> frames.
    /// </summary>
    [Range(0, 10)]
    public double ConfirmSeconds { get; init; } = 0.15;

    /// <summary>How long a confirmed track that is out of sight can be found again by its movement, in seconds.</summary>
    [Range(0, 60)]
    public double LostSeconds { get; init; } = 2;

    /// <summary>How long a track that is not yet confirmed may be out of sight, in seconds.</summary>
    [Range(0, 10)]
    public double UnconfirmedSeconds { get; init; } = 0.25;

    /// <summary>
    /// Typical speed of a face, in box sizes a second, around which movement is expected. Higher: fast movers are held at
    /// low frame rates, lost tracks are looked for further away, and neighbours are confused more easily.
    /// </summary>
    [Range(0.1, 50)]
    public double Speed { get; init; } = 0.8;

    /// <summary>How long a movement keeps its direction, in seconds. Higher: straighter predictions while hidden.</summary>
    [Range(0.05, 10)]
    public double Persistence { get; init; } = 2;

    /// <summary>Typical relative change of size a second, of somebody who walks towards the camera.</summary>
    [Range(0.01, 10)]
    public double Growth { get; init; } = 0.4;

    /// <summary>
    /// The detector's jitter: the standard deviation of a box's centre, in box sizes. Higher: smoother boxes, slower to follow a turn.
    /// </summary>
    [Range(0.001, 0.5)]
    public double Jitter { get; init; } = 0.09;

    /// <summary>The same for the sides of a box, which shake more than its centre.</summary>
    [Range(0.001, 0.5)]
    public double SizeJitter { get; init; } = 0.18;

    /// <summary>
    /// The smallest overlap (intersection over union, of boxes widened by the prediction's uncertainty) that can be
    /// the same face. Higher: fewer confusions, more broken tracks.
    /// </summary>
    [Range(0, 1)]
    public double MinOverlap { get; init; } = 0.2;

    /// <summary>
    /// The overlap, without widening, that a low-scoring detection needs: half-hidden faces must not pull a track onto a neighbour.
    /// </summary>
    [Range(0, 1)]
    public double MinOverlapLow { get; init; } = 0.5;

    /// <summary>A new detection that overlaps a track of this frame by more than this is its echo and starts nothing.</summary>
    [Range(0, 1)]
    public double EchoOverlap { get; init; } = 0.6;
}
