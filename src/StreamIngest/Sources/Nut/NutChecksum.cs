namespace FaceStream.StreamIngest.Sources.Nut;

/// <summary>CRC-32 with the polynomial 0x04C11DB7, highest bit first, that starts at 0: over data and its checksum it is 0.</summary>
internal static class NutChecksum
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Row)];

    /// <summary>The checksum with one more byte.</summary>
    public static uint Add(uint sum, byte value) => sum << 8 ^ Table[sum >> 24 ^ value];

    private static uint Row(int value)
    {
        var sum = (uint)value << 24;
        for (var bit = 0; bit < 8; bit++)
            sum = sum << 1 ^ (sum >> 31) * 0x04C11DB7;
        return sum;
    }
}
