using FaceStream.Dashboard.Configuration;
using FaceStream.Dashboard.Output;
using FaceStream.Recognizer;
using FaceStream.Recognizer.Embedders;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Detection.Mtcnn;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Models;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Dashboard.Bench;

/// <summary>What the parts are measured on, each thing made when the first part asks for it. Networks run on the CPU, and on one thread unless several are asked for.</summary>
internal sealed class BenchRig : IDisposable
{
    /// <summary>What is looked for: what a camera looks for by default.</summary>
    public static readonly FaceSearch Search = new(40);

    // Two people near each other, in the middle of the walk-through.
    private const string Moment = "13";

    private static readonly InferenceOptions OnCpu = new() { Provider = ExecutionProvider.Cpu, Threads = 1 };

    private readonly Home _home;
    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("facestream-bench-");
    private readonly ModelStore _models;
    private readonly List<IDisposable> _kept = [];
    private readonly Lazy<Frame> _frame;
    private readonly Lazy<Cascade> _cascade;
    private readonly Lazy<Face[]> _faces;
    private readonly Lazy<Networks> _onGpu;
    private SearchedPeople? _people;

    public BenchRig(Home home, ModelStore models, RecognizerOptions options, CancellationToken cancel)
    {
        (_home, _models, Cancel) = (home, models, cancel);
        _onGpu = new(() => LoadOnGpu(options));
        Options = options with { Inference = OnCpu };
        _frame = new(() =>
        {
            Ffmpeg.Run(cancel, "-ss", Moment, "-i", Walk, "-frames:v", "1", Scratch("frame.png"));
            return Keep(StillPicture.Load(Scratch("frame.png")));
        });
        _cascade = new(() => new(Frame, Proposals(), Crops("mtcnn-rnet"), Options.Detector));
        _faces = new(() => Detector().Detect([Frame], [Search])[0] is { Length: > 0 } found
            ? found
            : throw new CommandFailure(ExitCode.Failure, "No face was found in the sample footage.", "Make it anew: node sample-videos/make.mjs"));
    }

    /// <summary>Ctrl-C.</summary>
    public CancellationToken Cancel { get; }

    /// <summary>How recognition works, as configured, but on the CPU.</summary>
    public RecognizerOptions Options { get; }

    /// <summary>The walk-through of the samples.</summary>
    public string Walk
    {
        get
        {
            new Service.SampleFootage(_home).Expect();
            return Path.Combine(_home.Samples, "made", "walk-through.mp4");
        }
    }

    /// <summary>1280 × 720.</summary>
    public Frame Frame => _frame.Value;

    /// <summary>What the detector's networks see of <see cref="Frame"/>.</summary>
    public Cascade Cascade => _cascade.Value;

    /// <summary>The faces of <see cref="Frame"/>, at least one.</summary>
    public Face[] Faces => _faces.Value;

    /// <summary>People to search. Only the last are kept: a million take gigabytes.</summary>
    public SearchedPeople People(int templates, int dimension)
    {
        if ((_people?.Set.Count, _people?.Set.Dimension) != (templates, dimension))
        {
            _people = null;
            GC.Collect();
            _people = new(templates, dimension, Cancel);
        }

        return _people!;
    }

    /// <summary>A place for a file, gone afterwards.</summary>
    public string Scratch(string name) => Path.Combine(_scratch.FullName, name);

    /// <summary>What a model takes and gives.</summary>
    public ModelManifest Manifest(string id) => _models.Get(id).Manifest;

    /// <summary>A model, as the product runs it.</summary>
    public Model Load(string id) => Keep(Model.Load(_models.Get(id), OnCpu));

    /// <summary>A model, as anyone would run it.</summary>
    public BareNetwork Bare(string id) => Keep(new BareNetwork(_models.Get(id)));

    /// <summary>MTCNN.</summary>
    public MtcnnDetector Detector(int threads = 1) => MtcnnDetector.Fast(_models, Load("mtcnn-pnet"), Load("mtcnn-rnet"), Load("mtcnn-onet"), Options.Detector, threads);

    /// <summary>R-Net or O-Net, as the product computes it.</summary>
    public ICropNetwork Crops(string id) => CropNetworks.For(_models.Get(id), Load(id))[0];

    /// <summary>P-Net, as the product computes it.</summary>
    public IProposals Proposals() => Recognizer.Detection.Mtcnn.Proposals.For(_models.Get("mtcnn-pnet"), Load("mtcnn-pnet"), Workers.Alone);

    /// <summary>The embedder.</summary>
    public EmbeddingModel Embedder(int threads = 1) => new(Load(Options.Embedder), threads);

    /// <summary>All networks on the GPU that is configured, or the first.</summary>
    /// <exception cref="CommandFailure">There is none that works.</exception>
    public Networks OnGpu => _onGpu.Value;

    /// <summary>All networks, for a pipeline.</summary>
    public Networks Networks() => Keep(Recognizer.Networks.Load(_models, Options, InferenceDevice.Select(OnCpu)));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var kept in _kept.AsEnumerable().Reverse())
            kept.Dispose();
        _scratch.Delete(recursive: true);
    }

    private Networks LoadOnGpu(RecognizerOptions options)
    {
        var networks = Keep(Recognizer.Networks.Load(_models, options, InferenceDevice.Select(options.Inference)));
        return networks.Device.Used != ExecutionProvider.Cpu ? networks : throw new CommandFailure(
            ExitCode.Failure, "There is no GPU to measure: " + (networks.Device.FallbackReason ?? "inference.provider is cpu."), "Other parts run on the CPU: facestream bench");
    }

    private T Keep<T>(T part)
        where T : IDisposable
    {
        _kept.Add(part);
        return part;
    }
}
