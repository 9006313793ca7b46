using FaceStream.Dashboard.Service;
using FaceStream.StreamIngest.Cameras;

namespace FaceStream.Dashboard.Tests.Service;

public class CrewChangeTests
{
    [Fact]
    public void Only_what_differs_is_named()
    {
        var change = CrewChange.Between([Camera("a"), Camera("b"), Camera("c")], [Camera("d"), Camera("b") with { MaxFps = 5 }, Camera("a")]);

        Assert.Equal(["d"], change.Added);
        Assert.Equal(["b"], change.Changed);
        Assert.Equal(["c"], change.Removed);
        Assert.Equal("added: d; changed: b; removed: c", change.ToString());
    }

    [Fact]
    public void Another_order_changes_no_camera() =>
        Assert.Equal("no camera changed", CrewChange.Between([Camera("a"), Camera("b")], [Camera("b"), Camera("a")]).ToString());

    [Fact]
    public void The_options_of_a_camera_do_not_show_its_password() =>
        Assert.Equal("a", Camera("a").ToString());

    private static CameraOptions Camera(string name) => new() { Name = name, Source = "rtsp://admin:s3cret@camera/x" };
}
