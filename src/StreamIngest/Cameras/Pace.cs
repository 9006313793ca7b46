namespace FaceStream.StreamIngest.Cameras;

/// <summary>Holds a file's pictures back until their time has come, as if a camera made them.</summary>
internal sealed class Pace(TimeProvider time)
{
    // Further behind than this, there is no catching up in a burst: a camera would not do it either.
    private static readonly TimeSpan MostBehind = TimeSpan.FromSeconds(0.5);

    // A recording that leaps by more, as one of several days does, is shown on at once.
    private static readonly TimeSpan MostAhead = TimeSpan.FromSeconds(10);

    private long _start;
    private bool _started;

    /// <summary>Returns when a picture of that media time would be made, or when <paramref name="cancel"/> is raised.</summary>
    public void Wait(TimeSpan media, CancellationToken cancel)
    {
        if (!_started)
            Anchor(media);
        var ahead = media - time.GetElapsedTime(_start);
        if (-ahead > MostBehind || ahead > MostAhead)
            Anchor(media);
        else if (ahead > TimeSpan.Zero)
            Task.Delay(ahead, time, cancel).GetAwaiter().GetResult();
    }

    /// <summary>The next picture is the first of a new pass.</summary>
    public void Restart() => _started = false;

    private void Anchor(TimeSpan media)
    {
        _started = true;
        _start = time.GetTimestamp() - (long)(media.TotalSeconds * time.TimestampFrequency);
    }
}
