using System.Numerics;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Detection.Mtcnn;
using FaceStream.Recognizer.Embedders;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Models;
using FaceStream.StreamIngest;

namespace FaceStream.Recognizer;

/// <summary>
/// Runs networks on nobody's face before the first picture comes: code is compiled, tensors are made, and a GPU chooses its kernels for each number of faces.
/// Otherwise all cameras would wait for it together, and pictures be lost.
/// </summary>
internal static class WarmUp
{
    // Twice: what the first call makes, the second one uses.
    private const int Times = 2;

    private const int Face = 112, MinFace = 40;     // pixels

    /// <summary>Returns early when cancelled. Nobody else may use the networks meanwhile.</summary>
    public static void Run(Networks networks, CancellationToken cancel)
    {
        var header = new FrameHeader("warm-up", 0, 0, TimeSpan.Zero, 0, DateTimeOffset.UnixEpoch, 3 * Face, 2 * Face, new(YuvMatrix.Bt601, FullRange: false));
        using var grey = new FramePool(limit: 1).TryRent(header)!;
        grey.Paste(grey, 0, 0); // all grey, whatever the memory held

        var (box, landmarks) = (new Box(0, 0, Face, Face), new Landmarks());
        for (var i = 0; i < Landmarks.Count; i++)
            landmarks[i] = CropTemplate.ArcFace112.Points[i];

        var onCpu = networks.Device.Used == ExecutionProvider.Cpu;
        foreach (var count in Batches(onCpu ? 1 : CropNet.MostOnGpu, cancel))
        {
            networks.Detector.Detect([.. Enumerable.Repeat(grey, count)], [.. Enumerable.Repeat(new FaceSearch(MinFace), count)]);
            networks.Detector.Refine([grey], [[.. Enumerable.Repeat(box, count)]]);
        }

        foreach (var count in Batches(onCpu ? 1 : EmbeddingModel.MostAtOnce, cancel))
            networks.Embedder.Embed([.. Enumerable.Repeat((grey, landmarks), count)]);
    }

    /// <summary>
    /// The most first, since a larger batch than any before does away with the tensors of smaller ones; then one, since TensorRT's engine serves all sizes between those that it has met; then those between.
    /// </summary>
    private static IEnumerable<int> Batches(int most, CancellationToken cancel)
    {
        int[] counts = [most, .. Enumerable.Range(0, BitOperations.Log2((uint)most)).Select(power => 1 << power)];
        return counts.SelectMany(count => Enumerable.Repeat(count, Times)).TakeWhile(_ => !cancel.IsCancellationRequested);
    }
}
