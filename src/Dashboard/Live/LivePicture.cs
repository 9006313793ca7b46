using FaceStream.Recognizer.Identification;
using FaceStream.StreamIngest;

namespace FaceStream.Dashboard.Live;

/// <summary>A frame with its result, and its messages: made at most once for each width, however many watch.</summary>
internal sealed class LivePicture(Frame frame, FrameResult result, TimeSpan latency, LiveEncoder encoder)
{
    private readonly Lock _making = new();
    private readonly Dictionary<int, Task<byte[]>> _messages = [];
    private byte[]? _result;

    /// <summary>Which camera, which frame.</summary>
    public FrameHeader Header => result.Frame;

    /// <summary>The message of the result alone. Made by the pipeline's last loop, for the first viewer who wants it.</summary>
    public byte[] Result => _result ??= LiveMessage.Result(result, latency);

    /// <summary>Keeps the pixels until <see cref="Release"/>.</summary>
    public void Hold() => frame.Share();

    /// <summary>Lets go of the pixels.</summary>
    public void Release() => frame.Dispose();

    /// <summary>
    /// Header and JPEG, as one message; the caller holds the pixels until this returns, not until the task ends.
    /// </summary>
    /// <param name="width">The JPEG's, if the frame is wider.</param>
    public Task<byte[]> MessageAsync(int width) => Once(Math.Min(width, Header.Width), jpeg => LiveMessage.Frame(result, latency, jpeg.Span));

    /// <summary>The JPEG alone.</summary>
    public Task<byte[]> JpegAsync() => encoder.EncodeAsync(frame.Share(), maxWidth: 0, jpeg => jpeg.ToArray());

    private Task<byte[]> Once(int width, Func<ReadOnlyMemory<byte>, byte[]> finish)
    {
        lock (_making)
        {
            if (!_messages.TryGetValue(width, out var message))
                _messages[width] = message = encoder.EncodeAsync(frame.Share(), width, finish);
            return message;
        }
    }
}
