using System.Diagnostics.Metrics;
using System.Numerics.Tensors;
using FaceStream.Gallery;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Models;
using FaceStream.Recognizer.Quality;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests.Identification;

/// <summary>
/// People as directions drawn at random. In 48 dimensions strangers' cosines spread by 0.144, two pictures of one person have a
/// cosine near 0.73: about what MobileFaceNet makes of real faces.
/// </summary>
internal sealed class DrawnPeople : IDisposable
{
    private const int Dimension = 48;
    private const string Space = "drawn-48";

    private readonly TemporaryFolder _folder = new();
    private readonly Random _random;

    public DrawnPeople(int seed, IMeterFactory? meters = null)
    {
        _random = new(seed);
        Gallery = GalleryService.Open(Path.Combine(_folder.Path, "gallery.db"), new(meters ?? new OneMeter()), TimeProvider.System);
    }

    /// <summary>What the distributions of this world are.</summary>
    public static SimilarityCalibration Calibration { get; } = new()
    {
        Genuine = new(0.734, 0.1), Impostor = new(0, 0.144), Thresholds = [], Measured = "drawn",
    };

    public static ScoreModel Model { get; } = new(Calibration);

    public GalleryService Gallery { get; }

    public GallerySnapshot Snapshot => Gallery.Snapshot(Space);

    /// <summary>Somebody, not enrolled.</summary>
    public float[] Somebody() => Unit(Noise());

    /// <summary>Somebody who looks like <paramref name="other"/> with about this cosine.</summary>
    public float[] Double(float[] other, double similarity) => Mix(other, Unit(Noise()), similarity);

    /// <summary>A picture of a person: the person's direction, and what pose and light add to it.</summary>
    public float[] Picture(float[] person, double share = 0.857) => Mix(person, Unit(Noise()), share);

    /// <summary>Looks of one track: one pose and light for all of them, and a little noise for each.</summary>
    public IEnumerable<Embedding> Looks(float[] person, double share = 0.857)
    {
        var condition = Unit(Noise());
        while (true)
            yield return new(Space, Mix(person, Mix(condition, Unit(Noise()), 0.84), share));
    }

    public Person Enrol(string name, float[] person, int pictures = 2) =>
        Gallery.Enrol(name, [.. Enumerable.Range(0, pictures).Select(i => new NewTemplate(new(Space, Picture(person)), 1, $"{i}.jpg", default))]).Person;

    /// <summary>Enrols many, each with two pictures.</summary>
    public float[][] Enrol(int people)
    {
        float[][] all = [.. Enumerable.Range(0, people).Select(_ => Somebody())];
        for (var i = 0; i < people; i++)
            Enrol($"Person {i}", all[i]);
        return all;
    }

    public static LookQuality Quality(float score) => new(score, 60, 0.6f, 0, 0, 0, 1, 1);

    public void Dispose()
    {
        Gallery.Dispose();
        _folder.Dispose();
    }

    /// <summary>A unit vector whose cosine to <paramref name="a"/> is <paramref name="share"/>, towards b.</summary>
    private static float[] Mix(float[] a, float[] b, double share)
    {
        var along = TensorPrimitives.Dot(a, b);
        var across = Unit([.. b.Select((value, i) => value - along * a[i])]);
        var rest = Math.Sqrt(1 - share * share);
        return Unit([.. a.Select((value, i) => (float)(share * value + rest * across[i]))]);
    }

    private float[] Noise() =>
        [.. Enumerable.Range(0, Dimension).Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble())))];

    private static float[] Unit(float[] vector)
    {
        var length = TensorPrimitives.Norm(vector);
        return [.. vector.Select(value => value / length)];
    }
}

/// <summary>A meter factory that nobody listens to.</summary>
internal sealed class OneMeter : IMeterFactory
{
    public Meter Create(MeterOptions options) => new(options);

    public void Dispose()
    {
    }
}
