using System.Diagnostics;
using FaceStream.Dashboard.Cameras;
using FaceStream.Dashboard.Status;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Pipeline;
using FaceStream.StreamIngest.Zones;

namespace FaceStream.Dashboard.Tests;

/// <summary>Publishes frames from a real pool through the real hub, when the test says so.</summary>
internal sealed class HandFeed(RecognitionHub hub)
{
    public FramePool Pool { get; } = new(limit: 64);

    /// <summary>Frames are those of packets whose stamps are their sequence.</summary>
    public bool HasPackets { get; init; }

    /// <summary>Publishes a grey frame as the pipeline does: lends it, then lets go. Grey says which frame it is.</summary>
    public TimeSpan Publish(string camera, long sequence, int width = 64, int height = 48, byte grey = 128, params RecognisedFace[] faces)
    {
        var header = new FrameHeader(
            camera, 0, sequence, TimeSpan.FromSeconds(sequence / 25.0), Stopwatch.GetTimestamp(), DateTimeOffset.UtcNow,
            width, height, new YuvColour(YuvMatrix.Bt601, FullRange: true)) { Stamp = HasPackets ? sequence : null };
        var frame = Pool.TryRent(header) ?? throw new InvalidOperationException("The pool is empty: somebody keeps frames.");
        frame.Writable[..header.LumaBytes].Fill(grey);
        frame.Writable[header.LumaBytes..].Fill(128);

        var started = Stopwatch.GetTimestamp();
        hub.Publish(new Recognised(new FrameBatch([frame], []), [new FrameResult(header, faces)], []));
        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Lets somebody else see what is published.</summary>
    public void Attach(IRecognitionSink sink) => hub.Attach(sink, "hand");

    /// <summary>A track is over.</summary>
    public void End(TrackSummary track) => hub.Publish(new Recognised(new FrameBatch([], []), [], [track]));
}

/// <summary>Cameras whose states the test sets.</summary>
internal sealed class HandBoard : ICameraBoard
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private volatile IReadOnlyList<CameraReading> _cameras = [];
    private volatile ICameraBoard? _other;

    public IReadOnlyList<CameraReading> Read() => _other?.Read() ?? _cameras;

    /// <summary>Shows what another board reads from now on.</summary>
    public void Follow(ICameraBoard other) => _other = other;

    public void Set(params CameraReading[] cameras) => _cameras = cameras;

    public static CameraReading Camera(string name, CameraState state = CameraState.Live, string reason = "", double fps = 25, SearchArea? area = null) => new(
        name, "rtsp://10.0.0.7/stream", new CameraStatus(state, reason, Noon, null, 640, 480, fps, "h264"),
        Decoded: 1000, new Dictionary<DropReason, long> { [DropReason.Overload] = 7 }, LastFrame: Noon, area ?? SearchArea.Everywhere);
}

/// <summary>An engine that the test breaks and mends.</summary>
internal sealed class HandEngine : IEngine
{
    public EngineStatus Status { get; set; } = new(
        new DeviceView("auto", "cpu", "CPU", new("no CUDA library was found", "no-library", new Dictionary<string, string> { ["library"] = "libcuda.so" })), [new ModelView("mobilefacenet-192", "ab12", "cpu")], null);

    public EngineStatus Read() => Status;
}
