using System.Threading.Channels;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;
using FaceStream.Tests;

namespace FaceStream.StreamIngest.Tests.Cameras;

/// <summary>Sessions for tests.</summary>
internal static class TestCamera
{
    public static CameraSession Create(
        CameraOptions options, TimeProvider? time = null, Func<IFrameSource>? open = null, int poolSize = CameraSession.DefaultPoolSize,
        CapturedLog<CameraSession>? log = null, CameraPast? past = null) =>
        new(options, new IngestMetrics(new TestMeters()), log ?? new(), time ?? TimeProvider.System, open, poolSize, past);

    /// <summary>A file that is read once, whose pictures are drawn.</summary>
    public static CameraSession Drawn(string name, int pictures) =>
        Create(new() { Name = name, Source = "drawn.mp4" }, open: () => new DrawnSource(pictures));

    public static async Task<bool> WaitForAsync(this CameraSession camera, Func<CameraStatus, bool> condition, double seconds = 15)
    {
        for (var left = seconds; left > 0; left -= 0.01)
        {
            if (condition(camera.Status))
                return true;
            await Task.Delay(10);
        }

        return false;
    }
}

/// <summary>A source without a file: small grey pictures, 25 a second, as many as wanted.</summary>
internal sealed class DrawnSource(int pictures, SourceException? end = null, ChannelReader<bool>? gate = null, Func<int, TimeRepair>? repair = null) : IFrameSource
{
    private int _next;
    private CancellationToken _cancel;

    public long Errors => 0;

    public string? Damage => null;

    public SourceInfo Open(CancellationToken cancel)
    {
        _cancel = cancel;
        return new("drawn", 4, 2, 25, null, null, Live: gate is not null);
    }

    public bool TryRead(out Picture picture)
    {
        if (gate is not null)
            _ = gate.WaitToReadAsync(_cancel).AsTask().GetAwaiter().GetResult() && gate.TryRead(out _);
        picture = new(TimeSpan.FromMilliseconds(40 * _next), 4, 2, default) { Repair = repair?.Invoke(_next) ?? TimeRepair.None };
        if (_next++ < pictures)
            return true;
        return end is null ? false : throw end;
    }

    public void CopyTo(Span<byte> planes) => planes.Fill((byte)_next);

    public void Dispose()
    {
    }
}
