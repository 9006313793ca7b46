using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;

namespace FaceStream.Recognizer.Models;

/// <summary>
/// A network that is ready to run. One thread at a time; tensors are made once for each input shape and used again.
/// </summary>
/// <example><code>
/// packer.Fill(model.Prepare(faces, 3, 112, 112));
/// model.Run();
/// var vectors = model.Output(0);   // [faces, 192]
/// </code></example>
public sealed class Model : IDisposable
{
    private readonly InferenceSession _session;
    private readonly List<Model> _twins = [];
    private readonly bool _isTwin;
    private readonly RunOptions _run = new();
    private readonly ShapeCache _shapes;
    private readonly TensorMemory _memory;
    private IBoundShape? _bound;
    private int _pictures;

    private Model(ModelManifest manifest, InferenceDevice device, InferenceSession session, bool isTwin = false)
    {
        (Manifest, Device, _session, _isTwin) = (manifest, device, session, isTwin);
        (_shapes, _memory) = (new(session), new(session, device.Pages));
        OnGpu = device.Used != ExecutionProvider.Cpu;
    }

    /// <summary>The same network with tensors of its own, for another thread, and with the weights in common. It ends with this one, if it was not disposed before.</summary>
    public Model Twin()
    {
        var twin = new Model(Manifest, Device, _session, isTwin: true) { OnGpu = OnGpu };
        _twins.Add(twin);
        return twin;
    }

    /// <summary>What is known of the network.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>What it runs on.</summary>
    public InferenceDevice Device { get; }

    /// <summary>
    /// Batches are rounded up to a few sizes, as GPUs want it (<see cref="FewShapes"/>); the pictures too many are computed and not told. Inputs are
    /// copied for each run, into memory of the GPU's own. To be set before the first <see cref="Prepare"/>; tests try on a CPU what a GPU gets.
    /// </summary>
    internal bool OnGpu { get; set; }

    /// <summary>For how many input shapes there are tensors.</summary>
    internal int KnownShapes => _shapes.Count;

    /// <summary>Loads a network, after making sure that its file is the one its manifest speaks of.</summary>
    /// <param name="folder">The model.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="device">What <see cref="InferenceDevice.Select(InferenceOptions, Microsoft.Extensions.Logging.ILogger?)"/> chose; chosen anew when left out.</param>
    /// <exception cref="ModelException">The file is missing, another one or no network, or its tensors are not as the manifest says.</exception>
    public static Model Load(ModelFolder folder, InferenceOptions options, InferenceDevice? device = null)
    {
        device ??= InferenceDevice.Select(options);
        var gpu = device.Used != ExecutionProvider.Cpu && folder.GpuNetwork is not null;
        return Load(folder.ReadNetwork(gpu), gpu ? folder.GpuNetwork! : folder.Network, folder.Manifest, options, device);
    }

    internal static Model Load(byte[] network, string file, ModelManifest manifest, InferenceOptions options, InferenceDevice device)
    {
        InferenceSession session;
        try
        {
            using var settings = Sessions.Options(device.Used, options);
            session = new InferenceSession(network, settings);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelException(ModelFault.Unusable, $"{file} cannot be loaded by ONNX Runtime: {e.Message.Trim()}", e);
        }

        try
        {
            ModelShapes.Check(session, manifest, file);
            return new(manifest, device, session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The input tensor for the next <see cref="Run"/>, row by row: <c>[batch, channels, rows, columns]</c>. What it holds is
    /// left from earlier runs. Valid until the next call.
    /// </summary>
    public Span<float> Prepare(params ReadOnlySpan<int> shape)
    {
        var picture = 1;
        foreach (var size in shape[1..])
            picture = checked(picture * Above0(size));
        _pictures = Above0(shape[0]);

        Span<int> bound = stackalloc int[shape.Length];
        shape.CopyTo(bound);
        if (OnGpu && !_shapes.TakesOne)
            bound[0] = FewShapes.Pictures(_pictures);
        var length = checked(bound[0] * picture);
        if (_memory.Length < length)
        {
            _shapes.Clear(); // they point into the old memory
            _memory.Reserve(length);
        }

        _bound = _shapes.Bind(_memory, bound, OnGpu);
        return _memory.Span[..(_pictures * picture)];
    }

    /// <summary>Runs the network on what <see cref="Prepare"/> gave out.</summary>
    /// <exception cref="ModelException">ONNX Runtime refused the shape.</exception>
    public void Run()
    {
        var bound = Bound();
        try
        {
            bound.Run(_session, _run);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelException(ModelFault.Unusable, $"{Manifest.Id} cannot be run on {ModelShapes.Text(bound.Input)}: {e.Message.Trim()}", e);
        }

        if (Manifest is { Task: ModelTask.Embedder, Output.Normalised: false })
            Normalise(bound.Output(0), Manifest.Output.Dimension);
    }

    /// <summary>What the last <see cref="Run"/> computed, row by row. Valid until the next <see cref="Run"/> or <see cref="Prepare"/>.</summary>
    public ReadOnlySpan<float> Output(int index)
    {
        var bound = Bound();
        var output = bound.Output(index);
        return output[..(output.Length / bound.Input[0] * _pictures)];
    }

    /// <summary>The sizes of an output of the last <see cref="Run"/>; on a GPU the first may be of more pictures than were asked for.</summary>
    public ReadOnlySpan<int> Shape(int index) => Bound().OutputShape(index);

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        if (!_isTwin)
            _session.Dispose();
    }

    private void Release()
    {
        _twins.ForEach(twin => twin.Release());
        _shapes.Clear();
        _memory.Dispose();
        _run.Dispose();
    }

    private int Above0(int size) => size > 0 ? size : throw new ArgumentOutOfRangeException(nameof(size), size, $"{Manifest.Id}: a dimension must be above 0.");

    private IBoundShape Bound() => _bound ?? throw new InvalidOperationException($"{Manifest.Id}: Prepare comes first.");

    private static void Normalise(Span<float> vectors, int dimension)
    {
        for (var i = 0; i < vectors.Length; i += dimension)
        {
            var vector = vectors.Slice(i, dimension);
            TensorPrimitives.Divide(vector, MathF.Max(TensorPrimitives.Norm<float>(vector), 1e-5f), vector);
        }
    }
}
