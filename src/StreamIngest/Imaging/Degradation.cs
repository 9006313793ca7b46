namespace FaceStream.StreamIngest.Imaging;

/// <summary>How good pictures are made as bad as those of a poor camera. The same seed gives the same bytes.</summary>
public sealed record Degradation
{
    /// <summary>Rows that are left; columns follow. 0 keeps the size.</summary>
    public int Height { get; init; }

    /// <summary>What is left of the light, 0–1. 1 keeps it.</summary>
    public double Light { get; init; } = 1;

    /// <summary>Standard deviation of a Gaussian blur, in pixels of the picture that is left.</summary>
    public double Blur { get; init; }

    /// <summary>Standard deviation of Gaussian noise, in steps of 256; colours get half of it.</summary>
    public double Noise { get; init; }

    /// <summary>Quality of a JPEG in between, 1–100; 0 for none.</summary>
    public int Jpeg { get; init; }

    /// <summary>Of the noise.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>It leaves everything as it is.</summary>
    public bool IsNothing => this == new Degradation { Seed = Seed };

    /// <summary>The size that is left of a picture; both sides are even, as chroma covers two pixels.</summary>
    public (int Width, int Height) Size(int width, int height)
    {
        if (Height <= 0 || Height >= height)
            return (width, height);
        return (Math.Max(2, (int)Math.Round((double)width * Height / height / 2) * 2), Math.Max(2, Height & ~1));
    }
}
