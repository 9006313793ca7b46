using System.CommandLine;
using System.Diagnostics;
using FaceStream.Dashboard.Configuration;
using FaceStream.Dashboard.Output;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;
using Spectre.Console;

namespace FaceStream.Dashboard.Commands;

/// <summary><c>facestream cameras</c>: what is watched, and whether an address gives pictures.</summary>
internal static class CamerasCommand
{
    // Two seconds of pictures tell a rate that the container does not.
    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(2);

    private static readonly Argument<string> Source = new("source") { Description = "A camera's URL, a file, or the name of a configured camera.", HelpName = "URL|FILE|NAME" };
    private static readonly Option<RtspTransport> Transport = new("--transport") { Description = "How RTSP packets travel.", DefaultValueFactory = _ => RtspTransport.Tcp };
    private static readonly Option<VideoBackend> Backend = new("--backend") { Description = "Who decodes: FFmpeg's libraries, or an ffmpeg process.", DefaultValueFactory = _ => VideoBackend.Auto };
    private static readonly Option<double> Timeout = new("--timeout") { Description = "Seconds of silence that count as failed.", DefaultValueFactory = _ => 5, HelpName = "SECONDS" };

    /// <summary>The command.</summary>
    public static CliCommand Create() => new("cameras", "What is watched: list, test.", "cameras list", "cameras test rtsp://user:password@192.168.1.20/stream1")
    {
        new CliCommand("list", "The configured cameras.", "cameras list", "cameras list -c /etc/facestream.yaml --json") { Common.Config }.Does(List),
        new CliCommand("test", "Open a camera or file and say what comes, or why nothing does.", "cameras test rtsp://192.168.1.20/stream1", "cameras test front-door")
            { Source, Transport, Backend, Timeout, Common.Config }.Does(Test),
    };

    private static ExitCode List(Invocation call)
    {
        var file = call.Get(Common.Config) ?? ConfigurationFile.Find(call.Home)
            ?? throw new CommandFailure(ExitCode.Usage, "There is no facestream.yaml here, so no cameras are configured.", "README.md shows a first one.");
        var cameras = ConfigurationFile.Load(file, ConfigurationFile.Environment()).Cameras;
        call.Terminal.Show(
            cameras.Select(camera => new { camera.Name, Source = SourceAddress.Mask(camera.Source), camera.MaxFps, camera.Loop, camera.Transport, camera.Backend, TimeoutSeconds = camera.Timeout.TotalSeconds, camera.MinFace }),
            console =>
            {
                var table = Tables.Plain("name", "source", "max fps", "least face");
                foreach (var camera in cameras)
                    table.AddRow(Tables.Cells(camera.Name, SourceAddress.Mask(camera.Source), camera.MaxFps == 0 ? "all" : camera.MaxFps, $"{camera.MinFace} px"));
                console.Write(table);
            });
        return ExitCode.Ok;
    }

    private static ExitCode Test(Invocation call)
    {
        var (address, backend, transport, limit) = Asked(call);
        var started = Stopwatch.GetTimestamp();
        using var source = FrameSources.Create(address, backend, transport, limit);
        var info = source.Open(call.Cancel);
        var first = Stopwatch.GetElapsedTime(started);
        var fps = info.Live || info.Fps == 0 ? Measure(source, call.Cancel) : info.Fps;

        call.Terminal.Show(
            new
            {
                Source = address.Masked, info.Codec, info.Width, info.Height, Fps = Math.Round(fps, 2), info.Live,
                DurationSeconds = info.Duration?.TotalSeconds, info.Frames, FirstPictureMs = Math.Round(first.TotalMilliseconds), DecodeErrors = source.Errors,
            },
            console =>
            {
                console.WriteLine($"{address.Masked} gives pictures.");
                console.WriteLine($"  {info.Width} × {info.Height}, {info.Codec}, {fps:0.##} pictures a second; the first after {first.TotalSeconds:0.0} s");
                if (info.Duration is { } duration)
                    console.WriteLine($"  {ProgressLine.Clock(duration)} long{(info.Frames is { } frames ? $", {frames} pictures" : "")}");
            });
        return ExitCode.Ok;
    }

    private static (SourceAddress Address, VideoBackend Backend, RtspTransport Transport, TimeSpan Limit) Asked(Invocation call)
    {
        var asked = call.Get(Source);
        if (!asked.Contains("://", StringComparison.Ordinal) && !File.Exists(asked) && (call.Get(Common.Config) ?? ConfigurationFile.Find(call.Home)) is { } file
            && ConfigurationFile.Load(file, ConfigurationFile.Environment()).Cameras.FirstOrDefault(camera => camera.Name == asked) is { } camera)
            return (SourceAddress.Parse(camera.Source), camera.Backend, camera.Transport, camera.Timeout);
        return (SourceAddress.Parse(asked), call.Get(Backend), call.Get(Transport), TimeSpan.FromSeconds(call.Get(Timeout)));
    }

    private static double Measure(IFrameSource source, CancellationToken cancel)
    {
        var (started, pictures, last) = (Stopwatch.GetTimestamp(), 0, TimeSpan.Zero);
        while (Stopwatch.GetElapsedTime(started) < RateWindow && source.TryRead(out var picture))
        {
            cancel.ThrowIfCancellationRequested();
            pictures++;
            last = picture.Time;
        }

        return last > TimeSpan.Zero ? (pictures - 1) / last.TotalSeconds : 0;
    }
}
