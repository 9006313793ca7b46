namespace FaceStream.StreamIngest.Cameras;

/// <summary>Counts losses on the hot path and speaks of them once a second, in one line.</summary>
internal sealed class LossReporter : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly Action<long> _report;
    private readonly ITimer _timer;
    private long _lost;

    /// <summary>Starts reporting to <paramref name="report"/>, which is not called while nothing is lost.</summary>
    public LossReporter(Action<long> report, TimeProvider time)
    {
        _report = report;
        _timer = time.CreateTimer(_ => Report(), null, Period, Period);
    }

    /// <summary>Notes one loss; safe from any thread.</summary>
    public void Count() => Interlocked.Increment(ref _lost);

    /// <summary>Stops, after reporting what is left.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        Report();
    }

    private void Report()
    {
        if (Interlocked.Exchange(ref _lost, 0) is > 0 and var lost)
            _report(lost);
    }
}
