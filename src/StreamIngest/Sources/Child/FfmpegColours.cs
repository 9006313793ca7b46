namespace FaceStream.StreamIngest.Sources.Child;

/// <summary>Reads the colours of the pictures in what <c>ffmpeg</c> says of its output.</summary>
internal static class FfmpegColours
{
    /// <summary>Matrix and range, with the same assumptions as <see cref="PictureCopier.Colour"/> where nothing is said.</summary>
    /// <param name="said">Such as <c>tv, bt709/unknown/unknown, progressive</c>; empty when nothing is.</param>
    /// <param name="inputPixels">The decoder's pixel format: JPEG and RGB come out as BT.601.</param>
    /// <param name="height">Rows of the picture.</param>
    public static YuvColour Read(string said, string inputPixels, int height)
    {
        var words = said.Split([',', ' ', '/'], StringSplitOptions.RemoveEmptyEntries);
        var guessed = height <= 576 || inputPixels.StartsWith("yuvj", StringComparison.Ordinal) || IsRgb(inputPixels) ? YuvMatrix.Bt601 : YuvMatrix.Bt709;
        var matrix = words switch
        {
            _ when IsRgb(inputPixels) => YuvMatrix.Bt601,
            _ when words.Contains("bt2020nc") || words.Contains("bt2020c") => YuvMatrix.Bt2020,
            [_, "bt709", ..] or ["bt709", ..] => YuvMatrix.Bt709,
            [_, "bt470bg" or "smpte170m", ..] or ["bt470bg" or "smpte170m", ..] => YuvMatrix.Bt601,
            _ => guessed,
        };
        return new(matrix, FullRange: words.Contains("pc"));
    }

    private static bool IsRgb(string pixels) =>
        pixels.StartsWith("pal8", StringComparison.Ordinal) || pixels.Contains("rgb", StringComparison.Ordinal) || pixels.Contains("bgr", StringComparison.Ordinal)
        || pixels.StartsWith("gbr", StringComparison.Ordinal);
}
