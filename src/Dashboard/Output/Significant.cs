using System.Globalization;

namespace FaceStream.Dashboard.Output;

/// <summary>Numbers without the digits that nobody has measured.</summary>
internal static class Significant
{
    /// <summary>With two digits, which is what a calibration on some thousand pairs can tell of a rate.</summary>
    public static double Two(double value) => double.Parse(value.ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
