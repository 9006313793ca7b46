using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.Dashboard.Bench;

/// <summary>Decoding H.264 in this process, planes copied, against the ffmpeg program; processor time a frame.</summary>
internal static class DecodePart
{
    private const int Frames = 200;
    private const int Turns = 3;

    public static Figure Measure(BenchRig rig, string name, int height)
    {
        var file = rig.Scratch($"{height}.mp4");
        Ffmpeg.Run(rig.Cancel, "-ss", "8", "-i", rig.Walk, "-vf", $"scale=-2:{height}", "-frames:v", $"{Frames}", "-c:v", "libx264", "-preset", "veryfast", "-an", file);
        var planes = new byte[height * (height * 16 / 9) * 3 / 2];
        var cost = new Cost(double.MaxValue, double.MaxValue, 0);
        for (var turn = 0; turn < Turns; turn++)
        {
            var (before, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
            var frames = Read(file, planes, rig.Cancel);
            var ours = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / frames;
            cost = new(Math.Min(cost.Ours, ours), Math.Min(cost.Bare, Ffmpeg.Decode(file, rig.Cancel) / frames), (GC.GetTotalAllocatedBytes() - allocated) / frames);
        }

        return Figure.Of(name, cost, "ffmpeg -threads 1 -f null, processor time");
    }

    private static int Read(string file, byte[] planes, CancellationToken cancel)
    {
        using var source = new LibavSource(SourceAddress.Parse(file), RtspTransport.Tcp, TimeSpan.FromSeconds(5));
        source.Open(cancel);
        var frames = 0;
        for (; source.TryRead(out _); frames++)
            source.CopyTo(planes);
        return frames;
    }
}
