using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;
using FaceStream.Tests;

namespace FaceStream.StreamIngest.Tests;

/// <summary>Videos and pictures made by the real ffmpeg, once for all tests that ask for the same.</summary>
public static class Footage
{
    private static readonly TemporaryFolder Folder = new();
    private static readonly Dictionary<string, Lazy<string>> Made = [];

    static Footage() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Folder.Dispose();

    /// <summary>Two seconds of the test picture, 320 × 240 at 25 a second: 50 pictures.</summary>
    public static string Video => Make("plain.mp4", "-f lavfi -i testsrc=size=320x240:rate=25:duration=2 -pix_fmt yuv420p -preset ultrafast -movflags +faststart");

    /// <summary>A file by the arguments that come before its name.</summary>
    public static string Make(string name, string arguments)
    {
        lock (Made)
        {
            if (!Made.TryGetValue(name, out var file))
            {
                var path = Folder[name];
                Made[name] = file = new(() =>
                {
                    Ffmpeg.Run($"{arguments} {path}");
                    return path;
                });
            }

            return file.Value;
        }
    }

    /// <summary>A file with that content.</summary>
    public static string Write(string name, ReadOnlySpan<byte> content)
    {
        var path = Folder[name];
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>A path where nothing is.</summary>
    public static string Nowhere(string name) => Folder[name];

    /// <summary>What ffmpeg decodes a file to: raw bytes of all pictures.</summary>
    public static byte[] Raw(string path, string options)
    {
        using var folder = new TemporaryFolder();
        Ffmpeg.Run($"-i {path} {options} -f rawvideo {folder["raw"]}");
        return File.ReadAllBytes(folder["raw"]);
    }

    /// <summary>Opens a file or camera as the product does.</summary>
    public static LibavSource Source(string address, double limit = 5, RtspTransport transport = RtspTransport.Tcp) =>
        new(SourceAddress.Parse(address), transport, TimeSpan.FromSeconds(limit));

    /// <summary>All pictures of a file, with their planes.</summary>
    public static List<(Picture Picture, byte[] Planes)> Read(IFrameSource source)
    {
        List<(Picture, byte[])> pictures = [];
        while (source.TryRead(out var picture))
        {
            var planes = new byte[Size(picture)];
            source.CopyTo(planes);
            pictures.Add((picture, planes));
        }

        return pictures;
    }

    /// <summary>Bytes of a picture's planes.</summary>
    public static int Size(Picture picture) =>
        picture.Width * picture.Height + 2 * ((picture.Width + 1) / 2) * ((picture.Height + 1) / 2);

    /// <summary>Mean absolute difference.</summary>
    public static double Difference(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        Assert.Equal(a.Length, b.Length);
        long sum = 0;
        for (var i = 0; i < a.Length; i++)
            sum += Math.Abs(a[i] - b[i]);
        return (double)sum / a.Length;
    }
}
