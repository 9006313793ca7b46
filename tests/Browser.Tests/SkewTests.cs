using System.Text.Json;
using FaceStream.Tests.Pages;
using FaceStream.Tests.Rtsp;
using static Microsoft.Playwright.Assertions;

namespace FaceStream.Tests;

/// <summary>Whether boxes are those of the very picture under them: the number that the server gave it beside the number that is in its pixels.</summary>
[Collection(Lanes.Alone)]
public sealed class SkewTests(DemoInABrowser browser, SkewTests.Surroundings around) : IClassFixture<SkewTests.Surroundings>
{
    private const int Pictures = 75;

    [Theory]
    [InlineData("file", "h264", "H.264 as the camera sends it")]
    [InlineData("file", "jpeg", "JPEG")]
    [InlineData("rtsp", "h264", "H.264 as the camera sends it")]
    [InlineData("thinned", "h264", "H.264 as the camera sends it")]
    public async Task Picture_and_boxes_are_of_the_same_frame_under_load(string source, string transport, string words)
    {
        using var folder = new TemporaryFolder();
        await using var camera = new RtspCamera(around.Stream);
        await File.WriteAllTextAsync(
            folder["facestream.yaml"],
            $$"""
            dashboard: { listen: "127.0.0.1:0" }
            logging: { level: error }
            cameras:
              - { name: {{source}}, {{(source == "rtsp" ? $"source: \"{camera.Url}\"" : $"source: \"{around.Video}\", loop: true, max_fps: {(source == "thinned" ? 7 : 0)}")}} }
            """,
            TestContext.Current.CancellationToken);
        await using var service = await RunningFacestream.RunFileAsync(folder["facestream.yaml"]);

        var page = await browser.OpenAsync($"/live/{source}?transport={transport}", at: service);
        var seen = await new LivePage(page).NumbersAsync(source, Pictures);

        Assert.All(seen, picture => Assert.Equal(transport, picture.Transport));
        var readable = seen.Where(picture => picture.Number >= 0).ToList();
        Assert.True(readable.Count >= seen.Count * 3 / 4, $"the numbers of only {readable.Count} of {seen.Count} pictures can be read");
        // The server counts from the camera's first picture on, wherever the clip was then.
        var offsets = readable.Select(picture => Mod(picture.Number - picture.Sequence)).Distinct().ToList();
        Assert.True(offsets.Count == 1, $"pictures and results differ by {string.Join(", ", offsets)} over {seen.Count} pictures: {JsonSerializer.Serialize(seen)}");
        if (source != "rtsp")
            Assert.Equal(0, offsets[0]);
        Assert.Contains(seen, picture => picture.Faces > 0);
        await Expect(page.Locator(".debug-corner")).ToHaveTextAsync($"{words} · skew 0");
    }

    /// <summary>The clips, and a demo with all its pictures beside them: on two cores, pictures have to wait and are replaced.</summary>
    public sealed class Surroundings : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();
        private RunningFacestream? _load;

        public Surroundings()
        {
            Video = NumberedClip.Make(_folder["clip.mp4"]);
            Stream = H264Clip.Parse(File.ReadAllBytes(NumberedClip.Make(_folder["clip.h264"], "-bf 0 -x264-params repeat-headers=1")));
        }

        public string Video { get; }

        public H264Clip Stream { get; }

        public async ValueTask InitializeAsync() => _load = await RunningFacestream.DemoAsync();

        public async ValueTask DisposeAsync()
        {
            if (_load is not null)
                await _load.DisposeAsync();
            _folder.Dispose();
        }
    }

    private static long Mod(long number) => (number % NumberedClip.Length + NumberedClip.Length) % NumberedClip.Length;
}
