using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace FaceStream.Tests.Rtsp;

/// <summary>Checks user name and password the way cameras do: HTTP Digest (RFC 2617, MD5) or Basic.</summary>
public sealed partial record RtspLogin(string User, string Password, bool Basic = false)
{
    private const string Realm = "camera";
    private static readonly string Nonce = Guid.NewGuid().ToString("N");

    internal string Challenge => Basic ? $"Basic realm=\"{Realm}\"" : $"Digest realm=\"{Realm}\", nonce=\"{Nonce}\"";

    internal bool Admits(RtspRequest request)
    {
        if (!request.Headers.TryGetValue("Authorization", out var given))
            return false;
        if (Basic)
            return given == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));

        var fields = Field().Matches(given).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        var expected = Md5($"{Md5($"{User}:{Realm}:{Password}")}:{Nonce}:{Md5($"{request.Method}:{fields.GetValueOrDefault("uri")}")}");
        return fields.GetValueOrDefault("username") == User && fields.GetValueOrDefault("response") == expected;
    }

    // Digest authentication in RTSP 1.0 is defined with MD5; cameras have nothing else.
#pragma warning disable CA5351
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    [GeneratedRegex("(\\w+)=\"([^\"]*)\"")]
    private static partial Regex Field();
}
