using System.Diagnostics;
using System.Globalization;
using FaceStream.Dashboard.Output;
using FaceStream.Recognizer.Identification;
using FaceStream.StreamIngest.Cameras;

namespace FaceStream.Dashboard.Analysis;

/// <summary>Frames of how many, how fast, who is in view; for somebody who waits.</summary>
internal sealed class AnalysisProgress(ProgressLine line)
{
    private string _camera = "";
    private long _began;

    /// <summary>Shows how far a source is.</summary>
    public void Show(CameraSession session, AnalysisSink sink)
    {
        if (_camera != session.Options.Name)
            (_camera, _began) = (session.Options.Name, Stopwatch.GetTimestamp());
        line.Show(() => Words(session, sink));
    }

    private string Words(CameraSession session, AnalysisSink sink)
    {
        var spent = Stopwatch.GetElapsedTime(_began);
        var fps = sink.Frames / Math.Max(spent.TotalSeconds, 1e-3);
        var names = string.Join(", ", sink.InView.Select(face => face.Identity).Where(identity => identity.State == IdentityState.Confirmed).Select(identity => identity.Person));
        var (bar, left) = ("", "");
        if (session.Info?.Duration is { TotalSeconds: > 0 } length)
        {
            var share = Math.Clamp(sink.Reached / length, 0, 1);
            bar = ProgressLine.Bar(share) + " ";
            left = share > 0.01 ? $" · {ProgressLine.Clock(spent * ((1 - share) / share))} left" : "";
        }

        // --max-fps skips frames, so their whole number says nothing then.
        var of = session is { Options.MaxFps: 0, Info.Frames: { } all } ? $"/{all}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{_camera} {bar}{sink.Frames}{of} frames · {fps:0.0} fps · {sink.InView.Count} faces{left}{(names.Length > 0 ? $" · {names}" : "")}");
    }
}
