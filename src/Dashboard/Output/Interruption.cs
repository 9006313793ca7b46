using System.Runtime.InteropServices;

namespace FaceStream.Dashboard.Output;

/// <summary>Ctrl-C and SIGTERM: the first asks to finish, the second, or ten seconds, ends the process at once.</summary>
internal sealed class Interruption : IDisposable
{
    // systemd waits longer, but an operator does not.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _signals;
    private Timer? _deadline;
    private int _heard;

    /// <summary>Begins to listen.</summary>
    public Interruption() =>
        _signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Heard), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Heard)];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>The first signal was SIGTERM: an orderly stop, which a service counts as success.</summary>
    public bool ByTermination { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _deadline?.Dispose();
        _stop.Dispose();
    }

    private void Heard(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (Interlocked.Increment(ref _heard) > 1)      // each signal comes on a thread of its own
        {
            Console.Error.WriteLine("facestream: told to stop a second time; ends at once, with its work unfinished.");
            Environment.Exit((int)ExitCode.Interrupted);
        }

        ByTermination = signal.Signal == PosixSignal.SIGTERM;
        _deadline = new Timer(_ =>
        {
            Console.Error.WriteLine($"facestream: did not finish within {Patience.TotalSeconds:0} s of being told to stop; ends now.");
            Environment.Exit((int)ExitCode.Interrupted);
        }, null, Patience, Timeout.InfiniteTimeSpan);
        _stop.Cancel();
    }
}
