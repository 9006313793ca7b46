using System.CommandLine;
using System.Globalization;
using FaceStream.Dashboard.Cameras;
using FaceStream.Dashboard.Configuration;
using FaceStream.Dashboard.Output;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;
using Spectre.Console;

namespace FaceStream.Dashboard.Commands;

/// <summary><c>facestream cameras</c>: what is watched, and whether an address gives pictures.</summary>
internal static class CamerasCommand
{
    private static readonly Argument<string> Source = new("source") { Description = "A camera's URL, a file, or the name of a configured camera.", HelpName = "URL|FILE|NAME" };
    private static readonly Option<RtspTransport> Transport = new("--transport") { Description = "How RTSP packets travel.", DefaultValueFactory = _ => RtspTransport.Tcp, HelpName = "tcp|udp" };
    private static readonly Option<VideoBackend> Backend = new("--backend") { Description = "Who decodes: FFmpeg's libraries, or an ffmpeg process.", DefaultValueFactory = _ => VideoBackend.Auto, HelpName = "auto|libav|process" };
    private static readonly Option<double> Timeout = new("--timeout") { Description = "Seconds of silence that count as failed.", DefaultValueFactory = _ => 5, HelpName = "SECONDS" };
    private static readonly Option<string?> Picture = new("--picture") { Description = "Keep the first picture, as JPEG.", HelpName = "FILE" };

    /// <summary>The command.</summary>
    public static CliCommand Create()
    {
        Timeout.Validators.Add(result =>
        {
            // As in the configuration.
            if (result.GetValueOrDefault<double>() is not (>= 0.5 and <= 300))
                result.AddError("--timeout is between 0.5 and 300 seconds.");
        });
        return Commands();
    }

    private static CliCommand Commands() => new("cameras", "What is watched: list, test.", "cameras list", "cameras test rtsp://user:password@192.168.1.20/stream1")
    {
        new CliCommand("list", "The configured cameras, with their state where the service runs.", "cameras list", "cameras list -c /etc/facestream.yaml --json") { Common.Config }.Does(ListAsync),
        new CliCommand("test", "Open a camera or file and say what comes, or why nothing does.", "cameras test rtsp://192.168.1.20/stream1", "cameras test front-door")
            { Source, Transport, Backend, Timeout, Picture, Common.Config }.Does(Test),
    };

    private static async Task<ExitCode> ListAsync(Invocation call)
    {
        var file = call.Get(Common.Config) ?? ConfigurationFile.Find(call.Home)
            ?? throw new CommandFailure(ExitCode.Usage, "There is no facestream.yaml here, so no cameras are configured.", "facestream run writes a first one, and its page adds cameras.");
        var options = ConfigurationFile.Load(file, ConfigurationFile.Environment());
        var running = await RunningCameras.AskAsync(options.Dashboard.Listen, call.Cancel);
        call.Terminal.Show(
            options.Cameras.Select(camera => (Options: camera, Now: running?.GetValueOrDefault(camera.Name))).Select(camera => new
            {
                camera.Options.Name, Source = SourceAddress.Mask(camera.Options.Source), DetectSource = SourceAddress.Mask(camera.Options.DetectSource), camera.Options.Enabled, camera.Options.MaxFps, camera.Options.Loop, camera.Options.Transport,
                camera.Options.Backend, camera.Options.Decoder, TimeoutSeconds = camera.Options.Timeout.TotalSeconds, camera.Options.MinFace,
                Zones = camera.Options.Zones.Select(ZoneView.Of), Searched = Math.Round(camera.Options.Area.Share, 2),
                camera.Now?.State, camera.Now?.Reason, camera.Now?.Since, camera.Now?.NextTry, camera.Now?.Fps, camera.Now?.Sharp,
            }),
            console =>
            {
                if (options.Cameras.Count == 0)
                    console.WriteLine($"No camera is configured in {file}. Add one there, or on the page of facestream run.");
                else
                    console.WriteTable(Table(options.Cameras, running));
            });
        if (running is null && options.Cameras.Count > 0)
            call.Terminal.Say($"No service answers at {options.Dashboard.Listen}, so this is what is configured, not what is happening.");
        return ExitCode.Ok;
    }

    private static Table Table(IReadOnlyList<CameraOptions> cameras, IReadOnlyDictionary<string, CameraView>? running)
    {
        var table = Tables.Plain(["name", "source", "max fps", "smallest face", .. running is null ? (string[])[] : ["state"]]);
        table.Columns[0].NoWrap = true;
        foreach (var camera in cameras)
        {
            var now = running?.GetValueOrDefault(camera.Name);
            table.AddRow(Tables.Cells([
                camera.Name, Sources(camera), camera.MaxFps == 0 ? "all" : camera.MaxFps, $"{camera.MinFace} px",
                .. running is null ? (object[])[] : [State(now)]]));
        }

        return table;
    }

    private static string Sources(CameraOptions camera) =>
        camera.DetectSource.Length == 0 ? SourceAddress.Mask(camera.Source) : $"{SourceAddress.Mask(camera.Source)}\nfaces looked for in {SourceAddress.Mask(camera.DetectSource)}";

    private static string State(CameraView? now)
    {
        if (now is null)
            return "not read yet: reload";
        var (next, sharp) = (now.NextTry is { } time ? $", next try {Clock(time)}" : "", now.Sharp?.Notice ?? "");
        var reason = now.Reason.StartsWith($"{now.Source}: ", StringComparison.Ordinal) ? now.Reason[(now.Source.Length + 2)..] : now.Reason;     // it is in the row
        return $"{now.State} since {Clock(now.Since)}{next}{(reason.Length > 0 ? $": {reason}" : "")}{(sharp.Length > 0 ? $"; {sharp}" : "")}";
    }

    private static string Clock(DateTimeOffset time) =>
        time.ToLocalTime().ToString(DateTimeOffset.Now - time < TimeSpan.FromDays(1) ? "HH:mm:ss" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static ExitCode Test(Invocation call)
    {
        var camera = Asked(call);
        if (call.Get(Picture) is { } file)
            OutputFiles.Expect("--picture", file, camera.Source, camera.DetectSource);
        var trial = CameraTrial.Run(camera with { DetectSource = "" }, call.Cancel);
        if (call.Get(Picture) is { } keep)
            File.WriteAllBytes(keep, trial.Jpeg);
        CameraTrial? small = null;
        try
        {
            if (camera.DetectSource.Length > 0)
                small = CameraTrial.Run(camera.Detecting, call.Cancel);
        }
        catch (SourceException) when (!call.Terminal.Json)
        {
            Show(call, camera, trial, null);
            throw;
        }

        Show(call, camera, trial, small);
        return ExitCode.Ok;
    }

    private static void Show(Invocation call, CameraOptions camera, CameraTrial trial, CameraTrial? small)
    {
        var (shown, detecting) = (SourceAddress.Mask(camera.Source), SourceAddress.Mask(camera.DetectSource));
        call.Terminal.Show(
            new
            {
                Source = shown, trial.Info.Codec, trial.Info.Width, trial.Info.Height, trial.Fps, trial.Info.Live,
                DurationSeconds = trial.Info.Duration?.TotalSeconds, trial.Info.Frames, FirstPictureMs = Math.Round(trial.FirstPicture.TotalMilliseconds), DecodeErrors = trial.Errors,
                Detect = small is null ? null : new
                {
                    Source = detecting, small.Info.Codec, small.Info.Width, small.Info.Height, small.Fps, FirstPictureMs = Math.Round(small.FirstPicture.TotalMilliseconds), DecodeErrors = small.Errors,
                },
            },
            console =>
            {
                Write(console, shown, trial);
                if (small is not null)
                    Write(console, detecting, small);
            });
    }

    private static void Write(IAnsiConsole console, string shown, CameraTrial trial)
    {
        var info = trial.Info;
        console.WriteLine($"{shown} gives pictures.");
        console.WriteLine($"  {info.Width} × {info.Height}, {info.Codec}, {trial.Fps:0.##} pictures a second; the first after {trial.FirstPicture.TotalSeconds:0.0} s");
        if (info.Duration is { } duration)
            console.WriteLine($"  {ProgressLine.Clock(duration)} long{(info.Frames is { } frames ? $", {frames} pictures" : "")}");
    }

    private static CameraOptions Asked(Invocation call)
    {
        var asked = call.Get(Source);
        if (!asked.Contains("://", StringComparison.Ordinal) && !File.Exists(asked) && (call.Get(Common.Config) ?? ConfigurationFile.Find(call.Home)) is { } file
            && ConfigurationFile.Load(file, ConfigurationFile.Environment()).Cameras.FirstOrDefault(camera => camera.Name == asked) is { } camera)
            return camera;
        if (asked.IndexOfAny(['/', '.', ':']) < 0 && !Path.Exists(asked))
            throw new CommandFailure(ExitCode.NotFound, $"{asked}: no such file, and no camera of that name is configured.", "facestream cameras list shows the names.");
        return new() { Name = "test", Source = asked, Backend = call.Get(Backend), Transport = call.Get(Transport), Timeout = TimeSpan.FromSeconds(call.Get(Timeout)) };
    }
}
