using System.Buffers.Binary;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.StreamIngest.Tests.Imaging;

/// <summary>Frames and picture files for tests.</summary>
internal static class Pictures
{
    /// <summary>A frame whose pixels a function gives: plane 0 to 2, x, y.</summary>
    public static Frame Draw(int width, int height, Func<int, int, int, int> pixel, YuvColour colour = default)
    {
        var header = new FrameHeader("test", 0, 0, TimeSpan.Zero, 0, default, width, height, colour);
        var frame = new FramePool(1).TryRent(header)!;
        var at = 0;
        for (var plane = 0; plane < 3; plane++)
        {
            var (columns, rows) = plane == 0 ? (width, height) : (header.ChromaWidth, header.ChromaHeight);
            for (var y = 0; y < rows; y++)
            {
                for (var x = 0; x < columns; x++)
                    frame.Writable[at++] = (byte)pixel(plane, x, y);
            }
        }

        return frame;
    }

    /// <summary>A frame of one colour.</summary>
    public static Frame Plain(int width, int height, byte y, byte u, byte v, YuvColour colour) =>
        Draw(width, height, (plane, _, _) => plane switch { 0 => y, 1 => u, _ => v }, colour);

    /// <summary>Smooth enough for JPEG to keep, and different in each corner.</summary>
    public static Frame Gradient(int width, int height, YuvColour colour = default) => Draw(
        width, height, (plane, x, y) => plane switch { 0 => 40 + x * 80 / width + y * 90 / height, 1 => 90 + x * 100 / width, _ => 80 + y * 120 / height }, colour);

    /// <summary>The picture file with an EXIF segment that holds an orientation.</summary>
    public static byte[] WithOrientation(byte[] file, int orientation, bool bigEndian)
    {
        byte[] tiff = bigEndian
            ? [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0]
            : [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0];
        if (file[0] == 0xFF)
        {
            byte[] body = [.. "Exif\0\0"u8, .. tiff];
            return [.. file[..2], 0xFF, 0xE1, 0, (byte)(body.Length + 2), .. body, .. file[2..]];
        }

        var chunk = new byte[12 + tiff.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, tiff.Length);
        "eXIf"u8.CopyTo(chunk.AsSpan(4));
        tiff.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + tiff.Length), Crc(chunk.AsSpan(4, 4 + tiff.Length)));
        return [.. file[..33], .. chunk, .. file[33..]];     // after IHDR
    }

    /// <summary>CRC-32 as PNG wants it.</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }

    /// <summary>All bytes of a frame.</summary>
    public static byte[] Bytes(this Frame frame) => frame.Writable.ToArray();

    /// <summary>Encodes and decodes again.</summary>
    public static Frame RoundTrip(this JpegEncoder encoder, Frame frame, int maxWidth = 0) =>
        StillPicture.Decode(encoder.Encode(frame, maxWidth).ToArray(), "jpeg");

    /// <summary>Red, green and blue of a pixel, in double precision, by the definition of the colour space.</summary>
    public static (double R, double G, double B) Rgb(this Frame frame, int x, int y)
    {
        var header = frame.Header;
        var chroma = y / 2 * header.ChromaWidth + x / 2;
        double luma = frame.Y[y * header.Width + x];
        double u = frame.U[chroma] - 128;
        double v = frame.V[chroma] - 128;
        if (!header.Colour.FullRange)
            (luma, u, v) = ((luma - 16) * 255 / 219, u * 255 / 224, v * 255 / 224);
        var (kr, kb) = header.Colour.Matrix switch
        {
            YuvMatrix.Bt709 => (0.2126, 0.0722),
            YuvMatrix.Bt2020 => (0.2627, 0.0593),
            _ => (0.299, 0.114),
        };
        var (r, b) = (luma + 2 * (1 - kr) * v, luma + 2 * (1 - kb) * u);
        return (r, (luma - kr * r - kb * b) / (1 - kr - kb), b);
    }
}
