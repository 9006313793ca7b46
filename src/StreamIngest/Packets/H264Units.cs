using System.Buffers.Binary;

namespace FaceStream.StreamIngest.Packets;

/// <summary>Looks into H.264 packets as far as is needed to hand them on: where decoding can start, and with what.</summary>
/// <remarks>ITU-T H.264 Annex B (start codes) and ISO/IEC 14496-15 (lengths).</remarks>
internal sealed class H264Units
{
    private const int LastSlice = 5;
    private const int KeySlice = 5;
    private const int SequenceParameters = 7;

    private readonly byte[] _header;
    private readonly int _lengthBytes;
    private VideoFormat? _format;

    private H264Units(byte[] header)
    {
        _header = header;
        // A configuration record begins with its version, 1; parameter sets with start codes begin with 0.
        if (header is [1, _, _, _, var sizes, ..])
        {
            _lengthBytes = (sizes & 3) + 1;
            _format = new(Name(header.AsSpan(1, 3)), header);
        }
    }

    /// <summary>Of a stream whose decoder is set up by <paramref name="header"/>, which may be empty.</summary>
    public static H264Units Of(ReadOnlySpan<byte> header) => new(header.ToArray());

    /// <summary>Copies a packet. One that a decoder can start with gets its format, and its parameter sets where it came without.</summary>
    public (VideoFormat? Format, byte[] Data) Read(ReadOnlySpan<byte> packet)
    {
        ReadOnlySpan<byte> parameters = [];
        var key = false;
        foreach (var unit in new Units(packet, _lengthBytes))
        {
            var type = unit.IsEmpty ? 0 : unit[0] & 0x1F;
            if (type == SequenceParameters)
                parameters = unit;
            key = type == KeySlice;
            if (type is >= 1 and <= LastSlice)
                break;
        }

        if (!key || _lengthBytes > 0)
            return (key ? _format : null, packet.ToArray());

        var complete = !parameters.IsEmpty;
        if (!complete)
            parameters = Parameters(_header);
        if (parameters.Length < 4)
            return (null, packet.ToArray());        // a decoder could not start here
        var name = Name(parameters.Slice(1, 3));
        if (_format?.Codec != name)
            _format = new(name, ReadOnlyMemory<byte>.Empty);
        return (_format, complete ? packet.ToArray() : [.. _header, .. packet]);
    }

    private static ReadOnlySpan<byte> Parameters(ReadOnlySpan<byte> header)
    {
        foreach (var unit in new Units(header, 0))
        {
            if (!unit.IsEmpty && (unit[0] & 0x1F) == SequenceParameters)
                return unit;
        }

        return [];
    }

    /// <summary>Profile, constraints and level, as RFC 6381 writes them.</summary>
    private static string Name(ReadOnlySpan<byte> profile) => "avc1." + Convert.ToHexString(profile);

    /// <summary>The units of a packet, without length or start code.</summary>
    private ref struct Units(ReadOnlySpan<byte> packet, int lengthBytes)
    {
        private static ReadOnlySpan<byte> StartCode => [0, 0, 1];

        private ReadOnlySpan<byte> _rest = lengthBytes == 0 ? AfterStartCode(packet) : packet;

        public ReadOnlySpan<byte> Current { get; private set; }

        public readonly Units GetEnumerator() => this;

        public bool MoveNext()
        {
            if (lengthBytes == 0)
            {
                var end = _rest.IndexOf(StartCode);
                Current = end < 0 ? _rest : _rest[..end];
                _rest = end < 0 ? [] : _rest[(end + StartCode.Length)..];
                return !Current.IsEmpty;
            }

            if (_rest.Length <= lengthBytes)
                return false;
            Span<byte> number = [0, 0, 0, 0];
            _rest[..lengthBytes].CopyTo(number[^lengthBytes..]);
            var length = BinaryPrimitives.ReadUInt32BigEndian(number);
            _rest = _rest[lengthBytes..];
            Current = _rest[..(int)Math.Min(length, (uint)_rest.Length)];
            _rest = _rest[Current.Length..];
            return true;
        }

        private static ReadOnlySpan<byte> AfterStartCode(ReadOnlySpan<byte> packet) =>
            packet.IndexOf(StartCode) is >= 0 and var start ? packet[(start + StartCode.Length)..] : [];
    }
}
