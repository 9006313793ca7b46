using FaceStream.StreamIngest;

namespace FaceStream.Dashboard.Annotation;

/// <summary>A colour to draw with: red, green and blue, 0–255.</summary>
internal readonly record struct Ink(byte Red, byte Green, byte Blue)
{
    /// <summary>For words on colours.</summary>
    public static Ink Black { get; } = new(0, 0, 0);

    /// <summary>As Y, U, V of a picture's matrix and range.</summary>
    public (byte Y, byte U, byte V) In(YuvColour colour)
    {
        // The standards' weights of red and blue; green has the rest.
        var (red, blue) = colour.Matrix switch
        {
            YuvMatrix.Bt709 => (0.2126, 0.0722),
            YuvMatrix.Bt2020 => (0.2627, 0.0593),
            _ => (0.299, 0.114),
        };
        var (r, g, b) = (Red / 255.0, Green / 255.0, Blue / 255.0);
        var y = red * r + (1 - red - blue) * g + blue * b;
        var (u, v) = ((b - y) / (2 * (1 - blue)), (r - y) / (2 * (1 - red)));
        return colour.FullRange
            ? (Byte(255 * y), Byte(128 + 255 * u), Byte(128 + 255 * v))
            : (Byte(16 + 219 * y), Byte(128 + 224 * u), Byte(128 + 224 * v));
    }

    private static byte Byte(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);
}
