using System.Net;
using System.Text.RegularExpressions;

namespace FaceStream.StreamIngest.Sources;

/// <summary>Where a video is: a file's path, or a camera's URL. Checked when it is made.</summary>
public sealed partial record SourceAddress
{
    private const int LongestUrl = 2048;

    private SourceAddress(SourceKind kind, string text, string host) => (Kind, Text, Host) = (kind, text, host);

    /// <summary>How it is read.</summary>
    public SourceKind Kind { get; }

    /// <summary>The host of a URL; empty for a file.</summary>
    public string Host { get; }

    /// <summary>The address for people: without user name, password or keys.</summary>
    public string Masked => Mask(Text);

    /// <summary>The address itself, with its secrets.</summary>
    internal string Text { get; }

    /// <summary>Understands a path or URL.</summary>
    /// <exception cref="BadAddressException">It is neither; the message says which part is at fault.</exception>
    public static SourceAddress Parse(string source)
    {
        if (string.IsNullOrWhiteSpace(source))
            throw Bad(AddressFault.Empty, "The source is empty: give a file's path or a camera's address, such as rtsp://camera/stream");
        if (source.Contains('\0', StringComparison.Ordinal))
            throw Bad(AddressFault.Zero, "The source holds a zero character");

        var scheme = SchemePattern().Match(source);
        if (!scheme.Success)
            return new(DevicePattern().IsMatch(source) ? SourceKind.Device : SourceKind.File, source, "");

        // libav knows schemes in small letters only, and phones write a line's first letter large.
        var name = scheme.Groups[1].Value.ToLowerInvariant();
        var kind = name switch
        {
            "rtsp" or "rtsps" => SourceKind.Rtsp,
            "http" or "https" => SourceKind.Http,
            var other => throw Bad(
                AddressFault.Kind, $"'{other}:' is not a kind of source that FaceStream reads (rtsp, rtsps, http, https, or a file's path; a file with a colon in its name is given as ./name)",
                ("scheme", other)),
        };
        return new(kind, name + source[(scheme.Length - 1)..], CheckedHost(source, kind));
    }

    /// <summary>Whether <paramref name="source"/> is a file's path, for it names no scheme.</summary>
    public static bool IsPath(string source) => !SchemePattern().IsMatch(source);

    /// <summary>
    /// Hides what could be a secret: everything between <c>://</c> and the last <c>@</c>, and the values of
    /// fields that look like credentials. Text that is not a URL comes back as it is.
    /// </summary>
    /// <remarks>
    /// The last <c>@</c> of the whole text, because a password may itself hold <c>@</c>, <c>/</c> or <c>?</c> unescaped.
    /// An address with an <c>@</c> in its path shows less than it could; none shows more than it should.
    /// </remarks>
    public static string Mask(string source)
    {
        var start = source.IndexOf("://", StringComparison.Ordinal);
        if (start < 0)
            return source;
        start += 3;

        var at = source.LastIndexOf('@');
        var open = at < start ? source : string.Concat(source.AsSpan(0, start), "***", source.AsSpan(at));
        return SecretField().Replace(open, "$1***");
    }

    /// <summary>Hides this address's user name, password and keys in what another program says of it.</summary>
    public string Conceal(string words)
    {
        if (Kind is SourceKind.File or SourceKind.Device)
            return words;       // its name is no secret
        words = words.Replace(Text, Masked, StringComparison.Ordinal);
        foreach (var secret in Secrets())
            words = words.Replace(secret, "***", StringComparison.Ordinal);
        return SecretField().Replace(Mask(words), "$1***");
    }

    /// <summary>As they stand in the address, and as what the escapes in it mean.</summary>
    private IEnumerable<string> Secrets()
    {
        var secrets = SecretField().Matches(Text).Select(field => field.Value[field.Groups[1].Length..]).ToList();
        var (start, at) = (Text.IndexOf("://", StringComparison.Ordinal) + 3, Text.LastIndexOf('@'));
        if (at >= start)
        {
            var login = Text[start..at];
            secrets.AddRange([login, login[(login.IndexOf(':', StringComparison.Ordinal) + 1)..]]);
        }

        return secrets.SelectMany(secret => (string[])[secret, Uri.UnescapeDataString(secret)]).Where(secret => secret.Length > 0);
    }

    /// <summary>Without secrets.</summary>
    public override string ToString() => Masked;

    private static string CheckedHost(string source, SourceKind kind)
    {
        var masked = Mask(source);
        if (source.Length > LongestUrl)
            throw Bad(AddressFault.Length, $"The address is {source.Length} characters long; {LongestUrl} is the limit", ("length", $"{source.Length}"), ("limit", $"{LongestUrl}"));
        if (source.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            throw Bad(AddressFault.Space, $"{masked}: the address holds a space or control character; write a space as %20", ("address", masked));

        var authority = source[(source.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (!authority.StartsWith("//", StringComparison.Ordinal))
            throw Bad(AddressFault.Slashes, $"{masked}: two slashes are missing after the scheme, as in rtsp://camera/stream", ("address", masked));
        authority = authority[2..];
        authority = authority[..(authority.IndexOfAny(['/', '?', '#']) is >= 0 and var end ? end : authority.Length)];
        authority = authority[(authority.LastIndexOf('@') + 1)..];

        // The user name and password are libav's to read; host and port are checked without them.
        if (authority.Length == 0 || !Uri.TryCreate($"rtsp://{authority}/", UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            throw Bad(AddressFault.Host, $"{masked}: the host name or port cannot be understood; characters such as / ? # @ : in a password are written %2F %3F %23 %40 %3A", ("address", masked));
        if (kind == SourceKind.Http && IsMachinesOwn(authority))
            throw Bad(AddressFault.Own, $"{masked}: 169.254.x.x addresses are for a machine's own services, not for video", ("address", masked));
        return uri.Host;
    }

    /// <summary>Whether a host is 169.254.x.x, however that is written: also as one number, in hexadecimal or octal, or within an IPv6 address.</summary>
    private static bool IsMachinesOwn(string authority) =>
        Uri.TryCreate($"http://{authority}/", UriKind.Absolute, out var uri) && IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address)
        && IsMachinesOwn(address);

    /// <summary>Whether an address is 169.254.x.x, also within an IPv6 address.</summary>
    internal static bool IsMachinesOwn(IPAddress address) =>
        (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes() is [169, 254, _, _];

    private static BadAddressException Bad(AddressFault part, string message, params IReadOnlyList<(string Name, string Value)> named) => new(part, message, named);

    [GeneratedRegex(@"^/dev/video\d+\z")]
    private static partial Regex DevicePattern();

    /// <summary>RFC 3986's scheme, with at least two letters.</summary>
    [GeneratedRegex(@"^\s*([A-Za-z][A-Za-z0-9+.-]+):")]
    private static partial Regex SchemePattern();

    /// <summary>user=, usr=, login=, password=, pwd=, token=, auth=, key=, secret= … and the like in a query, or in a path, where some recorders have them.</summary>
    [GeneratedRegex("([?&;/][^=&;?/]*(?:us(?:e)?r|login|pass|pwd|pw|pin|token|auth|key|secret|sign|sig|cred|session|sid)[^=&;?/]*=)[^&;#]*", RegexOptions.IgnoreCase)]
    private static partial Regex SecretField();
}

/// <summary>How a source is read.</summary>
public enum SourceKind
{
    /// <summary>From this machine's disk: a file, or a folder of them.</summary>
    File,

    /// <summary>An RTSP camera.</summary>
    Rtsp,

    /// <summary>A camera that is plugged into this machine, through Video4Linux: <c>/dev/video0</c>.</summary>
    Device,

    /// <summary>Video over HTTP: MJPEG, HLS, a file on a server.</summary>
    Http,
}
