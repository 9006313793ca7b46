namespace FaceStream.StreamIngest.Sources;

/// <summary>Turns a stream's timestamps into times that start at zero and always rise, whatever the stream does.</summary>
/// <param name="tick">Seconds of one timestamp unit.</param>
/// <param name="fps">Pictures a second where no timestamp says better; 0 counts as 25.</param>
internal sealed class PresentationClock(double tick, double fps)
{
    // A smaller step back is a picture out of order, a larger one a stream that began again.
    private const double Restart = 1;

    // The smallest step, so that trackers never see two pictures at one time.
    private const double Least = 0.001;

    // 3,000 years, in seconds: what is further away is no time, and a TimeSpan ends not far beyond.
    private const double Longest = 1e11;

    private readonly double _frame = 1 / (fps > 0 ? fps : 25);
    private double _origin = double.NaN;
    private double _last = double.NaN;

    /// <summary>What was wrong with the timestamp of the last picture.</summary>
    public TimeRepair Repair { get; private set; }

    /// <summary>The time of the next picture.</summary>
    /// <param name="timestamp">As decoded; <see langword="null"/> when the picture has none.</param>
    public TimeSpan Next(long? timestamp)
    {
        _last = Seconds(timestamp);
        return TimeSpan.FromSeconds(_last);
    }

    private double Seconds(long? timestamp)
    {
        var first = double.IsNaN(_last);
        Repair = TimeRepair.None;
        if (timestamp is not { } stamp || stamp * tick is var seconds && (Math.Abs(seconds) > Longest || seconds - _origin > Longest))
        {
            Repair = TimeRepair.Missing;
            return first ? 0 : _last + _frame;
        }

        if (double.IsNaN(_origin))
            _origin = first ? seconds : seconds - _last - _frame;    // pictures without a time came before

        var time = seconds - _origin;
        if (first || time >= _last + Least)
            return time;

        Repair = TimeRepair.Backwards;
        if (_last - time < Restart)
            return _last + Least;

        _origin = seconds - _last - _frame;
        return _last + _frame;
    }
}
