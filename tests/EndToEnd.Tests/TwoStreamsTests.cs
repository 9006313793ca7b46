using System.Diagnostics;
using FaceStream.EndToEnd.Tests.Load;
using FaceStream.Tests;
using FaceStream.Tests.Rtsp;

namespace FaceStream.EndToEnd.Tests;

/// <summary>A camera with a sharp and a small stream, beside one that has the small stream alone.</summary>
public class TwoStreamsTests
{
    // Eyes 11 pixels apart in the small picture and 44 in the sharp one, where 20 are asked for.
    private const string Small = "320x180";
    private const int FacesWithoutName = 60;

    [Fact]
    public async Task Faces_that_are_too_small_to_name_in_the_small_stream_are_named_by_the_sharp_one()
    {
        using var folder = new TemporaryFolder();
        var (video, beginning) = (Places.Sample("walk-through.mp4"), Stopwatch.GetTimestamp());
        await using RtspCamera sharp = Camera("1280x720"), small = Camera(Small), alone = Camera(Small);
        var gallery = folder["gallery.db"];
        await Facestream.MustRunAsync("enroll", "Franck", Places.Sample("people/Franck"), "--gallery", gallery);
        var configuration = folder.Write("facestream.yaml", $$"""
            cameras:
              - { name: both, source: "{{sharp.Url}}", detect_source: "{{small.Url}}", min_face: 20, timeout: 20s }
              - { name: alone, source: "{{alone.Url}}", min_face: 20, timeout: 20s }
            looks: { limits: { eye_distance: 20 } }
            logging: { level: error }
            dashboard: { listen: "127.0.0.1:0" }
            """);
        await using var service = await RunningService.StartAsync("run", "-c", configuration, "--gallery", gallery);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        HashSet<string> both = [], named = [];
        var unnamed = 0;

        await Watcher.WatchUntilAsync(
            service.Address,
            header =>
            {
                if (header.TryGetProperty("camera", out var camera) && header.TryGetProperty("faces", out var faces))
                {
                    (camera.GetString() == "both" ? both : named).UnionWith(Watcher.Names(header));
                    unnamed += camera.GetString() == "alone" ? faces.GetArrayLength() : 0;
                }

                return both.Count > 0 && unnamed > FacesWithoutName;
            },
            patience.Token);

        Assert.Equal(["Franck"], both);
        Assert.Empty(named);

        RtspCamera Camera(string size) => new(H264Clip.From(video, folder.Path, size, start: 4, seconds: 8)) { Beginning = beginning, TellsTime = true };
    }
}
