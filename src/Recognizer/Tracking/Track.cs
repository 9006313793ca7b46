using FaceStream.Recognizer.Faces;

namespace FaceStream.Recognizer.Tracking;

/// <summary>One face through time, as the tracker knows it.</summary>
internal sealed class Track(int id, in Face face, double time, bool confirmed, TrackerOptions options)
{
    private readonly double _born = time;
    private BoxFilter _filter = new(face.Box, options);

    /// <summary>Unique within the camera.</summary>
    public int Id => id;

    /// <summary>Shown to the outside; before that it may still be a slip of the detector.</summary>
    public bool Confirmed { get; private set; } = confirmed;

    /// <summary>Matched in the latest frame.</summary>
    public bool InView { get; private set; } = true;

    /// <summary>Media time of the last match, in seconds.</summary>
    public double LastSeen { get; private set; } = time;

    /// <summary>Detections that belong to it.</summary>
    public int Hits { get; private set; } = 1;

    /// <summary>Where it is now, predicted until corrected.</summary>
    public Box Box => _filter.Box;

    /// <summary>Standard deviation of where it is, in pixels.</summary>
    public (double X, double Y) Uncertainty => _filter.Uncertainty;

    /// <summary>How badly a box fits what is expected.</summary>
    public (double Distance, double Spread) Fit(in Box box) => _filter.Fit(box, options);

    /// <summary>Moves on to a new frame.</summary>
    public void Predict(double seconds) => _filter.Predict(seconds, options);

    /// <summary>Takes a detection.</summary>
    public void Match(in Face face, double now)
    {
        _filter.Correct(face.Box, options);
        (LastSeen, InView) = (now, true);
        Hits++;
        Confirmed |= Hits >= options.ConfirmHits || now - _born >= options.ConfirmSeconds;
    }

    /// <summary>No detection belongs to it in this frame.</summary>
    public void Miss() => InView = false;

    /// <summary>Nobody will look for it any more.</summary>
    public bool IsOver(double now) =>
        now - LastSeen > (Confirmed ? options.LostSeconds : options.UnconfirmedSeconds);
}
