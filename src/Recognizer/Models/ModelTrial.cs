using System.Diagnostics;
using System.Numerics.Tensors;

namespace FaceStream.Recognizer.Models;

/// <summary>What a trial of a model found.</summary>
/// <param name="Model">The model.</param>
/// <param name="Run">How long one picture took.</param>
public sealed record ModelCheck(ModelFolder Model, TimeSpan Run);

/// <summary>Runs a model on made-up pictures and looks at what comes out.</summary>
internal static class ModelTrial
{
    private const int AnySize = 48;
    private const int Pictures = 3;
    private const float Tolerance = 1e-3f; // kernels for batches may add up in another order

    /// <summary>Loads and tries each network of a folder on the CPU.</summary>
    /// <exception cref="ModelException">With the file, what it did, and what it should have done.</exception>
    public static ModelCheck Check(ModelFolder folder)
    {
        var run = Try(folder.ReadNetwork(gpu: false), folder.Network, folder.Manifest);
        if (folder.GpuNetwork is { } gpu)
            Try(folder.ReadNetwork(gpu: true), gpu, folder.Manifest);
        return new(folder, run);
    }

    /// <summary>Loads and tries one network; how long one picture took.</summary>
    public static TimeSpan Try(byte[] network, string file, ModelManifest manifest)
    {
        using var model = OnCpu(network, file, manifest);
        var together = Run(model, first: 0, Pictures);
        var shape = Shapes(model);
        CheckShapes(model, file, shape);
        CheckValues(manifest, file, together[0]);

        var run = TimeSpan.Zero;
        for (var i = 0; i < Pictures; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var alone = Run(model, first: i, count: 1);
            run = Stopwatch.GetElapsedTime(started);
            CheckAlone(file, i, alone, together);
        }

        return run;
    }

    /// <summary>A GPU's answers are held against those of the plain network on the CPU: what computes something else must not say who somebody is.</summary>
    /// <param name="model">As it was loaded for the GPU.</param>
    /// <param name="network">The plain network.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="manifest">Its manifest.</param>
    /// <returns>What is wrong, with the largest difference of two values or what ONNX Runtime said; null where they differ by no more than rounding.</returns>
    /// <exception cref="ModelException">The plain network cannot be run on the CPU: it is no fault of the GPU's.</exception>
    public static GpuTrouble? Compare(Model model, byte[] network, string file, ModelManifest manifest)
    {
        using var plain = OnCpu(network, file, manifest);
        var (near, largest) = (true, 0f);
        foreach (var count in (int[])[Pictures, 1])
        {
            var right = Run(plain, first: 0, count);
            float[][] answers;
            try
            {
                answers = Run(model, first: 0, count);
            }
            catch (ModelException e)
            {
                return Fails(model.Device, manifest, e);
            }

            foreach (var (found, expected) in answers.Zip(right))
            {
                near &= Near(found, expected, out _);
                largest = MathF.Max(largest, Largest(found, expected));
            }
        }

        return near ? null : GpuTrouble.Differs(model.Manifest.Id, model.Device.Name, largest);
    }

    /// <summary>What is wrong with a GPU that a network could not be loaded on.</summary>
    /// <param name="folder">The model.</param>
    /// <param name="device">The GPU.</param>
    /// <param name="refusal">How loading failed.</param>
    /// <exception cref="ModelException">The plain network cannot be run on the CPU either: it is no fault of the GPU's.</exception>
    public static GpuTrouble Refused(ModelFolder folder, InferenceDevice device, ModelException refusal)
    {
        using var plain = OnCpu(folder.ReadNetwork(gpu: false), folder.Network, folder.Manifest);
        Run(plain, first: 0, count: 1);
        return Fails(device, folder.Manifest, refusal);
    }

    private static GpuTrouble Fails(InferenceDevice device, ModelManifest manifest, ModelException e) => GpuTrouble.Fails(manifest.Id, device.Name, e.InnerException?.Message ?? e.Message);

    private static Model OnCpu(byte[] network, string file, ModelManifest manifest) =>
        Model.Load(network, file, manifest, new InferenceOptions(), new InferenceDevice(ExecutionProvider.Cpu, ExecutionProvider.Cpu, "CPU", null));

    private static bool Near(ReadOnlySpan<float> found, ReadOnlySpan<float> expected, out float difference)
    {
        difference = TensorPrimitives.Distance(found, expected);
        return difference <= Tolerance * MathF.Max(1, TensorPrimitives.Norm(expected));
    }

    /// <summary>The largest difference of two values that stand in the same place; not a number where one is none.</summary>
    private static float Largest(ReadOnlySpan<float> found, ReadOnlySpan<float> expected)
    {
        var largest = 0f;
        for (var i = 0; i < expected.Length; i++)
            largest = MathF.Max(largest, MathF.Abs(found[i] - expected[i]));
        return largest;
    }

    private static float[][] Run(Model model, int first, int count)
    {
        var input = model.Manifest.Input;
        var (width, height) = (input.Width > 0 ? input.Width : AnySize, input.Height > 0 ? input.Height : AnySize);
        var values = model.Prepare(count, 3, height, width);
        var length = values.Length / count;
        for (var i = 0; i < count; i++)
            Paint(values.Slice(i * length, length), first + i, input);
        model.Run();
        return [.. Enumerable.Range(0, ModelShapes.Outputs(model.Manifest).Length).Select(output => model.Output(output).ToArray())];
    }

    // Pixels as they come from a picture, so that a network which fails on some values fails here.
    private static void Paint(Span<float> picture, int seed, ModelInput input)
    {
        var random = new Random(seed);
        var channel = picture.Length / 3;
        for (var i = 0; i < picture.Length; i++)
            picture[i] = (random.Next(256) - input.Mean[i / channel]) * input.Scale;
    }

    private static int[][] Shapes(Model model) =>
        [.. Enumerable.Range(0, ModelShapes.Outputs(model.Manifest).Length).Select(output => model.Shape(output).ToArray())];

    private static void CheckShapes(Model model, string file, int[][] shapes)
    {
        foreach (var (found, expected) in shapes.Zip(ModelShapes.Outputs(model.Manifest)))
        {
            int[] whole = [Pictures, .. expected[1..]];
            if (found.Length != whole.Length || found.Zip(whole).Any(pair => pair.Second != 0 && pair.First != pair.Second))
                throw new ModelException(ModelFault.Shape, $"{file} is not what its manifest says: {Pictures} pictures give {ModelShapes.Text(found)}, expected {ModelShapes.Text(whole)}. Correct the manifest, or take another network.");
        }
    }

    private static void CheckValues(ModelManifest manifest, string file, float[] values)
    {
        if (values.Any(value => !float.IsFinite(value)))
            throw new ModelException(ModelFault.Output, $"{file} computes {values.First(value => !float.IsFinite(value))} from an ordinary picture, expected finite numbers. Check mean and scale in the manifest, or take another network.");
        if (manifest.Task != ModelTask.Embedder)
            return;

        foreach (var vector in values.Chunk(manifest.Output.Dimension))
        {
            var length = TensorPrimitives.Norm<float>(vector);
            if (Math.Abs(length - 1) <= 1e-3)
                continue;
            throw new ModelException(ModelFault.Output, manifest.Output.Normalised
                ? $"{file} computes a vector of length {length:0.###}, expected 1. Set output.normalised to false in the manifest."
                : $"{file} computes nothing but zeros from an ordinary picture. Check mean and scale in the manifest, or take another network.");
        }
    }

    private static void CheckAlone(string file, int picture, float[][] alone, float[][] together)
    {
        for (var output = 0; output < alone.Length; output++)
        {
            var among = together[output].AsSpan(picture * alone[output].Length, alone[output].Length);
            if (!Near(alone[output], among, out var difference))
                throw new ModelException(ModelFault.Output, $"{file} computes something else for a picture alone than for the same picture among {Pictures} (they differ by {difference:0.###}). Export it with a free batch, or with a batch of 1.");
        }
    }
}
