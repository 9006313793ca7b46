using System.Runtime.InteropServices;

namespace FaceStream.Dashboard.Output;

/// <summary>
/// Standard output that notices when its reader goes. .NET's own stays silent then, so <c>analyze --out - | head</c> would
/// work on for nobody; this one throws what <see cref="Failures.IsClosedPipe"/> knows.
/// </summary>
internal sealed partial class StandardOutput : Stream
{
    // errno of Linux
    private const int Interrupted = 4;
    private const int TryAgain = 11;

    private const int Descriptor = 1;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var written = Write(Descriptor, in MemoryMarshal.GetReference(buffer), buffer.Length);
            if (written >= 0)
                buffer = buffer[(int)written..];
            else
                Overcome(Marshal.GetLastPInvokeError());
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
        // nothing is kept back
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    private static void Overcome(int error)
    {
        if (error == TryAgain)
            Thread.Sleep(1);        // somebody made the other end non-blocking, and it is full
        else if (error != Interrupted)
            throw new IOException($"Standard output cannot be written: {Marshal.GetPInvokeErrorMessage(error)}.", error);
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, in byte bytes, nint count);
}
