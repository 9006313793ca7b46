using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace FaceStream.StreamIngest.Sources.Child;

/// <summary>
/// An <c>ffmpeg</c> process, its output and its words, read by one thread. It is killed at the deadline, when cancelled, and
/// when disposed: a polite end would wait for a camera that is gone.
/// </summary>
internal sealed unsafe partial class FfmpegChild : IDisposable
{
    private const int SetPipeSize = 1031;       // F_SETPIPE_SZ of fcntl
    private const int PipeBytes = 1 << 20;      // what a user may ask for; a picture needs fewer switches between the processes
    private const short Readable = 1;           // POLLIN

    // How soon a cancellation is seen, in ms.
    private const int Slice = 50;

    // After a kill only a process in an uninterruptible call is still there; .NET takes its remains whenever it ends.
    private static readonly TimeSpan ReapLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LastWordsLimit = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly FfmpegReport _report;
    private readonly CancellationToken _cancel;
    private readonly int _output;
    private readonly int _errors;
    private long _from;
    private TimeSpan _limit = Timeout.InfiniteTimeSpan;
    private bool _silent;       // its standard error is closed

    /// <summary>Starts it.</summary>
    /// <exception cref="MissingLibraryException">There is no such program.</exception>
    /// <exception cref="SourceException">It cannot be started just now.</exception>
    public FfmpegChild(string program, IEnumerable<string> arguments, FfmpegReport report, CancellationToken cancel)
    {
        (_report, _cancel) = (report, cancel);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("FFREPORT");               // would write a log file with the address in it
        start.Environment["AV_LOG_FORCE_NOCOLOR"] = "1";
        _process = new Process { StartInfo = start };
        try
        {
            _process.Start();
        }
        catch (Win32Exception e)
        {
            _process.Dispose();
            const int NotThere = 2, NoProgram = 8, NotAllowed = 13;     // ENOENT, ENOEXEC, EACCES
            if (e.NativeErrorCode is not (NotThere or NoProgram or NotAllowed))
                throw new SourceException(SourceFault.Unreachable, $"The program {program} cannot be started just now: {e.Message}");      // an update, too many processes or open files
            throw new MissingLibraryException($"The program {program} cannot be started ({e.Message}). Install it: {Native.NativeLibraries.FfmpegRemedy}");
        }

        Id = _process.Id;
        (_output, _errors) = (Handle(_process.StandardOutput), Handle(_process.StandardError));
        _ = Control(_output, SetPipeSize, PipeBytes);       // refused where the system's limit is lower: slower, not wrong
    }

    /// <summary>Its process id.</summary>
    public int Id { get; }

    /// <summary>Called when it has said something.</summary>
    public Action? Heard { get; init; }

    /// <summary>It was killed because nothing came before the deadline.</summary>
    public bool TimedOut { get; private set; }

    /// <summary>The signal that ended it, which is not one of <see cref="Dispose"/>; 0 when it ended by itself.</summary>
    public int Signal { get; private set; }

    /// <summary>From now on, silence is borne for so long.</summary>
    public void FireAfter(TimeSpan limit) => (_from, _limit) = (Stopwatch.GetTimestamp(), limit);

    /// <summary>Waits for output and reads some of it; 0 at the end, and at the deadline.</summary>
    /// <remarks>What ffmpeg has said is taken first: its description of the output comes before the first picture.</remarks>
    public int Read(Span<byte> into)
    {
        var ready = stackalloc PollEntry[2];
        while (!TimedOut)
        {
            if (_cancel.IsCancellationRequested)
            {
                Kill();
                _cancel.ThrowIfCancellationRequested();
            }

            if (_limit != Timeout.InfiniteTimeSpan && Stopwatch.GetElapsedTime(_from) > _limit)
            {
                Kill();
                TimedOut = true;
                break;
            }

            ready[0] = new(_output);
            ready[1] = new(_silent ? -1 : _errors);     // poll passes over what is negative
            if (Poll(ready, 2, Slice) <= 0)
                continue;
            if (ready[1].Got != 0)
                Listen();
            else if (ready[0].Got != 0)
                return ReadSome(_output, into);
        }

        return 0;
    }

    /// <summary>After the end of its output: takes its last words and the way it ended.</summary>
    public void Finish()
    {
        var started = Stopwatch.GetTimestamp();
        var ready = stackalloc PollEntry[1];
        while (!_silent && Stopwatch.GetElapsedTime(started) < LastWordsLimit && !_cancel.IsCancellationRequested)
        {
            ready[0] = new(_errors);
            if (Poll(ready, 1, Slice) > 0)
                Listen();
        }

        if (!_silent)
            Kill();     // its output is closed, but it goes on talking

        // 128 + n is .NET's exit code for a process that signal n ended.
        if (_process.WaitForExit(LastWordsLimit) && _process.ExitCode > 128 && !TimedOut && _silent)
            Signal = _process.ExitCode - 128;
        _cancel.ThrowIfCancellationRequested();
    }

    public void Dispose()
    {
        Kill();
        _process.WaitForExit(ReapLimit);
        _process.StandardOutput.Dispose();
        _process.StandardError.Dispose();
        _process.Dispose();
    }

    private static int Handle(StreamReader reader) => (int)((PipeStream)reader.BaseStream).SafePipeHandle.DangerousGetHandle();

    private void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has ended in this moment.
        }
    }

    private void Listen()
    {
        Span<byte> words = stackalloc byte[4096];
        var count = ReadSome(_errors, words);
        _silent = count == 0;
        _report.Take(words[..count]);
        Heard?.Invoke();
    }

    private static int ReadSome(int file, Span<byte> into)
    {
        const int Interrupted = 4;
        while (true)
        {
            nint count;
            fixed (byte* bytes = into)
                count = Read(file, bytes, (nuint)into.Length);
            if (count >= 0 || Marshal.GetLastPInvokeError() != Interrupted)
                return (int)Math.Max(0, count);
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int file, int command, int value);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int file, byte* into, nuint count);

    /// <summary>A <c>struct pollfd</c>.</summary>
    private struct PollEntry(int file)
    {
        public int File = file;
        public short Wanted = Readable;
        public short Got = 0;
    }
}
