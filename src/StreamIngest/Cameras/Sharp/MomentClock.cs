using FaceStream.StreamIngest.Sources;

namespace FaceStream.StreamIngest.Cameras.Sharp;

/// <summary>Dates the pictures of one stream.</summary>
/// <remarks>
/// Pictures arrive late by what the network takes, which is never less than its least. So the least difference between arrival and
/// media time over the last seconds is the stream's origin, and a picture that came late is dated as if it had not.
/// </remarks>
internal sealed class MomentClock
{
    // The origin moves with a clock that drifts, or a camera that paused: the least of this period and the one before it.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private TimeSpan _began, _least = TimeSpan.MaxValue, _before = TimeSpan.MaxValue;

    /// <summary>A new stream, whose media time begins anew.</summary>
    public void Restart() => (_least, _before) = (TimeSpan.MaxValue, TimeSpan.MaxValue);

    /// <summary>When a picture was taken.</summary>
    /// <param name="picture">With its media time.</param>
    /// <param name="arrived">When it came, on the clock that only rises.</param>
    public PictureMoment Of(in Picture picture, TimeSpan arrived)
    {
        if (_least == TimeSpan.MaxValue)
            _began = arrived;
        else if (arrived - _began > Period)
            (_began, _before, _least) = (arrived, _least, TimeSpan.MaxValue);

        var origin = arrived - picture.Time;
        _least = origin < _least ? origin : _least;
        return new(picture.Time + (_before < _least ? _before : _least), picture.Sent);
    }
}
