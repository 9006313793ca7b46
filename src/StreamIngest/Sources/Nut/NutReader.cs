namespace FaceStream.StreamIngest.Sources.Nut;

/// <summary>
/// Reads the pictures of a NUT that holds one raw 4:2:0 video, as <c>ffmpeg -c:v rawvideo -pix_fmt yuv420p -f nut</c>
/// writes it. From the NUT Open Container Format specification (Niedermayer, Rudolf, Beauchesne and Felker, draft of 2008).
/// </summary>
/// <remarks>
/// Nothing in the bytes makes it take more memory than one picture of <paramref name="maxPixels"/>, or loop without reading.
/// It does not look for the next start code after damage: a pipe on one machine has none, unless its writer went mad.
/// </remarks>
/// <param name="read">Where the bytes come from.</param>
/// <param name="maxPixels">The largest picture, in pixels.</param>
internal sealed class NutReader(ReadBytes read, long maxPixels)
{
    // "N" and a letter that tells them apart, then six bytes as the specification draws them.
    private const ulong Main = 0x4E4D_7A56_1F5F_04AD;
    private const ulong Stream = 0x4E53_1140_5BF2_F9DB;
    private const ulong SyncPoint = 0x4E4B_E4AD_EECA_4569;
    private const ulong Index = 0x4E58_DD67_2F23_E64E;
    private const ulong Info = 0x4E49_AB68_B596_BA78;

    // Packets from this length on have a checksum of their head.
    private const int ShortPacket = 4096;
    private const long LongestPacket = 1 << 20;

    private readonly NutBytes _bytes = new(read);
    private NutMainHeader? _main;
    private NutStreamHeader? _stream;
    private byte[] _planes = [];
    private long _pts;
    private bool _begun;

    /// <summary>Size and unit of time; there from the first picture on.</summary>
    public NutStreamHeader Video => _stream ?? throw new InvalidOperationException("No picture was read yet.");

    /// <summary>The picture last read: Y, U, V without padding.</summary>
    public ReadOnlySpan<byte> Planes => _planes;

    /// <summary>Reads the next picture; <see langword="false"/> at the end, even when that is in the middle of something.</summary>
    /// <param name="pts">Presentation time, in the unit of <see cref="Video"/>.</param>
    /// <exception cref="NutException">The bytes are no such NUT.</exception>
    public bool TryRead(out long pts)
    {
        pts = 0;
        try
        {
            if (!_begun)
                ReadBeginning();
            _begun = true;
            while (!TryReadPart())
            {
            }

            pts = _pts;
            return true;
        }
        catch (EndOfStreamException)
        {
            return false;
        }
    }

    private void ReadBeginning()
    {
        foreach (var expected in "nut/multimedia container\0"u8)
        {
            if (_bytes.Byte() != expected)
                throw new NutException("the bytes do not begin as NUT does");
        }
    }

    /// <summary>A packet, or a frame; whether it was a picture.</summary>
    private bool TryReadPart()
    {
        _bytes.StartSum();
        var first = _bytes.Byte();
        if (first != 'N')
            return TryReadFrame(first);
        ReadPacket(_bytes.StartCode(first));
        return false;
    }

    private void ReadPacket(ulong startCode)
    {
        // 1. Its head: how long it is, and for long ones a checksum of that.
        var size = _bytes.Number();
        if (size > ShortPacket)
        {
            _bytes.Skip(4);
            if (!_bytes.SumFits)
                throw new NutException("the checksum of a packet's head is wrong");
        }

        if (size > LongestPacket)
            throw new NutException($"a packet of {size} bytes is beyond the limit");

        // 2. Its content, as far as it is of use here.
        _bytes.StartSum();
        _bytes.Enter(size);
        var (main, stream, pts) = (_main, _stream, _pts);
        switch (startCode)
        {
            case Main:
                main = NutMainHeader.Read(_bytes);
                break;
            case Stream:
                stream = NutStreamHeader.Read(_bytes, main ?? throw new NutException("a track comes before the main header"), maxPixels);
                break;
            case SyncPoint:
                pts = ReadSyncPoint();
                break;
            case Index or Info:
                break;
            default:
                throw new NutException($"the start code {startCode:X16} is not known");
        }

        // 3. What a later version may add, and the checksum; only then is anything believed.
        _bytes.Skip(_bytes.Left);
        _bytes.Leave();
        if (!_bytes.SumFits)
            throw new NutException("the checksum of a packet is wrong");
        (_main, _stream, _pts) = (main, stream, pts);
    }

    /// <summary>A time of which the track's timestamps go on: rounded down to its unit.</summary>
    private long ReadSyncPoint()
    {
        if (_main is not { TimeBases: { Length: > 0 } bases } || _stream is not { } stream)
            throw new NutException("a syncpoint comes before the headers");
        var coded = _bytes.Number();
        var (value, (numerator, denominator)) = (coded / bases.Length, bases[coded % bases.Length]);
        return (long)((Int128)value * numerator * stream.Denominator / ((Int128)denominator * stream.Numerator));
    }

    private bool TryReadFrame(byte code)
    {
        if (_main is not { } main || _stream is not { } stream)
            throw new NutException("a frame comes before the headers");

        // 1. Its head: what the code does not say is written out.
        var frame = main.FrameCodes[code];
        var flags = frame.Flags;
        if ((flags & NutFrameFlags.Invalid) != 0)
            throw new NutException($"{code:X2} begins no frame");
        if ((flags & NutFrameFlags.Coded) != 0)
            flags ^= (NutFrameFlags)_bytes.Number(ushort.MaxValue, "a frame's flags");
        if ((flags & NutFrameFlags.StreamId) != 0)
            _ = _bytes.Number(0, "a frame's track");
        var pts = (flags & NutFrameFlags.CodedPts) != 0 ? ReadPts(stream.PtsShift) : unchecked(_pts + frame.PtsDelta);
        long size = frame.SizeRest;
        if ((flags & NutFrameFlags.SizeHigh) != 0)
            size += (long)frame.SizeFactor * _bytes.Number(int.MaxValue, "a frame's size");
        if ((flags & NutFrameFlags.MatchTime) != 0)
            _ = _bytes.Signed();
        var header = (flags & NutFrameFlags.HeaderIndex) != 0 ? _bytes.Number(int.MaxValue, "an elision header's number") : frame.Header;
        var reserved = (flags & NutFrameFlags.Reserved) != 0 ? _bytes.Number(int.MaxValue, "the number of reserved fields") : frame.Reserved;
        for (; reserved > 0; reserved--)
            _ = _bytes.Number();
        if ((flags & NutFrameFlags.Checksum) != 0)
        {
            _bytes.Skip(4);
            if (!_bytes.SumFits)
                throw new NutException("the checksum of a frame's head is wrong");
        }

        // 2. Its content: a picture, or nothing where the track pauses.
        _pts = pts;
        if (size == 0 && (flags & NutFrameFlags.EndOfRelevance) != 0)
            return false;
        if (size != stream.PictureBytes || (flags & NutFrameFlags.SideData) != 0)
            throw new NutException($"a frame of {size} bytes is no picture of {stream.Width}×{stream.Height}");
        if (header >= main.Elided.Length)
            throw new NutException($"there is no elision header {header}");
        ReadPicture(stream, size > ShortPacket ? [] : main.Elided[header]);
        return true;
    }

    /// <summary>Either the low bits of a time near the last one, or a whole one.</summary>
    private long ReadPts(int shift)
    {
        var (coded, span) = (_bytes.Number(), 1L << shift);
        if (coded >= span)
            return coded - span;
        var lowest = unchecked(_pts - (span - 1) / 2);
        return unchecked(lowest + (coded - lowest & span - 1));
    }

    private void ReadPicture(NutStreamHeader stream, ReadOnlySpan<byte> elided)
    {
        if (_planes.Length != stream.PictureBytes)
            _planes = GC.AllocateUninitializedArray<byte>(stream.PictureBytes);
        if (elided.Length > _planes.Length)
            throw new NutException("an elision header is longer than its frame");
        elided.CopyTo(_planes);
        _bytes.Content(_planes.AsSpan(elided.Length));
    }
}
