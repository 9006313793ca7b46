namespace FaceStream.StreamIngest.Sources.Nut;

/// <summary>The one track: raw planes Y, U, V of one size.</summary>
/// <param name="Numerator">Seconds of a timestamp unit are <c>Numerator / Denominator</c>.</param>
/// <param name="Denominator">See <paramref name="Numerator"/>.</param>
/// <param name="PtsShift">Timestamps below 2^PtsShift are written without their higher bits.</param>
/// <param name="Width">Columns, in pixels.</param>
/// <param name="Height">Rows, in pixels.</param>
internal sealed record NutStreamHeader(int Numerator, int Denominator, int PtsShift, int Width, int Height)
{
    private const int LongestCodecData = 1 << 16;
    private const int MostPtsShift = 15;        // the specification's limit

    /// <summary>Seconds of a timestamp unit.</summary>
    public double Tick => (double)Numerator / Denominator;

    /// <summary>Bytes of a picture.</summary>
    public int PictureBytes => Width * Height + 2 * ((Width + 1) / 2) * ((Height + 1) / 2);

    /// <summary>Reads the packet's content.</summary>
    public static NutStreamHeader Read(NutBytes bytes, NutMainHeader main, long maxPixels)
    {
        _ = bytes.Number(0, "a track's number");
        _ = bytes.Number(0, "a track's class");     // 0 is video
        if (!bytes.String(4, "a codec's name").AsSpan().SequenceEqual("I420"u8))
            throw new NutException("the video is not raw 4:2:0");

        var timeBase = bytes.Number(main.TimeBases.Length - 1, "a time base's number");
        var shift = bytes.Number(MostPtsShift, "msb_pts_shift");
        _ = bytes.Number();     // max_pts_distance
        _ = bytes.Number();     // decode_delay
        _ = bytes.Number();     // flags
        _ = bytes.String(LongestCodecData, "a codec's data");

        var (width, height) = (bytes.Number(int.MaxValue, "the width"), bytes.Number(int.MaxValue, "the height"));
        if (width == 0 || height == 0 || (long)width * height > maxPixels)
            throw new NutException($"pictures of {width}×{height} are beyond the limit of {maxPixels} pixels");
        return new(main.TimeBases[timeBase].Numerator, main.TimeBases[timeBase].Denominator, shift, width, height);
    }
}
