using System.Buffers.Binary;

namespace FaceStream.Tests.Rtsp;

/// <summary>Baseline JPEGs, 4:2:0, with the standard's Huffman tables, which are not sent.</summary>
public sealed class JpegClip : RtspClip
{
    private const int Width = 320;
    private const int Height = 240;
    private const int HeaderSize = 8;
    private const int TableSize = 64;
    private const byte TablesInBand = 255;
    private const byte Quantisation = 0xDB;
    private const byte StartOfScan = 0xDA;

    private JpegClip(byte[] stream)
    {
        var end = 0;
        while (end < stream.Length)
        {
            var start = end;
            end += stream.AsSpan(start).IndexOf<byte>([0xFF, 0xD9]) + 2;
            Pictures.Add([stream[start..end]]);
        }
    }

    /// <summary>Makes two seconds of ffmpeg's test picture, 320 × 240, 25 a second.</summary>
    public static JpegClip Make(string folder)
    {
        var path = Path.Combine(folder, "clip.mjpeg");
        Ffmpeg.Run(
            $"-f lavfi -i testsrc=size={Width}x{Height}:rate=25:duration=2 -pix_fmt yuvj420p -c:v mjpeg -threads 1 -huffman default -q:v 3 -f mjpeg {path}");
        return new(File.ReadAllBytes(path));
    }

    internal override int PayloadType => 26;

    internal override string[] Attributes => ["a=rtpmap:26 JPEG/90000"];

    internal override bool IsKey(byte[][] picture) => true;

    /// <summary>RFC 2435: each packet begins with where its part of the scan lies; the first has the quantisation tables.</summary>
    internal override IEnumerable<byte[]> Payloads(byte[][] picture)
    {
        var (tables, scan) = Parts(picture[0]);
        byte[] head = [0, 0, 0, (byte)tables.Length, .. tables];
        for (var at = 0; at < scan.Length;)
        {
            var length = Math.Min(LargestPayload - HeaderSize - head.Length, scan.Length - at);
            yield return [0, (byte)(at >> 16), (byte)(at >> 8), (byte)at, 1, TablesInBand, Width / 8, Height / 8, .. head, .. scan.AsSpan(at, length)];
            at += length;
            head = [];
        }
    }

    private static (byte[] Tables, byte[] Scan) Parts(byte[] jpeg)
    {
        List<byte> tables = [];
        for (var at = 2; ;)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2));
            var next = at + 2 + length;
            if (jpeg[at + 1] == StartOfScan)
                return ([.. tables], jpeg[next..^2]);
            for (var table = at + 5; jpeg[at + 1] == Quantisation && table < next; table += TableSize + 1)
                tables.AddRange(jpeg.AsSpan(table, TableSize));
            at = next;
        }
    }
}
