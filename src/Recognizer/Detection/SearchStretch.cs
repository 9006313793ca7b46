using FaceStream.StreamIngest.Pipeline;

namespace FaceStream.Recognizer.Detection;

/// <summary>
/// Makes searches of live cameras rarer while recognition cannot keep up, and as frequent as configured again once there is room.
/// Once a second it looks at the share of pictures that were lost, and at how much of the time the detector worked, searched, and had nothing to do.
/// </summary>
/// <param name="options">How rare searches may become.</param>
/// <param name="time">Clock of the shares, the one of <see cref="FrameBatch.Gathered"/>.</param>
/// <remarks>
/// It does not swing. A step back is taken only when what the searches would then take more fits into the time that is idle, and leaves
/// twice as much of it as makes the next step forward. Between the two it stays.
/// </remarks>
public sealed class SearchStretch(DetectionOptions options, TimeProvider time)
{
    // A step takes at most a quarter of the searches' time more, so that its effect can be foretold; from 1 to 4 in six seconds.
    private const double Step = 1.25;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // New faces are found soonest where a fifth to a third of the pictures is lost (decision 10): with fewer, searches are rarer than they need be.
    private const double TooManyLost = 1 / 3.0;

    // Pictures that come in a burst, as after a network's hiccup, replace one another while the detector is idle; that is no load.
    private const double Busy = 0.1, Room = 0.2;

    // Where it mostly waits for a later stage to take its results, rarer searches would win nothing.
    private const double Working = 0.5;

    private readonly double _longest = options.SearchEvery > TimeSpan.Zero ? Math.Max(1, options.SearchEveryUnderLoad / options.SearchEvery) : 1;
    private double _factor = 1;
    private long _begun, _taken, _ended, _searchBegun;
    private TimeSpan _idle, _searching, _working;
    private long _pictures, _lost;

    /// <summary>How many times longer than configured the time between two searches is: 1 when there is room.</summary>
    public double Factor => Volatile.Read(ref _factor);

    /// <summary>Notes that the detector has taken a batch.</summary>
    public void Take(FrameBatch batch)
    {
        _taken = time.GetTimestamp();
        if (_begun == 0)
            (_begun, _ended) = (_taken, _taken);
        if (batch.Gathered > _ended)
            _idle += time.GetElapsedTime(_ended, batch.Gathered);
        _lost += batch.Lost;
        foreach (var frame in batch.Frames)
            _pictures += frame.Header.Live ? 1 : 0;
        if (time.GetElapsedTime(_begun, _taken) is var elapsed && elapsed >= Period)
            Decide(elapsed);
    }

    /// <summary>Notes that the detector begins to search whole pictures.</summary>
    public void SearchBegins() => _searchBegun = time.GetTimestamp();

    /// <summary>Notes that it has searched them.</summary>
    public void SearchEnds() => _searching += time.GetElapsedTime(_searchBegun);

    /// <summary>Notes that the detector is done with the batch.</summary>
    public void Done()
    {
        _ended = time.GetTimestamp();
        _working += time.GetElapsedTime(_taken, _ended);
    }

    private void Decide(TimeSpan elapsed)
    {
        var (idle, searching) = (_idle / elapsed, _searching / elapsed);
        var lost = _pictures + _lost == 0 ? 0 : (double)_lost / (_pictures + _lost);
        if (lost > TooManyLost && idle < Busy && _working / elapsed > Working)
            _factor = Math.Min(_longest, _factor * Step);
        else if (idle - searching * (Step - 1) > Room)
            _factor = Math.Max(1, _factor / Step);
        (_begun, _idle, _searching, _working, _pictures, _lost) = (_taken, default, default, default, 0, 0);
    }
}
