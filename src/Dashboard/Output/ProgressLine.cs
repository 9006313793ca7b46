using System.Diagnostics;
using System.Globalization;

namespace FaceStream.Dashboard.Output;

/// <summary>One line at the bottom of a terminal that says how far the work is; silent where nobody watches.</summary>
/// <param name="terminal">Decides whether somebody does.</param>
internal sealed class ProgressLine(Terminal terminal) : IDisposable
{
    // Often enough to look alive, seldom enough to cost nothing.
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);

    private long _shown;
    private bool _dirty;

    /// <summary>Shows the line that <paramref name="words"/> makes, unless one was shown a moment ago.</summary>
    public void Show(Func<string> words)
    {
        if (!terminal.Interactive || (_shown != 0 && Stopwatch.GetElapsedTime(_shown) < Period))
            return;
        _shown = Stopwatch.GetTimestamp();
        var line = words();
        var width = Math.Max(20, terminal.Status.Profile.Width - 1);
        // "erase to the end of the line" understands every terminal that is not dumb
        Console.Error.Write($"\r{(line.Length > width ? line[..width] : line)}\e[K");
        _dirty = true;
    }

    /// <summary>A bar such as <c>[████······]</c>.</summary>
    public static string Bar(double share, int width = 20)
    {
        var full = (int)Math.Round(Math.Clamp(share, 0, 1) * width);
        return $"[{new string('█', full)}{new string('·', width - full)}]";
    }

    /// <summary>Such as <c>1:05</c>.</summary>
    public static string Clock(TimeSpan time) => time.ToString(time.TotalHours < 1 ? "m\\:ss" : "h\\:mm\\:ss", CultureInfo.InvariantCulture);

    /// <summary>Wipes the line away.</summary>
    public void Dispose()
    {
        if (_dirty)
            Console.Error.Write("\r\e[K");
    }
}
