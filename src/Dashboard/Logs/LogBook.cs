using System.Collections.Concurrent;

namespace FaceStream.Dashboard.Logs;

/// <summary>The last lines of the log, without secrets, for the status page; the log itself is written beside it. Adding a line never waits for a reader.</summary>
/// <param name="secrets">What no line shows.</param>
/// <param name="time">The clock.</param>
internal sealed class LogBook(Secrets secrets, TimeProvider time) : ILoggerProvider
{
    /// <summary>Lines that are kept. A quiet day has a few dozen; a camera that flaps writes two a second at most.</summary>
    public const int Room = 500;

    /// <summary>Of a line, in characters: an exception with its trace fits, and all lines together have 4 MB at most.</summary>
    public const int Longest = 4000;

    private readonly Lock _lock = new();
    private readonly LogLineView[] _kept = new LogLineView[Room];
    private readonly ConcurrentDictionary<string, Writer> _writers = new(StringComparer.Ordinal);
    private readonly string _run = Guid.NewGuid().ToString("N")[..8];
    private long _last;

    /// <summary>The lines after a number that are at least so important, the oldest first.</summary>
    public LogView After(long number, LogLevel least)
    {
        lock (_lock)
        {
            var first = Math.Max(number, _last - Room) + 1;
            List<LogLineView> lines = [];
            for (var i = first; i <= _last; i++)
            {
                var line = _kept[i % Room];
                if (line.Severity >= least)
                    lines.Add(line);
            }

            return new(_run, _last, Math.Max(0, first - number - 1), lines);
        }
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) =>
        _writers.GetOrAdd(categoryName, category => new(this, category[(category.LastIndexOf('.') + 1)..]));

    /// <inheritdoc/>
    public void Dispose()
    {
        // Lines are memory only.
    }

    private void Add(LogLevel level, string source, string words)
    {
        // First concealed, then cut: half of a password is one still.
        var shown = secrets.Conceal(words);
        if (shown.Length > Longest)
            shown = shown[..Longest] + "…";
        var now = time.GetUtcNow();
        lock (_lock)
        {
            _last++;
            _kept[_last % Room] = new(_last, now, LogLevels.Word(level), source, shown) { Severity = level };
        }
    }

    private sealed class Writer(LogBook book, string source) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var words = formatter(state, exception);
            book.Add(logLevel, source, exception is null ? words : $"{words}\n{exception}");
        }
    }
}
