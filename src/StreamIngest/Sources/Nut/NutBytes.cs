using System.Buffers.Binary;

namespace FaceStream.StreamIngest.Sources.Nut;

/// <summary>Reads some bytes and says how many; 0 at the end. <see cref="Stream.Read(Span{byte})"/> is one.</summary>
internal delegate int ReadBytes(Span<byte> into);

/// <summary>
/// The elements that NUT is made of, read one after the other: numbers of variable length, strings, checksums.
/// Throws <see cref="EndOfStreamException"/> at the end.
/// </summary>
internal sealed class NutBytes(ReadBytes read)
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _at;
    private int _end;
    private long _left = long.MaxValue;
    private uint _sum;

    /// <summary>Bytes of the packet that were not read yet.</summary>
    public long Left => _left;

    /// <summary>What was read since <see cref="StartSum"/> ends with its own checksum.</summary>
    public bool SumFits => _sum == 0;

    /// <summary>The checksum begins here.</summary>
    public void StartSum() => _sum = 0;

    /// <summary>At most that many bytes are read until <see cref="Leave"/>.</summary>
    public void Enter(long size) => _left = size;

    /// <summary>The packet is over.</summary>
    public void Leave() => _left = long.MaxValue;

    /// <summary>u(8).</summary>
    public byte Byte()
    {
        if (_left-- <= 0)
            throw new NutException("a header ends too early");
        if (_at == _end)
            Fill();
        var value = _buffer[_at++];
        _sum = NutChecksum.Add(_sum, value);
        return value;
    }

    /// <summary>f(64) whose first byte was read already.</summary>
    public ulong StartCode(byte first)
    {
        Span<byte> code = stackalloc byte[8];
        code[0] = first;
        for (var i = 1; i < code.Length; i++)
            code[i] = Byte();
        return BinaryPrimitives.ReadUInt64BigEndian(code);
    }

    /// <summary>v: seven bits a byte, the highest first; the top bit says that more follow.</summary>
    public long Number()
    {
        long value = 0;
        while (true)
        {
            var next = Byte();
            if (value >> 56 != 0)
                throw new NutException("a number is longer than 63 bits");
            value = value << 7 | (uint)(next & 0x7F);
            if (next < 0x80)
                return value;
        }
    }

    /// <summary>v that must not be larger than <paramref name="most"/>.</summary>
    public int Number(int most, string what)
    {
        var value = Number();
        return value <= most ? (int)value : throw new NutException($"{what} is {value}, {most} is the limit");
    }

    /// <summary>s: 0, 1, −1, 2, −2… as 0, 1, 2, 3, 4…</summary>
    public long Signed()
    {
        var coded = Number();
        return (coded & 1) == 0 ? -(coded >> 1) : (coded >> 1) + 1;
    }

    /// <summary>vb: a length and as many bytes.</summary>
    public byte[] String(int longest, string what)
    {
        var bytes = new byte[Number(longest, what)];
        foreach (ref var value in bytes.AsSpan())
            value = Byte();
        return bytes;
    }

    /// <summary>Passes over bytes, which still count for the checksum.</summary>
    public void Skip(long count)
    {
        for (; count > 0; count--)
            _ = Byte();
    }

    /// <summary>A frame's content, which has no checksum.</summary>
    public void Content(Span<byte> into)
    {
        var stored = Math.Min(into.Length, _end - _at);
        _buffer.AsSpan(_at, stored).CopyTo(into);
        _at += stored;
        for (into = into[stored..]; into.Length > 0;)
        {
            var count = read(into);
            if (count <= 0)
                throw new EndOfStreamException();
            into = into[count..];
        }
    }

    private void Fill()
    {
        (_at, _end) = (0, Math.Max(0, read(_buffer)));
        if (_end == 0)
            throw new EndOfStreamException();
    }
}
