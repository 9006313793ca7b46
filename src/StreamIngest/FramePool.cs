using System.Collections.Concurrent;

namespace FaceStream.StreamIngest;

/// <summary>Pinned pixel buffers, reused for the life of a camera. Frames of any size come from it.</summary>
/// <param name="limit">The most frames alive at once: the pipeline's depth plus its fan-out.</param>
public sealed class FramePool(int limit)
{
    private readonly ConcurrentBag<byte[]> _free = [];
    private readonly object _returned = new();
    private int _rented;

    /// <summary>Frames rented and not yet returned. Zero when the pipeline is idle.</summary>
    public int Rented => Volatile.Read(ref _rented);

    /// <summary>Takes a frame to fill, or <see langword="null"/> when <paramref name="header"/> would be one more than the limit.</summary>
    public Frame? TryRent(in FrameHeader header)
    {
        if (Interlocked.Increment(ref _rented) > limit)
        {
            Interlocked.Decrement(ref _rented);
            return null;
        }

        return new Frame(this, Buffer(header.ByteCount + Frame.Slack), header);
    }

    /// <summary>Takes a frame to fill, waiting until there is one: for files, of which nothing is dropped.</summary>
    internal Frame Rent(in FrameHeader header, CancellationToken cancel)
    {
        if (TryRent(header) is { } frame)
            return frame;

        using var wake = cancel.Register(Wake);
        lock (_returned)
        {
            while (true)
            {
                cancel.ThrowIfCancellationRequested();
                if (TryRent(header) is { } late)
                    return late;
                Monitor.Wait(_returned);
            }
        }
    }

    internal void Return(byte[] buffer)
    {
        _free.Add(buffer);
        Interlocked.Decrement(ref _rented);
        Wake();
    }

    private void Wake()
    {
        lock (_returned)
            Monitor.PulseAll(_returned);
    }

    /// <summary>A free buffer of exactly that size; those of an earlier resolution are let go.</summary>
    private byte[] Buffer(int size)
    {
        while (_free.TryTake(out var used))
        {
            if (used.Length == size)
                return used;
        }

        return GC.AllocateUninitializedArray<byte>(size, pinned: true);
    }
}
