using FaceStream.Recognizer.Faces;

namespace FaceStream.Recognizer.Tracking;

/// <summary>How badly a detection fits a track; <see cref="Assignment.Forbidden"/> cannot be.</summary>
internal static class Association
{
    /// <summary>Squared Mahalanobis distance that 99.7 % of the right pairs stay below: χ² with four degrees of freedom.</summary>
    private const double Gate = 16;

    /// <summary>
    /// For a confident detection: the negative logarithm of its likelihood under the track's prediction, in units of the track's
    /// size. A lost track reaches further, but pays for its uncertainty, so it cannot take the face of one that knows where to
    /// look. On MOT15 this halves the switches of plain overlap (MotTests).
    /// </summary>
    public static double Cost(Track track, in Face face, TrackerOptions options)
    {
        var (distance, spread) = track.Fit(face.Box);
        if (distance > Gate || !Overlaps(track, face.Box, options.MinOverlap))
            return Assignment.Forbidden;
        return distance / 2 + spread;
    }

    /// <summary>For a doubtful detection: 1 − plain overlap.</summary>
    public static double CostOfDoubtful(Track track, in Face face, TrackerOptions options)
    {
        var overlap = track.Box.Iou(face.Box);
        return overlap < options.MinOverlapLow ? Assignment.Forbidden : 1 - overlap;
    }

    /// <summary>
    /// After both are widened by what the prediction does not know: a small face that moved by its own width has no overlap
    /// left, though it is where it was expected to be (compare the buffered IoU of Yang et al., WACV 2023).
    /// </summary>
    private static bool Overlaps(Track track, in Box found, double least)
    {
        var (x, y) = track.Uncertainty;
        return Widen(track.Box, x, y).Iou(Widen(found, x, y)) >= least;
    }

    private static Box Widen(in Box box, double x, double y) =>
        new(box.X - (float)x, box.Y - (float)y, box.Width + 2 * (float)x, box.Height + 2 * (float)y);
}
