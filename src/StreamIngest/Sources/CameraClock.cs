namespace FaceStream.StreamIngest.Sources;

/// <summary>
/// The times of a camera's pictures, held against those of their arrival: what a camera says may leap by hours, or run at another rate than time does,
/// and trackers must not believe it. A recording has nothing to hold its times against.
/// </summary>
/// <param name="stream">The times as the camera gives them.</param>
internal sealed class CameraClock(PresentationClock stream)
{
    // Networks and the pieces of HLS delay pictures by less.
    private static readonly TimeSpan Leap = TimeSpan.FromSeconds(10);

    // Twice in a row, because a stream in pieces begins with several of them at once.
    private static readonly TimeSpan Trial = TimeSpan.FromSeconds(20);
    private const int Trials = 2;
    private const double Factor = 2;

    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    private TimeSpan _time, _said, _came;       // of the last picture: ours, the camera's, that of its arrival
    private TimeSpan _trialSaid, _trialCame;
    private int _failed;
    private bool _started;

    /// <summary>What was wrong with the time of the last picture.</summary>
    public TimeRepair Repair { get; private set; }

    /// <summary>The time of the next picture, since the first.</summary>
    /// <param name="timestamp">As decoded; <see langword="null"/> when the picture has none.</param>
    /// <param name="came">When it arrived, on a clock that only goes forward.</param>
    public TimeSpan Next(long? timestamp, TimeSpan came)
    {
        var said = stream.Next(timestamp);
        Repair = stream.Repair;
        if (!_started)
        {
            (_started, _trialSaid, _trialCame) = (true, said, came);
        }
        else
        {
            _time += Step(said - _said, came - _came);
            if (Repair == TimeRepair.Leap)
                (_trialSaid, _trialCame) = (said, came);
            else if (came - _trialCame >= Trial)
                Judge(said, came);
        }

        (_said, _came) = (said, came);
        return _time;
    }

    private TimeSpan Step(TimeSpan said, TimeSpan came)
    {
        if (_failed == Trials)
            Repair = TimeRepair.Rate;
        else if (said > came + Leap)
            Repair = TimeRepair.Leap;
        else if (Repair != TimeRepair.Backwards)
            return said;
        return came > Least ? came : Least;
    }

    private void Judge(TimeSpan said, TimeSpan came)
    {
        if (_failed == Trials)
            return;
        var rate = (said - _trialSaid) / (came - _trialCame);
        _failed = rate is > Factor or < 1 / Factor ? _failed + 1 : 0;
        (_trialSaid, _trialCame) = (said, came);
    }
}
