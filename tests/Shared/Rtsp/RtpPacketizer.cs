using System.Buffers.Binary;

namespace FaceStream.Tests.Rtsp;

/// <summary>Puts H.264 pictures into RTP packets (RFC 3550, RFC 6184: single units and FU-A fragments).</summary>
internal sealed class RtpPacketizer
{
    private const int HeaderSize = 12;
    private const int PayloadType = 96;
    private const int LargestPayload = 1400;
    private const int FragmentUnit = 28;

    private readonly uint _source = (uint)Random.Shared.Next();
    private ushort _sequence = (ushort)Random.Shared.Next();

    public IEnumerable<byte[]> Packets(byte[][] units, uint timestamp)
    {
        for (var i = 0; i < units.Length; i++)
        {
            var (unit, last) = (units[i], i == units.Length - 1);
            if (unit.Length <= LargestPayload)
            {
                yield return Packet(timestamp, marker: last, [], unit);
                continue;
            }

            for (var at = 1; at < unit.Length; at += LargestPayload - 2)
            {
                var part = unit.AsMemory(at, Math.Min(LargestPayload - 2, unit.Length - at));
                var (start, end) = (at == 1, at + part.Length == unit.Length);
                byte[] head = [(byte)(unit[0] & 0xE0 | FragmentUnit), (byte)((start ? 0x80 : 0) | (end ? 0x40 : 0) | unit[0] & 0x1F)];
                yield return Packet(timestamp, marker: last && end, head, part);
            }
        }
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

    private byte[] Packet(uint timestamp, bool marker, byte[] head, ReadOnlyMemory<byte> payload)
    {
        var packet = new byte[HeaderSize + head.Length + payload.Length];
        packet[0] = 0x80;
        packet[1] = (byte)((marker ? 0x80 : 0) | PayloadType);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), _sequence++);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), _source);
        head.CopyTo(packet, HeaderSize);
        payload.CopyTo(packet.AsMemory(HeaderSize + head.Length));
        return packet;
    }
}
