using System.Collections.Concurrent;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Dashboard.Live;

/// <summary>Encodes frames away from the pipeline's threads, on no more than half of the cores.</summary>
internal sealed class LiveEncoder : IDisposable
{
    // 75: at 640 columns about 40 kB, and blocks are not seen beside a moving box.
    private const int Quality = 75;

    private readonly ConcurrentBag<JpegEncoder> _encoders = [];
    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount / 2));
    private long _encoded;

    /// <summary>Pictures encoded so far.</summary>
    public long Encoded => Interlocked.Read(ref _encoded);

    /// <summary>Encodes and disposes <paramref name="frame"/>.</summary>
    /// <param name="frame">Owned by this call.</param>
    /// <param name="maxWidth">Wider frames are scaled down; 0 keeps the size.</param>
    /// <param name="finish">Makes the answer from the JPEG, which is valid only during the call.</param>
    public async Task<byte[]> EncodeAsync(Frame frame, int maxWidth, Func<ReadOnlyMemory<byte>, byte[]> finish)
    {
        using (frame)
        {
            await _turns.WaitAsync().ConfigureAwait(false);
            try
            {
                return await Task.Run(() => Encode(frame, maxWidth, finish)).ConfigureAwait(false);
            }
            finally
            {
                _turns.Release();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_encoders.TryTake(out var encoder))
            encoder.Dispose();
        _turns.Dispose();
    }

    private byte[] Encode(Frame frame, int maxWidth, Func<ReadOnlyMemory<byte>, byte[]> finish)
    {
        // An encoder serves one thread, so each turn takes one.
        if (!_encoders.TryTake(out var encoder))
            encoder = new JpegEncoder(Quality);
        try
        {
            Interlocked.Increment(ref _encoded);
            return finish(encoder.Encode(frame, maxWidth));
        }
        finally
        {
            _encoders.Add(encoder);
        }
    }
}
