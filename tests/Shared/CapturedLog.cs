using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FaceStream.Tests;

/// <summary>A log that a test can read.</summary>
public sealed class CapturedLog<T> : ILogger<T>
{
    /// <summary>The lines, oldest first.</summary>
    public ConcurrentQueue<string> Lines { get; } = [];

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => true;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
}
