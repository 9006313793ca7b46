using System.Runtime.InteropServices;

namespace FaceStream.Dashboard.Service;

/// <summary>
/// SIGHUP, from the first moment on: where there is no terminal that could have hung up, it means a changed configuration,
/// as it does for other services. One that comes before the service can heed it is heeded then.
/// </summary>
internal sealed class Hangup : IDisposable
{
    private readonly Lock _gate = new();
    private readonly PosixSignalRegistration _registration;
    private Reload? _reload;
    private bool _missed;

    private Hangup() => _registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Heed);

    /// <summary>Listens, unless there is a terminal: there the signal ends the program, as any other.</summary>
    public static Hangup? Listen() => Console.IsInputRedirected ? new() : null;

    /// <summary>Reads the configuration again on each signal from now on, and at once if there was one.</summary>
    public void Heed(Reload reload)
    {
        lock (_gate)
        {
            _reload = reload;
            if (_missed)
                _ = reload.RunAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _registration.Dispose();

    private void Heed(PosixSignalContext signal)
    {
        signal.Cancel = true;
        lock (_gate)
        {
            _missed = _reload is null;
            _ = _reload?.RunAsync();
        }
    }
}
