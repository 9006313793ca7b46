using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FaceStream.StreamIngest.Native;

/// <summary>
/// Ends blocking calls of libavformat: at a deadline, or at once when <see cref="Cancel"/> is called.
/// </summary>
/// <remarks>
/// libav swallows the first error after an interruption (the parser is flushed and a packet comes back as if nothing
/// had happened), so whoever reads looks at <see cref="Fired"/> after each call and not at the call's result.
/// </remarks>
internal sealed unsafe class Interrupt : IDisposable
{
    private GCHandle _self;
    private long _deadline = long.MaxValue;
    private volatile bool _cancelled;
    private volatile bool _fired;
    private int _polls;

    public Interrupt() => _self = GCHandle.Alloc(this);

    /// <summary>A call was ended, or would be if it were made.</summary>
    public bool Fired => _fired;

    /// <summary>How often libav asked. More than 0 after an open proves that the callback is where libav looks.</summary>
    public int Polls => _polls;

    /// <summary>Writes the callback into a fresh AVFormatContext.</summary>
    public void Attach(nint context)
    {
        var slot = (nint*)(context + NativeLibraries.Layout.ContextInterrupt);
        slot[0] = (nint)(delegate* unmanaged[Cdecl]<nint, int>)&Poll;
        slot[1] = GCHandle.ToIntPtr(_self);
    }

    /// <summary>Calls that still block then are ended.</summary>
    public void FireAfter(TimeSpan limit) => Volatile.Write(
        ref _deadline,
        limit == Timeout.InfiniteTimeSpan
            ? long.MaxValue
            : Stopwatch.GetTimestamp() + (long)(limit.TotalSeconds * Stopwatch.Frequency));

    /// <summary>Ends the blocking call, from any thread.</summary>
    public void Cancel() => _cancelled = true;

    public void Dispose()
    {
        if (_self.IsAllocated)
            _self.Free();
    }

    private bool Ask()
    {
        _polls++;
        if (_cancelled || Stopwatch.GetTimestamp() > Volatile.Read(ref _deadline))
            _fired = true;
        return _fired;
    }

    /// <summary>Never throws: libav's frames are on the stack.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Poll(nint self) => ((Interrupt)GCHandle.FromIntPtr(self).Target!).Ask() ? 1 : 0;
}
