using System.Net;
using System.Net.Sockets;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.StreamIngest.Tests.Sources;

public class HostNamesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:169.254.0.7")]
    public void A_web_camera_whose_name_leads_to_a_machines_own_service_is_refused_in_words(string own)
    {
        var refused = Assert.Throws<SourceException>(() => Resolve("http://admin:s3cret@camera.example/video", "192.0.2.7", own));

        Assert.Equal((SourceFault.BadAddress, true), (refused.Fault, refused.MayPass));
        Assert.Contains($"'camera.example' leads to {own}", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://camera.example/video", "192.168.1.20")]
    [InlineData("http://camera.example/video", "127.0.0.1")]
    [InlineData("http://camera.example/video", "fe80::1")]
    [InlineData("rtsp://camera.example/x", "169.254.3.4")]     // as cameras call themselves that got no address
    public void Cameras_of_the_own_network_are_let_through(string source, string found) =>
        Assert.Null(Record.Exception(() => Resolve(source, found)));

    [Fact]
    public void A_name_is_asked_for_at_every_connect()
    {
        var address = SourceAddress.Parse("rtsp://camera.example/x");
        var asked = 0;
        IPAddress[] LookUp(string name) => ++asked == 1 ? throw new SocketException((int)SocketError.HostNotFound) : [IPAddress.Loopback];

        var unknown = Assert.Throws<SourceException>(() => HostNames.Resolve(address, TimeSpan.FromSeconds(5), Cancel, LookUp));
        HostNames.Resolve(address, TimeSpan.FromSeconds(5), Cancel, LookUp);

        Assert.Equal((SourceFault.NameNotFound, 2), (unknown.Fault, asked));
    }

    [Fact]
    public void A_name_server_that_does_not_answer_is_told()
    {
        var address = SourceAddress.Parse("rtsp://camera.example/x");

        using var never = new ManualResetEventSlim();
        var asking = new TaskCompletionSource<bool>();

        var late = Assert.Throws<SourceException>(() => HostNames.Resolve(address, TimeSpan.FromSeconds(0.1), Cancel, _ =>
        {
            asking.SetResult(Thread.CurrentThread.IsThreadPoolThread);
            never.Wait(Cancel);
            return [];
        }));
        never.Set();

        Assert.Equal(SourceFault.NameNotFound, late.Fault);
        Assert.False(asking.Task.Result);       // where the other cameras' stages, and the pages, would wait for a thread
        Assert.Contains("did not answer for 'camera.example' within 0.1 s", late.Message, StringComparison.Ordinal);
    }

    private static void Resolve(string source, params string[] found) =>
        HostNames.Resolve(SourceAddress.Parse(source), TimeSpan.FromSeconds(5), Cancel, _ => [.. found.Select(IPAddress.Parse)]);
}
