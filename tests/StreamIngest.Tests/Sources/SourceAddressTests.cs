using FaceStream.StreamIngest.Sources;
using FsCheck;
using FsCheck.Fluent;

namespace FaceStream.StreamIngest.Tests.Sources;

public class SourceAddressTests
{
    [Theory]
    [InlineData("rtsp://10.0.0.5/stream", "rtsp://10.0.0.5/stream")]
    [InlineData("rtsp://admin:geheim@10.0.0.5:554/Streaming/Channels/101", "rtsp://***@10.0.0.5:554/Streaming/Channels/101")]
    [InlineData("rtsp://admin:p@ss@10.0.0.5/x", "rtsp://***@10.0.0.5/x")]
    [InlineData("rtsp://admin:p/s?s@10.0.0.5/x", "rtsp://***@10.0.0.5/x")]
    [InlineData("rtsp://10.0.0.5/live?channel=1&user=admin&password=geheim&subtype=0", "rtsp://10.0.0.5/live?channel=1&user=***&password=***&subtype=0")]
    [InlineData("http://10.0.0.5/video.cgi?usr=admin&pwd=geheim", "http://10.0.0.5/video.cgi?usr=***&pwd=***")]
    [InlineData("http://10.0.0.5/video?access_token=abc#x", "http://10.0.0.5/video?access_token=***#x")]
    [InlineData("rtsp://10.0.0.5:554/user=admin&password=geheim&channel=1&stream=0.sdp?", "rtsp://10.0.0.5:554/user=***&password=***&channel=1&stream=0.sdp?")]
    [InlineData("rtsp://10.0.0.5:554/user=admin_password=geheim_channel=1_stream=0.sdp?real_stream", "rtsp://10.0.0.5:554/user=***")]     // where the password ends cannot be told
    [InlineData("rtsp://user.example/keys/main?channel=2", "rtsp://user.example/keys/main?channel=2")]
    [InlineData("/videos/me@home.mp4", "/videos/me@home.mp4")]
    public void Secrets_are_masked(string address, string masked) => Assert.Equal(masked, SourceAddress.Mask(address));

    [Fact]
    public void No_password_whatsoever_shows() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyString>(), ArbMap.Default.ArbFor<NonEmptyString>(), ArbMap.Default.ArbFor<bool>(),
        (user, password, escaped) =>
        {
            var secret = $"«{password.Get}»";       // marked, so that a chance likeness with the rest is no finding
            var written = escaped ? Uri.EscapeDataString(secret) : secret;
            var masked = SourceAddress.Mask($"rtsp://{Uri.EscapeDataString(user.Get)}:{written}@camera.example:8554/live?channel=2&pwd={Uri.EscapeDataString(secret)}");
            Assert.DoesNotContain("«", masked, StringComparison.Ordinal);
            Assert.DoesNotContain(Uri.EscapeDataString("«"), masked, StringComparison.Ordinal);
            Assert.DoesNotContain("»", masked, StringComparison.Ordinal);
            Assert.DoesNotContain(Uri.EscapeDataString("»"), masked, StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("   ", "is empty")]
    [InlineData("rtsp:camera/x", "two slashes")]
    [InlineData("rtsp://", "host name or port")]
    [InlineData("rtsp:///x", "host name or port")]
    [InlineData("rtsp://camera:99999/x", "host name or port")]
    [InlineData("rtsp://admin:p/ss@camera/x", "%2F")]
    [InlineData("rtsp://cam era/x", "space")]
    [InlineData("file:///etc/passwd", "'file:' is not a kind of source")]
    [InlineData("concat:a.mp4|b.mp4", "'concat:'")]
    [InlineData("exec:rm", "'exec:'")]
    [InlineData("data:video/mp4;base64,AAAA", "'data:'")]
    [InlineData("ftp://camera/x", "'ftp:'")]
    [InlineData("http://169.254.169.254/latest", "169.254")]
    [InlineData("http://2852039166/latest", "169.254")]
    [InlineData("http://0xA9FEA9FE/latest", "169.254")]
    [InlineData("https://0251.0376.0251.0376/latest", "169.254")]
    [InlineData("http://user:secret@[::ffff:169.254.169.254]:80/latest", "169.254")]
    public void What_is_no_address_is_refused_by_its_part_at_fault(string address, string words)
    {
        var refused = Assert.Throws<BadAddressException>(() => SourceAddress.Parse(address));

        Assert.Equal(SourceFault.BadAddress, refused.Fault);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("p/ss", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endless_address_is_refused() =>
        Assert.Contains("2048", Assert.Throws<BadAddressException>(() => SourceAddress.Parse("rtsp://camera/" + new string('x', 10_000))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("rtsp://admin:p@ss@camera:8554/x", SourceKind.Rtsp, "camera")]
    [InlineData("RTSPS://camera/x", SourceKind.Rtsp, "camera")]
    [InlineData("https://camera/video.m3u8", SourceKind.Http, "camera")]
    [InlineData("rtsp://[fe80::1]:554/x", SourceKind.Rtsp, "[fe80::1]")]
    [InlineData("videos/a.mp4", SourceKind.File, "")]
    [InlineData("-y", SourceKind.File, "")]
    public void Paths_and_camera_addresses_are_understood(string address, SourceKind kind, string host)
    {
        var parsed = SourceAddress.Parse(address);

        Assert.Equal((kind, host), (parsed.Kind, parsed.Host));
        Assert.Equal(parsed.Masked, parsed.ToString());
    }

    [Theory]
    [InlineData("rtsp://admin:p%40ss@10.0.0.5/x", "[tcp] p@ss and p%40ss at rtsp://admin:p%40ss@10.0.0.5/x: failed", "[tcp] *** and *** at rtsp://***@10.0.0.5/x: failed")]
    [InlineData("rtsp://10.0.0.5/user=admin_password=geheim_channel=1", "[rtsp] DESCRIBE /user=admin_password=geheim_channel=1 failed", "[rtsp] DESCRIBE /user=***")]
    [InlineData("http://10.0.0.5/video.cgi?pwd=geheim", "GET /video.cgi?pwd=geheim failed", "GET /video.cgi?pwd=***")]        // rather too much than too little
    [InlineData("/videos/me@home.mp4", "file:/videos/me@home.mp4: Invalid data", "file:/videos/me@home.mp4: Invalid data")]
    public void Secrets_are_taken_out_of_another_programs_words(string address, string words, string safe) =>
        Assert.Equal(safe, SourceAddress.Parse(address).Conceal(words));
}
