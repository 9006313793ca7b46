namespace FaceStream.StreamIngest.Imaging;

/// <summary>
/// The linear map from Y, U, V bytes to red, green and blue of 0–255:
/// <c>R = Luma·Y + RedV·V + RedShift</c>, and so on. Results may leave 0–255 and want clamping.
/// </summary>
/// <remarks>ITU-R BT.601-7, BT.709-6 and BT.2020-2; video range as in BT.601 §2.5.3, full range as in JFIF 1.02.</remarks>
internal readonly struct YuvToRgb
{
    public readonly float Luma, RedV, RedShift, GreenU, GreenV, GreenShift, BlueU, BlueShift;

    public YuvToRgb(YuvColour colour)
    {
        var (red, blue) = colour.Matrix switch
        {
            YuvMatrix.Bt709 => (0.2126, 0.0722),
            YuvMatrix.Bt2020 => (0.2627, 0.0593),
            _ => (0.299, 0.114),
        };
        var green = 1 - red - blue;
        var (luma, chroma, black) = colour.FullRange ? (1.0, 1.0, 0.0) : (255.0 / 219, 255.0 / 224, 16.0);

        var redV = 2 * (1 - red) * chroma;
        var blueU = 2 * (1 - blue) * chroma;
        var greenU = -blueU * blue / green;
        var greenV = -redV * red / green;

        Luma = (float)luma;
        RedV = (float)redV;
        RedShift = (float)(-luma * black - 128 * redV);
        GreenU = (float)greenU;
        GreenV = (float)greenV;
        GreenShift = (float)(-luma * black - 128 * (greenU + greenV));
        BlueU = (float)blueU;
        BlueShift = (float)(-luma * black - 128 * blueU);
    }
}
