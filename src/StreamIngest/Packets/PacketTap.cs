namespace FaceStream.StreamIngest.Packets;

/// <summary>
/// Where compressed packets can be had on their way into the decoder. Nothing is copied or even looked at while nobody wants them.
/// See <c>docs/decisions/0008-two-live-transports.md</c>.
/// </summary>
public sealed class PacketTap
{
    private readonly Lock _changing = new();
    private IPacketListener[] _listeners = [];

    /// <summary>Adds a listener until the returned handle is disposed.</summary>
    public IDisposable Attach(IPacketListener listener)
    {
        lock (_changing)
            _listeners = [.. _listeners, listener];
        return new Attachment(this, listener);
    }

    internal bool IsWanted(string camera)
    {
        foreach (var listener in Volatile.Read(ref _listeners))
        {
            if (listener.Wants(camera))
                return true;
        }

        return false;
    }

    internal void Offer(VideoPacket packet)
    {
        foreach (var listener in Volatile.Read(ref _listeners))
            listener.PacketRead(packet);
    }

    private void Detach(IPacketListener listener)
    {
        lock (_changing)
            _listeners = [.. _listeners.Where(other => other != listener)];
    }

    private sealed class Attachment(PacketTap tap, IPacketListener listener) : IDisposable
    {
        public void Dispose() => tap.Detach(listener);
    }
}

/// <summary>Somebody who takes packets. Called from the decode threads: be quick, never wait, never throw.</summary>
public interface IPacketListener
{
    /// <summary>Whether packets of that camera are of any use now.</summary>
    bool Wants(string camera);

    /// <summary>A packet that is about to be decoded.</summary>
    void PacketRead(VideoPacket packet);
}
