namespace FaceStream.Tests.Rtsp;

/// <summary>What a camera for tests shows, and how its codec goes into RTP packets.</summary>
public abstract class RtspClip
{
    /// <summary>Bytes of a payload that fit into a packet on any network.</summary>
    private protected const int LargestPayload = 1400;

    /// <summary>Each picture: its NAL units, or the one JPEG.</summary>
    public List<byte[][]> Pictures { get; } = [];

    /// <summary>RTP's number of the codec.</summary>
    internal virtual int PayloadType => 96;

    /// <summary>The attributes that a description (SDP) has of the codec.</summary>
    internal abstract string[] Attributes { get; }

    /// <summary>Decoding can start with it.</summary>
    internal abstract bool IsKey(byte[][] picture);

    /// <summary>What the packets of a picture carry, in order.</summary>
    internal abstract IEnumerable<byte[]> Payloads(byte[][] picture);
}
