using System.Diagnostics;
using FaceStream.Recognizer;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Evaluation;

namespace FaceStream.Dashboard.Commands.Eval;

/// <summary>One way from a picture to a vector: what it costs, and how well it tells people apart.</summary>
/// <param name="Name">In words.</param>
/// <param name="Embedder">The embedder's id.</param>
/// <param name="Milliseconds">A picture, from its bytes to its vector, on one thread: the time that 95 of 100 keep to.</param>
/// <param name="Median">Half of the pictures keep to it.</param>
/// <param name="Report">How well.</param>
internal sealed record FruitsRun(string Name, string Embedder, double Milliseconds, double Median, VerificationReport Report)
{
    /// <summary>The ways there are with an embedder, the quickest first.</summary>
    public static IReadOnlyList<(string Name, bool Closer, bool Mirror)> Ways { get; } =
        [("one look", false, false), ("two looks", true, false), ("two looks, mirrored", true, true)];

    /// <summary>Takes every picture the same way, then compares all pairs.</summary>
    public static FruitsRun Measure(Networks networks, (string Name, bool Closer, bool Mirror) way, IReadOnlyList<VerificationPair> pairs, IProgress<int> progress, CancellationToken cancel)
    {
        var vectors = new PictureVectors(new PortraitFinder(networks.Detector, way.Closer), networks.Embedder, way.Mirror);
        string[] pictures = [.. pairs.SelectMany(pair => (string[])[pair.A, pair.B]).Distinct()];
        new PictureVectors(new PortraitFinder(networks.Detector, way.Closer), networks.Embedder, way.Mirror).Of(pictures[0]); // code and caches are warm from here on
        var times = new double[pictures.Length];
        for (var i = 0; i < pictures.Length; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var began = Stopwatch.GetTimestamp();
            vectors.Of(pictures[i]);
            times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            progress.Report(i + 1);
        }

        Array.Sort(times);
        return new(way.Name, networks.Embedder.Id, times[(int)(0.95 * (times.Length - 1))], times[times.Length / 2], VerificationProtocol.Evaluate(new PairComparison(vectors).Compare(pairs, cancel: cancel)));
    }
}
