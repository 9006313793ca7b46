using FaceStream.StreamIngest.Sources;
using FaceStream.StreamIngest.Sources.Child;

namespace FaceStream.StreamIngest.Tests.Sources;

public class DeviceTests
{
    [Fact]
    public void A_camera_that_is_not_plugged_in_is_told_and_nothing_is_started()
    {
        using var source = Assert.IsType<ProcessSource>(FrameSources.Create(SourceAddress.Parse("/dev/video99"), new() { Name = "x", Source = "/dev/video99", Backend = VideoBackend.Libav }));

        var refused = Assert.Throws<SourceException>(() => source.Open(TestContext.Current.CancellationToken));

        Assert.Equal(SourceFault.Missing, refused.Fault);
        Assert.StartsWith("/dev/video99: there is no such device; is the camera plugged in?", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, source.ChildId);
    }

    [Fact]
    public void It_is_read_by_its_own_demuxer_and_by_nothing_else()
    {
        var arguments = FfmpegArguments.For(SourceAddress.Parse("/dev/video0"), default, TimeSpan.FromSeconds(5));

        Assert.Contains("-format_whitelist video4linux2,v4l2 -f v4l2 -i /dev/video0 -map", string.Join(' ', arguments), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dev/video0", SourceKind.Device)]
    [InlineData("/dev/video12", SourceKind.Device)]
    [InlineData("/dev/video0/../zero", SourceKind.File)]
    [InlineData("/dev/zero", SourceKind.File)]
    public void Only_a_video_device_is_one(string address, SourceKind kind) => Assert.Equal(kind, SourceAddress.Parse(address).Kind);
}
