using System.Text;

namespace FaceStream.Dashboard.Enrolment;

/// <summary>
/// Names in a ZIP file that does not say how they are written: UTF-8, as macOS writes them without saying so, and what cannot be that as DOS wrote it
/// and Windows still does.
/// </summary>
internal sealed class ZipNames : DecoderFallback
{
    // PKWARE's APPNOTE 6.3.10, D.1. Most letters of Western Europe are where code page 850 has them.
    private static readonly Encoding Dos = CodePagesEncodingProvider.Instance.GetEncoding(437)!;

    /// <summary>Reads them.</summary>
    public static Encoding Encoding { get; } = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new ZipNames());

    /// <inheritdoc/>
    public override int MaxCharCount => 4;      // one for each byte

    /// <inheritdoc/>
    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Letters();

    private sealed class Letters : DecoderFallbackBuffer
    {
        private string _letters = "";
        private int _next;

        public override int Remaining => _letters.Length - _next;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            (_letters, _next) = (Dos.GetString(bytesUnknown), 0);
            return true;
        }

        public override char GetNextChar() => Remaining > 0 ? _letters[_next++] : '\0';

        public override bool MovePrevious()
        {
            if (_next == 0)
                return false;
            _next--;
            return true;
        }
    }
}
