namespace FaceStream.StreamIngest.Sources.Nut;

/// <summary>The first packet: units of time, what each frame code stands for, and beginnings that frames leave out.</summary>
/// <param name="TimeBases">Seconds of a timestamp unit, as fractions.</param>
/// <param name="FrameCodes">256 of them.</param>
/// <param name="Elided">Bytes that stand before the content of frames that name them; the first is empty.</param>
internal sealed record NutMainHeader((int Numerator, int Denominator)[] TimeBases, NutFrameCode[] FrameCodes, byte[][] Elided)
{
    // The specification's own limits, or what a file of one track can need.
    private const int Version = 3;
    private const int MostTimeBases = 250;
    private const int LargestFactor = 1 << 14;
    private const int MostElided = 128;
    private const int LongestElided = 256;
    private const int MostReserved = 256;
    private const byte StartCodes = (byte)'N';      // never a frame code, because start codes begin with it

    /// <summary>Reads the packet's content.</summary>
    public static NutMainHeader Read(NutBytes bytes)
    {
        if (bytes.Number(int.MaxValue, "the version") is var version && version != Version)
            throw new NutException($"version {version} is not known");
        if (bytes.Number(int.MaxValue, "the number of tracks") is var streams && streams != 1)
            throw new NutException($"{streams} tracks where one was asked for");
        _ = bytes.Number();     // max_distance, for those who seek

        var timeBases = new (int, int)[bytes.Number(MostTimeBases, "the number of time bases")];
        foreach (ref var timeBase in timeBases.AsSpan())
        {
            timeBase = (bytes.Number(int.MaxValue, "a time base"), bytes.Number(int.MaxValue, "a time base"));
            if (timeBase is (0, _) or (_, 0))
                throw new NutException("a time base is zero");
        }

        return new(timeBases, ReadFrameCodes(bytes), ReadElided(bytes));
    }

    private static NutFrameCode[] ReadFrameCodes(NutBytes bytes)
    {
        var codes = new NutFrameCode[256];
        var (pts, factor, stream, header) = (0L, 1, 0, 0);      // these stay when a row does not name them
        for (var next = 0; next < codes.Length;)
        {
            // 1. A row: flags, and the number of fields that it names.
            var flags = (NutFrameFlags)bytes.Number(ushort.MaxValue, "a frame code's flags");
            var fields = bytes.Number(int.MaxValue, "a frame code's fields");
            pts = fields > 0 ? bytes.Signed() : pts;
            factor = fields > 1 ? bytes.Number(LargestFactor, "a size factor") : factor;
            stream = fields > 2 ? bytes.Number(0, "a track's number") : stream;
            var rest = fields > 3 ? bytes.Number(LargestFactor, "a size") : 0;
            var reserved = fields > 4 ? bytes.Number(MostReserved, "the number of reserved fields") : 0;
            var count = fields > 5 ? bytes.Number(codes.Length, "a frame code's count") : factor - rest;
            if (fields > 6)
                _ = bytes.Signed();     // match_time_delta, for those who seek
            header = fields > 7 ? bytes.Number(MostElided, "an elision header's number") : header;
            for (var i = 8; i < fields; i++)
                _ = bytes.Number();

            // 2. As many codes, whose sizes rise by one.
            if (count < 0)
                throw new NutException("a frame code's size is larger than its factor");
            for (var i = 0; i < count && next < codes.Length; next++)
            {
                codes[next] = next == StartCodes
                    ? new(NutFrameFlags.Invalid, 0, 0, 0, 0, 0, 0)
                    : new(flags, stream, factor, rest + i++, pts, reserved, header);
            }
        }

        codes[StartCodes] = codes[StartCodes] with { Flags = NutFrameFlags.Invalid };
        return codes;
    }

    private static byte[][] ReadElided(NutBytes bytes)
    {
        var elided = new byte[1 + bytes.Number(MostElided - 1, "the number of elision headers")][];
        elided[0] = [];
        for (var i = 1; i < elided.Length; i++)
            elided[i] = bytes.String(LongestElided, "an elision header");
        return elided;
    }
}
