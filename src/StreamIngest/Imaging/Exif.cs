using System.Buffers.Binary;

namespace FaceStream.StreamIngest.Imaging;

/// <summary>The one field of EXIF that matters here.</summary>
internal static class Exif
{
    private const int OrientationTag = 0x0112;
    private const int EntrySize = 12;

    /// <summary>Reads tag 0x0112 of the first directory (TIFF 6.0 §2); upright when it is not there or makes no sense.</summary>
    public static Orientation Orientation(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8)
            return Imaging.Orientation.Upright;
        var big = tiff.StartsWith("MM"u8);
        if (!big && !tiff.StartsWith("II"u8))
            return Imaging.Orientation.Upright;

        var start = Int32(tiff[4..], big);
        if (start > (uint)tiff.Length - 2)
            return Imaging.Orientation.Upright;
        var directory = tiff[(int)start..];
        var count = Int16(directory, big);
        for (var i = 0; i < count; i++)
        {
            var at = 2 + i * EntrySize;
            if (at + EntrySize > directory.Length)
                break;
            var entry = directory[at..];
            if (Int16(entry, big) == OrientationTag && Int16(entry[8..], big) is >= 1 and <= 8 and var value)
                return (Orientation)value;
        }

        return Imaging.Orientation.Upright;
    }

    private static ushort Int16(ReadOnlySpan<byte> bytes, bool big) =>
        big ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint Int32(ReadOnlySpan<byte> bytes, bool big) =>
        big ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
