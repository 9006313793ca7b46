using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.Dashboard.Bench;

/// <summary>
/// Decoding H.264 in this process, planes copied, against the ffmpeg program; processor time a frame once the file is open, because ffmpeg's own
/// clock starts there.
/// </summary>
internal static class DecodePart
{
    private const int Frames = 200;
    private const int Turns = 5;

    public static Figure Measure(BenchRig rig, string name, int height)
    {
        var file = rig.Scratch($"{height}.mp4");
        Ffmpeg.Run(rig.Cancel, "-ss", "8", "-i", rig.Walk, "-vf", $"scale=-2:{height}", "-frames:v", $"{Frames}", "-c:v", "libx264", "-preset", "veryfast", "-an", file);
        var planes = new byte[height * (height * 16 / 9) * 3 / 2];
        var (ours, bare, bytes) = (new List<double>(Turns), new List<double>(Turns), 0L);
        for (var turn = 0; turn < Turns; turn++)
        {
            using var source = new LibavSource(SourceAddress.Parse(file), RtspTransport.Tcp, TimeSpan.FromSeconds(5));
            source.Open(rig.Cancel);

            // On this thread alone, and before ffmpeg is asked: what it says is text that our decoder does not allocate.
            var (before, allocated) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
            var frames = Read(source, planes);
            ours.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds / frames);
            bytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / frames;
            bare.Add(Ffmpeg.Decode(file, rig.Cancel) / frames);
        }

        return Figure.Of(name, Rounds.Of(ours, bare, bytes), "ffmpeg -threads 1 -f null, processor time");
    }

    private static int Read(LibavSource source, byte[] planes)
    {
        var frames = 0;
        for (; source.TryRead(out _); frames++)
            source.CopyTo(planes);
        return frames;
    }
}
