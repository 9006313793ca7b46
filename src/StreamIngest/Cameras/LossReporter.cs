namespace FaceStream.StreamIngest.Cameras;

/// <summary>Counts losses on the hot path and speaks of them in one line: after a second, and once a minute while it goes on.</summary>
internal sealed class LossReporter : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly Action<long> _report;
    private readonly ITimer _timer;
    private const int Pause = 59;     // periods of silence after a line; an overload of hours must not push all else out of the log

    private long _lost;
    private int _silent;

    /// <summary>Starts reporting to <paramref name="report"/>, which is not called while nothing is lost.</summary>
    public LossReporter(Action<long> report, TimeProvider time)
    {
        _report = report;
        _timer = time.CreateTimer(_ => Tick(), null, Period, Period);
    }

    /// <summary>Notes one loss; safe from any thread.</summary>
    public void Count() => Interlocked.Increment(ref _lost);

    /// <summary>Stops, after reporting what is left.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        Report();
    }

    private void Tick()
    {
        if (_silent > 0)
            _silent--;
        else if (Report())
            _silent = Pause;
    }

    private bool Report()
    {
        if (Interlocked.Exchange(ref _lost, 0) is > 0 and var lost)
        {
            _report(lost);
            return true;
        }

        return false;
    }
}
