namespace FaceStream.StreamIngest.Cameras;

/// <summary>Events a second over the last few seconds. One thread counts, any thread reads.</summary>
internal sealed class RateMeter(TimeProvider time)
{
    private const int Seconds = 5;

    private readonly Lock _gate = new();
    private readonly long[] _times = new long[512];
    private long _count;

    /// <summary>Notes one event.</summary>
    public void Count()
    {
        lock (_gate)
            _times[_count++ % _times.Length] = time.GetTimestamp();
    }

    /// <summary>Events a second; 0 when none came lately.</summary>
    public double PerSecond
    {
        get
        {
            lock (_gate)
            {
                var now = time.GetTimestamp();
                var (recent, oldest) = (0, 0L);
                for (var i = _count - 1; i >= Math.Max(0, _count - _times.Length); i--)
                {
                    if (time.GetElapsedTime(_times[i % _times.Length], now).TotalSeconds > Seconds)
                        break;
                    (recent, oldest) = (recent + 1, _times[i % _times.Length]);
                }

                // n events span n − 1 intervals; until the next one is late, the newest interval is not over.
                return recent < 2 ? 0 : (recent - 1) / Math.Max(time.GetElapsedTime(oldest, now).TotalSeconds, 1e-3);
            }
        }
    }
}
