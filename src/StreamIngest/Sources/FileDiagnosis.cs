using System.Buffers.Binary;

namespace FaceStream.StreamIngest.Sources;

/// <summary>Finds the words for a file that libav would not open.</summary>
internal static class FileDiagnosis
{
    /// <summary>What can be said before libav is asked; <see langword="null"/> when the file looks readable.</summary>
    public static SourceException? Before(string path)
    {
        if (Directory.Exists(path))
            return new(SourceFault.Unreadable, $"{path}: is a directory, not a video file");
        var file = new FileInfo(path);
        if (!file.Exists)
            return new(SourceFault.Missing, $"{path}: no such file");
        if (file.Length == 0)
            return new(SourceFault.Empty, $"{path}: is empty (0 bytes)");

        try
        {
            using var stream = file.OpenRead();
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return new(SourceFault.Unreadable, $"{path}: no permission to read it (user {Environment.UserName})");
        }
        catch (IOException e)
        {
            return new(SourceFault.Unreadable, $"{path}: cannot be read: {e.Message}");
        }
    }

    /// <summary>Why libav found no video in the bytes.</summary>
    public static SourceException After(string path)
    {
        Span<byte> start = stackalloc byte[512];
        using var stream = File.OpenRead(path);
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];

        if (start.Length >= 12 && start[4..8].SequenceEqual("ftyp"u8))
        {
            return HasIndex(stream)
                ? new(SourceFault.NotVideo, $"{path}: is an MP4 file, but damaged: FFmpeg cannot read its index")
                : new(SourceFault.NoIndex, $"{path}: has no index (moov atom); was the recording cut off? Record to MKV, or repair it with a tool such as untrunc");
        }

        return new(SourceFault.NotVideo, $"{path}: is not a video that FaceStream reads ({Kind(start)})");
    }

    /// <summary>Walks the top-level boxes of an MP4 (ISO 14496-12 §4.2).</summary>
    private static bool HasIndex(FileStream stream)
    {
        Span<byte> head = stackalloc byte[16];
        for (long at = 0; at + 8 <= stream.Length;)
        {
            stream.Position = at;
            if (stream.ReadAtLeast(head, 8, throwOnEndOfStream: false) < 8)
                return false;
            if (head[4..8].SequenceEqual("moov"u8))
                return true;
            long size = BinaryPrimitives.ReadUInt32BigEndian(head);
            if (size == 1)
                size = BinaryPrimitives.ReadInt64BigEndian(head[8..]);
            if (size < 8 || size > stream.Length - at)
                return false;
            at += size;
        }

        return false;
    }

    private static string Kind(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || start.StartsWith((ReadOnlySpan<byte>)[0x89, .. "PNG"u8]) || start.StartsWith("GIF8"u8))
            return "it is a picture";
        if (start.StartsWith("%PDF"u8))
            return "it is a PDF document";
        if (start.StartsWith("PK\u0003\u0004"u8))
            return "it is a ZIP archive";
        if (start.StartsWith("#EXTM3U"u8))
            return "it is a playlist";
        return start.ContainsAnyInRange((byte)0, (byte)8) ? "its format is not known" : "it is text";
    }
}
