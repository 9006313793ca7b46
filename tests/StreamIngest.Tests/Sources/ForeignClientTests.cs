using System.Diagnostics;
using FaceStream.Tests.Rtsp;

namespace FaceStream.StreamIngest.Tests.Sources;

/// <summary>The camera of the tests, seen by a program that nobody here wrote: if ffprobe understands it, it speaks RTSP.</summary>
public class ForeignClientTests
{
    private const string Secret = "s3cret";

    [Theory]
    [InlineData("tcp", false)]
    [InlineData("tcp", true)]
    [InlineData("udp", false)]
    public async Task Ffprobe_reads_the_test_camera(string transport, bool basic)
    {
        await using var camera = new RtspCamera(Clips.Small, login: new("admin", Secret, basic));

        var (code, said, complaints) = await ProbeAsync(transport, camera.Url);

        Assert.Equal((0, "h264,320,240", ""), (code, said, complaints));
    }

    [Fact]
    public async Task Ffprobe_is_refused_as_by_any_camera()
    {
        await using var camera = new RtspCamera(Clips.Small, login: new("admin", Secret));

        Assert.Contains("401 Unauthorized", (await ProbeAsync("tcp", camera.UrlFor("admin", "wrong"))).Complaints, StringComparison.Ordinal);
        Assert.Contains("404 Not Found", (await ProbeAsync("tcp", camera.WrongUrl.Replace("://", $"://admin:{Secret}@", StringComparison.Ordinal))).Complaints, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said, string Complaints)> ProbeAsync(string transport, string url)
    {
        using var ffprobe = Process.Start(new ProcessStartInfo(
            "ffprobe",
            ["-v", "error", "-rtsp_transport", transport, "-select_streams", "v", "-show_entries", "stream=codec_name,width,height", "-of", "csv=p=0", url])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var said = ffprobe.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var complaints = await ffprobe.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await ffprobe.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (ffprobe.ExitCode, (await said).Trim(), complaints.Trim());
    }
}
