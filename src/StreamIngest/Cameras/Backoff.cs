using FaceStream.StreamIngest.Sources;

namespace FaceStream.StreamIngest.Cameras;

/// <summary>
/// How long to wait before a lost camera is tried again: 1 s, then twice as long each time, up to 30 s.
/// </summary>
/// <param name="random">0 to 1; spreads the tries of many cameras that a switch cut off at once.</param>
internal sealed class Backoff(Func<double> random)
{
    /// <summary>A stream that gave pictures for this long was well, and the next failure is a first one again.</summary>
    public static readonly TimeSpan Healthy = TimeSpan.FromSeconds(10);

    // Cameras lock accounts after a few wrong passwords.
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromSeconds(60);

    private const double First = 1;
    private const double Longest = 30;

    // Each wait lies between 80 and 120 % of its nominal length.
    private const double Jitter = 0.2;

    private int _failures;

    /// <summary>The wait after a failure.</summary>
    /// <param name="fault">What happened.</param>
    /// <param name="streamed">How long pictures had come before it.</param>
    public TimeSpan Next(SourceFault fault, TimeSpan streamed)
    {
        if (streamed >= Healthy)
            _failures = 0;
        var nominal = Math.Min(First * Math.Pow(2, Math.Min(_failures++, 16)), Longest);
        var wait = TimeSpan.FromSeconds(Math.Min(nominal * (1 - Jitter + 2 * Jitter * random()), Longest));
        return fault == SourceFault.Unauthorized ? AfterRefusal + wait : wait;
    }
}
