using System.Buffers.Binary;

namespace FaceStream.Tests.Rtsp;

/// <summary>Puts pictures into RTP packets (RFC 3550).</summary>
internal sealed class RtpPacketizer
{
    private const int HeaderSize = 12;

    private readonly uint _source = (uint)Random.Shared.Next();
    private ushort _sequence = (ushort)Random.Shared.Next();

    /// <summary>The packets of a picture; the last one is marked.</summary>
    public IEnumerable<byte[]> Packets(RtspClip clip, byte[][] picture, uint timestamp)
    {
        var payloads = clip.Payloads(picture).ToList();
        return payloads.Select((payload, i) => Packet(clip.PayloadType, timestamp, marker: i == payloads.Count - 1, payload));
    }

    /// <summary>An RTCP sender report (RFC 3550, §6.4.1) without blocks.</summary>
    /// <param name="ntp">The sender's clock.</param>
    /// <param name="timestamp">The same moment in the pictures' time.</param>
    public byte[] Report(ulong ntp, uint timestamp)
    {
        var report = new byte[28];
        (report[0], report[1], report[3]) = (0x80, 200, 6);
        BinaryPrimitives.WriteUInt32BigEndian(report.AsSpan(4), _source);
        BinaryPrimitives.WriteUInt64BigEndian(report.AsSpan(8), ntp);
        BinaryPrimitives.WriteUInt32BigEndian(report.AsSpan(16), timestamp);
        return report;
    }

    private byte[] Packet(int type, uint timestamp, bool marker, byte[] payload)
    {
        var packet = new byte[HeaderSize + payload.Length];
        packet[0] = 0x80;
        packet[1] = (byte)((marker ? 0x80 : 0) | type);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), _sequence++);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), _source);
        payload.CopyTo(packet, HeaderSize);
        return packet;
    }
}
