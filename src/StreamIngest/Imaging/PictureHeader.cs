using System.Buffers.Binary;

namespace FaceStream.StreamIngest.Imaging;

/// <summary>What the first bytes of a picture file say, before anything is decoded.</summary>
/// <param name="Codec">libavcodec's name of the decoder.</param>
/// <param name="Width">Columns as stored.</param>
/// <param name="Height">Rows as stored.</param>
/// <param name="Orientation">How to turn it.</param>
internal sealed record PictureHeader(string Codec, int Width, int Height, Orientation Orientation)
{
    /// <summary>Understands the header.</summary>
    /// <exception cref="PictureException">Not one of the formats that are read, or broken.</exception>
    public static PictureHeader Parse(ReadOnlySpan<byte> bytes, string name)
    {
        if (bytes.IsEmpty)
            throw new PictureException($"{name}: is empty (0 bytes)");

        PictureHeader? header;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            header = Jpeg(bytes, name);
        else if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n']))
            header = Png(bytes);
        else if (bytes.Length >= 16 && bytes.StartsWith("RIFF"u8) && bytes[8..12].SequenceEqual("WEBP"u8))
            header = WebP(bytes, name);
        else if (bytes.StartsWith("BM"u8) && bytes.Length >= 26)
            header = Bmp(bytes);
        else
            throw new PictureException($"{name}: {Unread(bytes)}; FaceStream reads JPEG, PNG, WebP and BMP");

        return header is { Width: > 0, Height: > 0 }
            ? header
            : throw new PictureException($"{name}: is damaged: its {Format(bytes)} header cannot be read");
    }

    private static string Format(ReadOnlySpan<byte> bytes) => bytes[0] switch { 0xFF => "JPEG", 0x89 => "PNG", (byte)'R' => "WebP", _ => "BMP" };

    /// <summary>ITU-T T.81 §B.1: segments of marker and length; the frame header (SOFn) has the size.</summary>
    private static PictureHeader? Jpeg(ReadOnlySpan<byte> bytes, string name)
    {
        var (width, height, orientation) = (0, 0, Orientation.Upright);
        for (var at = 2; at + 2 <= bytes.Length;)
        {
            if (bytes[at] != 0xFF)
                return null;
            var marker = bytes[at + 1];
            if (marker is 0xFF)
            {
                at++;       // fill byte
                continue;
            }

            if (marker == 0xD9 && width > 0)
                return new("mjpeg", width, height, orientation);
            if (at + 4 > bytes.Length)
                break;

            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            var body = bytes[(at + 4)..Math.Min(bytes.Length, at + 2 + Math.Max(length, (ushort)2))];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC) && body.Length >= 5)
                (width, height) = (BinaryPrimitives.ReadUInt16BigEndian(body[3..]), BinaryPrimitives.ReadUInt16BigEndian(body[1..]));
            if (marker == 0xE1 && body.StartsWith("Exif\0\0"u8))
                orientation = Exif.Orientation(body[6..]);
            at += 2 + Math.Max(length, (ushort)2);
            if (marker == 0xDA)
                at = EndOfScan(bytes, at);
        }

        // libav would fill the missing rest with grey and say nothing.
        throw new PictureException($"{name}: is cut off: it has no end marker");
    }

    /// <summary>Where the next marker is; in a scan, FF 00 is a data byte and FF D0 to D7 are restarts.</summary>
    private static int EndOfScan(ReadOnlySpan<byte> bytes, int at)
    {
        while (at + 1 < bytes.Length)
        {
            var next = bytes[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= bytes.Length)
                break;
            at += next;
            if (bytes[at + 1] is not (0 or >= 0xD0 and <= 0xD7))
                return at;
            at += 2;
        }

        return bytes.Length;
    }

    /// <summary>PNG 1.2 §3.2: chunks of length, type, data and check sum; IHDR is the first.</summary>
    private static PictureHeader? Png(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 33)
            return null;
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]));
        var orientation = Orientation.Upright;
        for (long at = 8; at + 12 <= bytes.Length;)
        {
            var chunk = bytes[(int)at..];
            long length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
            if (chunk[4..8].SequenceEqual("eXIf"u8) && 8 + length <= chunk.Length)
                orientation = Exif.Orientation(chunk.Slice(8, (int)length));
            at += 12 + length;
        }

        return new("png", width, height, orientation);
    }

    /// <summary>The WebP container specification: RIFF chunks VP8, VP8L or VP8X.</summary>
    private static PictureHeader? WebP(ReadOnlySpan<byte> bytes, string name)
    {
        var (width, height, orientation) = (0, 0, Orientation.Upright);
        for (long at = 12; at + 8 <= bytes.Length;)
        {
            var chunk = bytes[(int)at..];
            long length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            var body = chunk.Slice(8, (int)Math.Min(length, chunk.Length - 8));
            if (chunk.StartsWith("VP8X"u8) && body.Length >= 10)
            {
                if ((body[0] & 2) != 0)
                    throw new PictureException($"{name}: is an animation; give a single picture");
                (width, height) = (1 + Int24(body[4..]), 1 + Int24(body[7..]));
            }
            else if (chunk.StartsWith("VP8 "u8) && body.Length >= 10 && width == 0)
            {
                (width, height) = (BinaryPrimitives.ReadUInt16LittleEndian(body[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(body[8..]) & 0x3FFF);
            }
            else if (chunk.StartsWith("VP8L"u8) && body.Length >= 5 && width == 0)
            {
                var bits = BinaryPrimitives.ReadUInt32LittleEndian(body[1..]);
                (width, height) = ((int)(bits & 0x3FFF) + 1, (int)(bits >> 14 & 0x3FFF) + 1);
            }
            else if (chunk.StartsWith("EXIF"u8))
            {
                orientation = Exif.Orientation(body.StartsWith("Exif\0\0"u8) ? body[6..] : body);
            }

            at += 8 + length + (length & 1);
        }

        return new("webp", width, height, orientation);
    }

    private static PictureHeader Bmp(ReadOnlySpan<byte> bytes)
    {
        var old = BinaryPrimitives.ReadInt32LittleEndian(bytes[14..]) == 12;      // OS/2 BITMAPCOREHEADER
        return old
            ? new("bmp", BinaryPrimitives.ReadUInt16LittleEndian(bytes[18..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[20..]), Orientation.Upright)
            : new("bmp", BinaryPrimitives.ReadInt32LittleEndian(bytes[18..]), Height(BinaryPrimitives.ReadInt32LittleEndian(bytes[22..])), Orientation.Upright);

        static int Height(int stored) => stored == int.MinValue ? 0 : Math.Abs(stored);     // negative: from the top down
    }

    private static int Int24(ReadOnlySpan<byte> bytes) => bytes[0] | bytes[1] << 8 | bytes[2] << 16;

    /// <summary>Names what people try.</summary>
    private static string Unread(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 12 && bytes[4..8].SequenceEqual("ftyp"u8))
        {
            var brand = bytes[8..12];
            if (brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8))
                return "is a HEIC picture (an iPhone's format); save it as JPEG";
            return brand.StartsWith("avi"u8) ? "is an AVIF picture; save it as JPEG" : "is a video, not a picture";
        }

        if (bytes.StartsWith("GIF8"u8))
            return "is a GIF; save one picture of it as PNG";
        if (bytes.StartsWith("%PDF"u8))
            return "is a PDF document; save the picture in it as JPEG";
        if (bytes.StartsWith("PK\u0003\u0004"u8))
            return "is a ZIP archive; send the pictures in it";
        if (bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8))
            return "is a TIFF or camera RAW picture; save it as JPEG";
        var start = bytes[..Math.Min(bytes.Length, 512)];
        if (start.IndexOf("<svg"u8) >= 0)
            return "is an SVG drawing; save it as PNG";
        return start.ContainsAnyInRange((byte)0, (byte)8) ? "is not a picture" : "is text, not a picture";
    }
}
