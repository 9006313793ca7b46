namespace FaceStream.Tests;

/// <summary>
/// The street of the demo, with each picture's number in it: along the bottom, in two rows of black and white fields. The upper row is the number,
/// its lowest bit on the left; the lower row is the same with black and white exchanged, so that a torn or blended picture shows.
/// </summary>
public static class NumberedClip
{
    /// <summary>Pictures in the clip; numbers start again after them.</summary>
    public const int Length = 256;

    /// <summary>Fields in a row.</summary>
    public const int Bits = 8;

    private const int FieldRows = 40;

    /// <summary>Makes 1280 × 720 at 25 a second, of ten seconds, with pictures that are decoded in another order than they are shown.</summary>
    /// <param name="path">The file; its name says in which form.</param>
    /// <param name="options">For the encoder, besides.</param>
    public static string Make(string path, string options = "-bf 2")
    {
        Ffmpeg.Run(
            $"-ss 4 -i {Places.Sample("walk-through.mp4")} -f lavfi -i color=black:size={Bits}x2:rate=25,format=yuv444p,geq=lum='255*mod(floor(N/pow(2,X))+Y,2)':cb=128:cr=128 " +
            $"-filter_complex [1]scale=1280:{2 * FieldRows}:flags=neighbor[n];[0][n]overlay=0:{720 - 2 * FieldRows} -frames:v {Length} -c:v libx264 -preset ultrafast -g 32 {options} {path}");
        return path;
    }
}
