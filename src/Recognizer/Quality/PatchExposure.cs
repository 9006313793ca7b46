namespace FaceStream.Recognizer.Quality;

/// <summary>How well lit a face patch is: 0 (black, burnt out or flat) to 1.</summary>
internal static class PatchExposure
{
    public static float Of(ReadOnlySpan<float> patch)
    {
        var (sum, squares, burnt, black) = (0.0, 0.0, 0, 0);
        foreach (var value in patch)
        {
            sum += value;
            squares += (double)value * value;
            if (value > 250)
                burnt++;
            if (value < 5)
                black++;
        }

        var mean = (float)(sum / patch.Length);
        var contrast = (float)Math.Sqrt(Math.Max(0, squares / patch.Length - (double)mean * mean));
        return QualityMeter.Ramp(mean, 15, 60)
            * QualityMeter.Ramp(255 - mean, 10, 45)
            * QualityMeter.Ramp(contrast, 3, 20)
            * (1 - QualityMeter.Ramp((float)burnt / patch.Length, 0.1f, 0.6f))
            * (1 - QualityMeter.Ramp((float)black / patch.Length, 0.2f, 0.7f));
    }
}
