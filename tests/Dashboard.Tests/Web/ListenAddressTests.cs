using FaceStream.Dashboard.Web;

namespace FaceStream.Dashboard.Tests.Web;

public class ListenAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:8080", true, "127.0.0.1", 8080)]
    [InlineData("[::1]:80", true, "::1", 80)]
    [InlineData("localhost:0", true, "localhost", 0)]
    [InlineData("0.0.0.0:8080", false, "0.0.0.0", 8080)]
    [InlineData(":8080", false, "*", 8080)]
    [InlineData("*:8080", false, "*", 8080)]
    [InlineData("192.168.1.4:8080", false, "192.168.1.4", 8080)]
    public void An_address_knows_whether_other_machines_reach_it(string text, bool loopback, string host, int port)
    {
        var address = ListenAddress.Parse(text);

        Assert.Equal((loopback, host, port), (address.IsLoopback, address.Host, address.Port));
    }

    [Theory]
    [InlineData("8080")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:99999")]
    [InlineData("127.0.0.1:-1")]
    [InlineData("::1:80")]
    [InlineData("example.org:80")]
    public void An_address_without_a_port_or_with_a_name_is_none(string text) =>
        Assert.Contains(text, Assert.Throws<FormatException>(() => ListenAddress.Parse(text)).Message, StringComparison.Ordinal);
}
