namespace FaceStream.StreamIngest.Cameras;

/// <summary>Lets through so many pictures a second, evenly spread by their own time and not by when they arrive.</summary>
/// <param name="maxFps">Pictures a second; 0 lets all through.</param>
internal sealed class FrameGate(double maxFps)
{
    private readonly double _interval = maxFps > 0 ? 1 / maxFps : 0;
    private double _due;
    private double _last = double.NegativeInfinity;

    /// <summary>Whether the picture of that time goes on: it is the nearest one to the next beat.</summary>
    public bool Admits(TimeSpan time)
    {
        // Half a picture early is near enough: the next one would be as late. So jitter and rounded times lose nothing.
        var seconds = time.TotalSeconds;
        var early = Math.Min(seconds - _last, _interval) / 2;
        _last = seconds;
        if (seconds < _due - early)
            return false;

        // After a gap the rhythm begins anew; else it keeps its beat, so that the average is right.
        _due = seconds - _due > _interval ? seconds + _interval : _due + _interval;
        return true;
    }

    /// <summary>A new stream, whose time starts at zero.</summary>
    public void Restart() => (_due, _last) = (0, double.NegativeInfinity);
}
