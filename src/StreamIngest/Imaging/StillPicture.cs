using System.Diagnostics;
using FaceStream.StreamIngest.Native;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.StreamIngest.Imaging;

/// <summary>Reads JPEG, PNG, WebP and BMP pictures as frames, turned upright as their EXIF data says.</summary>
public static class StillPicture
{
    /// <summary>The most pixels in a picture; more is refused before it is decoded. A phone of 2024 makes 12 to 50 million.</summary>
    public const int MaxPixels = 40_000_000;

    /// <summary>The largest file: a PNG of that many pixels is smaller.</summary>
    public const int MaxBytes = 128 << 20;

    /// <summary>Reads a file. The caller owns the frame.</summary>
    /// <exception cref="PictureException">It cannot be read; the message is for people.</exception>
    public static Frame Load(string path)
    {
        if (Directory.Exists(path))
            throw new PictureException($"{path}: is a directory, not a picture");
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new PictureException($"{path}: no such file");
        if (file.Length > MaxBytes)
            throw new PictureException($"{path}: has {file.Length >> 20} MB; {MaxBytes >> 20} MB is the limit for a picture", tooLarge: true);

        try
        {
            return Decode(File.ReadAllBytes(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PictureException($"{path}: cannot be read: {e.Message}");
        }
    }

    /// <summary>Reads a picture from memory. The caller owns the frame.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">For messages, and the frame's camera.</param>
    /// <exception cref="PictureException">It cannot be read; the message is for people.</exception>
    public static Frame Decode(ReadOnlyMemory<byte> bytes, string name)
    {
        Libav.Require();
        var header = PictureHeader.Parse(bytes.Span, name);
        if ((long)header.Width * header.Height > MaxPixels)
            throw new PictureException($"{name}: is {header.Width} × {header.Height} pixels ({(long)header.Width * header.Height / 1e6:0} million); {MaxPixels / 1_000_000} million is the limit: make it smaller", tooLarge: true);

        using var decoder = VideoDecoder.Open(Av.FindDecoder(header.Codec), parameters: 0, MaxPixels)
            ?? throw new PictureException($"{name}: this machine's FFmpeg ({Av.Release}) cannot decode {header.Codec}");
        if (!Decode(decoder, bytes.Span))
            throw new PictureException($"{name}: is damaged or cut off; its {header.Codec} data cannot be decoded");
        return Finish(decoder, header.Orientation, name);
    }

    private static unsafe bool Decode(VideoDecoder decoder, ReadOnlySpan<byte> bytes)
    {
        var packet = Av.PacketAllocate();
        try
        {
            if (packet == 0 || Av.PacketReserve(packet, bytes.Length) < 0)
                throw new InsufficientMemoryException();
            bytes.CopyTo(new Span<byte>(*(void**)(packet + AvLayout.PacketData), bytes.Length));
            return decoder.Send(packet) >= 0 && decoder.Send(0) >= 0 && decoder.Receive() == 0;
        }
        finally
        {
            Av.PacketFree(ref packet);
        }
    }

    private static Frame Finish(VideoDecoder decoder, Orientation orientation, string name)
    {
        // Pictures without a word about it are full range and BT.601 (JFIF); WebP's VP8 is limited and says so.
        var colour = PictureCopier.Colour(decoder.Format, height: 0, decoder.Option("colorspace"), decoder.Option("color_range"));
        var (width, height) = orientation.SwapsSides ? (decoder.Height, decoder.Width) : (decoder.Width, decoder.Height);
        var frame = new FramePool(limit: 1).TryRent(new(
            name, 0, 0, TimeSpan.Zero, Stopwatch.GetTimestamp(), DateTimeOffset.UtcNow, width, height, colour))!;
        try
        {
            using var copier = new PictureCopier();
            copier.Copy(decoder.Frame, colour, orientation, frame.Writable);
            return frame;
        }
        catch (SourceException e)
        {
            frame.Dispose();
            throw new PictureException($"{name}: {e.Message}");
        }
    }
}
