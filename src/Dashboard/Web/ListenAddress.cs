using System.Globalization;
using System.Net;

namespace FaceStream.Dashboard.Web;

/// <summary>What <c>listen</c> means.</summary>
/// <param name="Host">An IP address, <c>localhost</c>, or <c>*</c> for every address of the machine.</param>
/// <param name="Port">0 for any free one.</param>
internal readonly record struct ListenAddress(string Host, int Port)
{
    /// <summary>Only this machine reaches it.</summary>
    public bool IsLoopback => Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Where a program on this machine reaches it; null for any free port, since nobody here knows which it became.</summary>
    public Uri? FromHere => Port == 0 ? null : new UriBuilder("http", Host switch { "*" or "0.0.0.0" => "127.0.0.1", "::" => "::1", _ => Host }, Port).Uri;

    /// <summary>Reads <c>127.0.0.1:8080</c>, <c>[::1]:8080</c>, <c>localhost:8080</c>, <c>*:8080</c> or <c>:8080</c>.</summary>
    /// <exception cref="FormatException">Names the value and what would do.</exception>
    public static ListenAddress Parse(string text) => TryParse(text, out var address)
        ? address
        : throw new FormatException($"'{text}' is no address to listen on; write an IP address and a port, such as 127.0.0.1:8080, [::1]:8080 or 0.0.0.0:8080.");

    /// <summary>As <see cref="Parse"/>, without the exception.</summary>
    public static bool TryParse(string text, out ListenAddress address)
    {
        var colon = text.LastIndexOf(':');
        address = new(colon < 0 ? "" : text[..colon], 0);
        if (colon < 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return false;

        var host = address.Host.Length == 0 ? "*" : address.Host;
        // Brackets tell the colons of an IPv6 address from the port's.
        if (host.StartsWith('[') && host.EndsWith(']'))
            host = host[1..^1];
        else if (host.Contains(':', StringComparison.Ordinal))
            return false;
        address = new(host, port);
        return host is "*" or "localhost" || IPAddress.TryParse(host, out _);
    }
}
