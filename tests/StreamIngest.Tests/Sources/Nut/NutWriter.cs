using System.Buffers.Binary;

namespace FaceStream.StreamIngest.Tests.Sources.Nut;

/// <summary>Writes the few elements of NUT that a test needs and ffmpeg does not make.</summary>
internal static class NutWriter
{
    public const ulong Main = 0x4E4D7A561F5F04AD;
    public const ulong Stream = 0x4E5311405BF2F9DB;
    public const ulong SyncPoint = 0x4E4BE4ADEECA4569;

    /// <summary>
    /// Rows of flags, number of fields, and the fields: step in time, size factor, track, size, reserved, count, match time, elision header.
    /// </summary>
    public static byte[] CodeTable =>
    [
        .. Number(1 << 12), 6, 0, 1, 0, 0, 0, 6,        // 0–5: the flags are written out
        0, 8, 5, 7, 0, 6, 0, 1, 0, 1,                   // 6: step 3 as a signed number is 5
        .. Number(1 << 13), 6, 0, 1, 0, 0, 0, .. Number(248),      // the rest is invalid; 'N' counts as none
    ];

    /// <summary>A v: seven bits a byte, the highest first.</summary>
    public static byte[] Number(long value)
    {
        List<byte> bytes = [(byte)(value & 0x7F)];
        while ((value >>= 7) > 0)
            bytes.Insert(0, (byte)(value & 0x7F | 0x80));
        return [.. bytes];
    }

    /// <summary>A start code, the length, the content and its checksum.</summary>
    public static byte[] Packet(ulong startCode, ReadOnlySpan<byte> content)
    {
        var bytes = new byte[8 + 1 + content.Length + 4];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, startCode);
        bytes[8] = (byte)(content.Length + 4);
        content.CopyTo(bytes.AsSpan(9));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(9 + content.Length), Checksum(content));
        return bytes;
    }

    /// <summary>By long division, one bit at a time.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint rest = 0;
        foreach (var value in bytes)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                var carry = rest >> 31 ^ (uint)(value >> bit & 1);
                rest = rest << 1 ^ (carry == 1 ? 0x04C11DB7u : 0);
            }
        }

        return rest;
    }
}
