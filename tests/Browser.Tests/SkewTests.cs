using System.Text.Json;
using FaceStream.Tests.Pages;
using FaceStream.Tests.Rtsp;
using static Microsoft.Playwright.Assertions;

namespace FaceStream.Tests;

/// <summary>Whether boxes are those of the very picture under them: the number that the server gave it beside the number that is in its pixels.</summary>
public class SkewTests(DemoInABrowser demo)
{
    /// <summary>More than one pass of the clip, which lasts ten seconds.</summary>
    private const int Pictures = 150;

    [Theory]
    [InlineData("file", "h264", "H.264 as the camera sends it")]
    [InlineData("file", "jpeg", "JPEG")]
    [InlineData("rtsp", "h264", "H.264 as the camera sends it")]
    [InlineData("thinned", "h264", "H.264 as the camera sends it")]
    public async Task Picture_and_boxes_are_of_the_same_frame_under_load(string source, string transport, string words)
    {
        using var folder = new TemporaryFolder();
        var clip = NumberedClip.Make(folder["clip.mp4"]);
        var stream = H264Clip.Parse(await File.ReadAllBytesAsync(NumberedClip.Make(folder["clip.h264"], "-bf 0 -x264-params repeat-headers=1"), TestContext.Current.CancellationToken));
        await using var camera = new RtspCamera(stream);
        await File.WriteAllTextAsync(
            folder["facestream.yaml"],
            $$"""
            dashboard: { listen: "127.0.0.1:0" }
            logging: { level: error }
            cameras:
              - { name: {{source}}, {{(source == "rtsp" ? $"source: \"{camera.Url}\"" : $"source: \"{clip}\", loop: true, max_fps: {(source == "thinned" ? 7 : 0)}")}} }
            """,
            TestContext.Current.CancellationToken);
        await using var service = await RunningFacestream.RunFileAsync(folder["facestream.yaml"]);

        // The demo runs beside it: on two cores, pictures have to wait and are replaced.
        var page = await demo.OpenAsync($"{service.Address}live/{source}?transport={transport}");
        var seen = await new LivePage(page).NumbersAsync(source, Pictures);

        Assert.All(seen, picture => Assert.Equal(transport, picture.Transport));
        var readable = seen.Where(picture => picture.Number >= 0).ToList();
        Assert.InRange(readable.Count, Pictures * 3 / 4, Pictures);
        // The server counts from the camera's first picture on, wherever the clip was then.
        var offsets = readable.Select(picture => Mod(picture.Number - picture.Sequence)).Distinct().ToList();
        Assert.True(offsets.Count == 1, $"pictures and results differ by {string.Join(", ", offsets)} over {seen.Count} pictures: {JsonSerializer.Serialize(seen)}");
        if (source != "rtsp")
            Assert.Equal(0, offsets[0]);
        Assert.Contains(seen, picture => picture.Faces > 0);
        await Expect(page.Locator(".debug-corner")).ToHaveTextAsync($"{words} · skew 0");
    }

    private static long Mod(long number) => (number % NumberedClip.Length + NumberedClip.Length) % NumberedClip.Length;
}
