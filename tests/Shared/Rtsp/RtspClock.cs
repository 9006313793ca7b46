using System.Diagnostics;

namespace FaceStream.Tests.Rtsp;

/// <summary>The clock of a camera, which is minutes wrong, as those of cameras are.</summary>
internal readonly record struct RtspClock(DateTimeOffset Start)
{
    private static readonly TimeSpan Wrong = TimeSpan.FromMinutes(7);

    /// <summary>What it shows now is what it showed when the clip began, and the time since.</summary>
    public static RtspClock Of(long began) => new(Now - Wrong - Stopwatch.GetElapsedTime(began, Mark));

    /// <summary>Seconds since 1900 and their fraction in 2⁻³² s, so many seconds after the clip began (RFC 5905, §6).</summary>
    public ulong At(double seconds)
    {
        var since1900 = (Start - new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds + seconds;
        return ((ulong)since1900 << 32) | (ulong)(since1900 % 1 * (1L << 32));
    }

    // One reading of both clocks, so that all cameras agree.
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private static readonly long Mark = Stopwatch.GetTimestamp();
}
