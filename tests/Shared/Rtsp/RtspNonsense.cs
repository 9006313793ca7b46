using System.Text;

namespace FaceStream.Tests.Rtsp;

/// <summary>What a camera says when it is asked to describe its stream, instead of describing it.</summary>
public enum RtspNonsense
{
    /// <summary>It answers well.</summary>
    None,

    /// <summary>404, as if its path had another name now.</summary>
    NotFound,

    /// <summary>Sound is all that it has.</summary>
    AudioOnly,

    /// <summary>A header line that never ends.</summary>
    EndlessHeader,

    /// <summary>A description that never ends, a line after another.</summary>
    EndlessDescription,

    /// <summary>A description of two gigabytes, of which little comes.</summary>
    AbsurdLength,

    /// <summary>Bytes that are no RTSP at all.</summary>
    Garbage,

    /// <summary>Sends the client to a file on its own disk.</summary>
    RedirectToFile,
}

/// <summary>The bytes of such answers.</summary>
internal static class RtspNonsenses
{
    // Small enough that an endless answer costs next to nothing while the client listens.
    private const int PieceSize = 4096;

    /// <summary>The answer in pieces, to be sent one after another; endless ones have no last piece.</summary>
    public static IEnumerable<byte[]> Pieces(this RtspNonsense nonsense, RtspRequest request)
    {
        var head = $"RTSP/1.0 200 OK\r\nCSeq: {request.Sequence}\r\n";
        return nonsense switch
        {
            RtspNonsense.NotFound => [Ascii($"RTSP/1.0 404 Not Found\r\nCSeq: {request.Sequence}\r\n\r\n")],
            RtspNonsense.RedirectToFile => [Ascii($"RTSP/1.0 302 Found\r\nCSeq: {request.Sequence}\r\nLocation: file:///etc/hostname\r\n\r\n")],
            RtspNonsense.AudioOnly => [Ascii(head + Description(Sound))],
            RtspNonsense.EndlessHeader => Endless(head + "X-Endless: ", "a"),
            RtspNonsense.EndlessDescription => Endless(head + "Content-Type: application/sdp\r\nContent-Length: 100000000\r\n\r\nv=0\r\n", "a=endless\r\n"),
            RtspNonsense.AbsurdLength => [Ascii(head + "Content-Type: application/sdp\r\nContent-Length: 2147483647\r\n\r\nv=0\r\n")],
            _ => [Noise(PieceSize)],
        };
    }

    /// <summary>Bytes by chance, the same ones in each run.</summary>
    public static byte[] Noise(int length)
    {
        var noise = new byte[length];
        // Chance makes no secrets here.
#pragma warning disable CA5394
        new Random(length).NextBytes(noise);
#pragma warning restore CA5394
        return noise;
    }

    private const string Sound = "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=camera\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\nm=audio 0 RTP/AVP 0\r\na=control:track1\r\n";

    private static string Description(string sdp) => $"Content-Type: application/sdp\r\nContent-Length: {sdp.Length}\r\n\r\n{sdp}";

    private static IEnumerable<byte[]> Endless(string beginning, string rest)
    {
        yield return Ascii(beginning);
        var piece = Ascii(string.Concat(Enumerable.Repeat(rest, PieceSize / rest.Length)));
        while (true)
            yield return piece;
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
