using System.Globalization;
using System.Text;

namespace FaceStream.Tests.Rtsp;

/// <summary>One RTSP request (RFC 2326).</summary>
internal sealed record RtspRequest(string Method, string Url, IReadOnlyDictionary<string, string> Headers)
{
    public string Sequence => Headers.GetValueOrDefault("CSeq", "0");

    /// <summary>Reads the next request; <see langword="null"/> when the client has gone. Receiver reports in between are skipped.</summary>
    public static async Task<RtspRequest?> ReadAsync(Stream stream)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one) == 0)
                return null;
            if (text.Length == 0 && one[0] == (byte)'$')
                await SkipInterleavedAsync(stream);
            else
                text.Append((char)one[0]);
        }

        var lines = text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var first = lines[0].Split(' ');
        var headers = lines.Skip(1)
            .Select(line => line.Split(':', 2))
            .ToDictionary(field => field[0].Trim(), field => field[1].Trim(), StringComparer.OrdinalIgnoreCase);
        if (headers.TryGetValue("Content-Length", out var length))
            await stream.ReadExactlyAsync(new byte[int.Parse(length, CultureInfo.InvariantCulture)]);
        return new(first[0], first[1], headers);
    }

    /// <summary><c>$</c>, channel, two bytes of length, data (RFC 2326 §10.12).</summary>
    private static async Task SkipInterleavedAsync(Stream stream)
    {
        var head = new byte[3];
        await stream.ReadExactlyAsync(head);
        await stream.ReadExactlyAsync(new byte[head[1] << 8 | head[2]]);
    }
}
