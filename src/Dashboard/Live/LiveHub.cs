using System.Collections.Immutable;
using System.Diagnostics;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Packets;

namespace FaceStream.Dashboard.Live;

/// <summary>Somebody who wants to see some of the frames. Never waits.</summary>
internal interface IViewer
{
    /// <summary>Whether that frame is to be shown, or its result with a packet that is.</summary>
    bool Wants(in FrameHeader frame);

    /// <summary>Offers a frame; the viewer shares it or lets it pass.</summary>
    void Offer(LivePicture picture);

    /// <summary>Whether packets of that camera are of any use.</summary>
    bool WantsPackets(string camera) => false;

    /// <summary>Offers a packet, before the frame that is decoded from it.</summary>
    void Offer(LivePacket packet)
    {
        // Most want pictures only.
    }
}

/// <summary>A packet with its message, which all viewers share.</summary>
internal sealed record LivePacket(VideoPacket Packet, byte[] Message);

/// <summary>Hands published frames and cameras' packets to the viewers. Attached to both only while there is a viewer.</summary>
internal sealed class LiveHub(RecognitionHub recognition, PacketTap packets, LiveEncoder encoder) : IRecognitionSink, IPacketListener
{
    private readonly Lock _joining = new();
    private ImmutableArray<IViewer> _viewers = [];
    private IDisposable? _attachment;
    private IDisposable? _tapping;

    /// <summary>Who watches now.</summary>
    public int Viewers => _viewers.Length;

    /// <summary>Adds a viewer until the answer is disposed.</summary>
    public IDisposable Join(IViewer viewer)
    {
        lock (_joining)
        {
            _viewers = _viewers.Add(viewer);
            _attachment ??= recognition.Attach(this, "live");
            _tapping ??= packets.Attach(this);
        }

        return new Seat(this, viewer);
    }

    /// <summary>On the pipeline's thread: a look at each viewer's wishes, at most one share of the frame each.</summary>
    public void FrameRecognised(Frame frame, FrameResult result)
    {
        LivePicture? picture = null;
        foreach (var viewer in _viewers)
        {
            if (viewer.Wants(result.Frame))
                viewer.Offer(picture ??= new LivePicture(frame, result, Stopwatch.GetElapsedTime(result.Frame.Arrived), encoder));
        }
    }

    /// <inheritdoc/>
    public void TrackEnded(TrackSummary track)
    {
        // The overlay shows what is in the picture.
    }

    /// <inheritdoc/>
    public bool Wants(string camera)
    {
        foreach (var viewer in _viewers)
        {
            if (viewer.WantsPackets(camera))
                return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public void PacketRead(VideoPacket packet)
    {
        var live = new LivePacket(packet, LiveMessage.Packet(packet));
        foreach (var viewer in _viewers)
        {
            if (viewer.WantsPackets(packet.Camera))
                viewer.Offer(live);
        }
    }

    private void Leave(IViewer viewer)
    {
        lock (_joining)
        {
            _viewers = _viewers.Remove(viewer);
            if (_viewers.IsEmpty)
            {
                _attachment?.Dispose();
                _tapping?.Dispose();
                _attachment = _tapping = null;
            }
        }
    }

    private sealed class Seat(LiveHub hub, IViewer viewer) : IDisposable
    {
        public void Dispose() => hub.Leave(viewer);
    }
}
