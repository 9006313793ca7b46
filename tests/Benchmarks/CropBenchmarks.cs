using BenchmarkDotNet.Attributes;
using FaceStream.Recognizer.Detection.Mtcnn;
using FaceStream.Recognizer.Detection.Mtcnn.Kernels;
using FaceStream.Recognizer.Models;

namespace FaceStream.Benchmarks;

/// <summary>R-Net and O-Net on a batch of crops: ONNX Runtime's graph, and the kernels in registers of each width (decision 6).</summary>
[MemoryDiagnoser]
public class CropBenchmarks
{
    private Model _model = null!;
    private ICropNetwork _graph = null!, _lanes512 = null!, _lanes256 = null!, _lanes128 = null!;

    /// <summary>Which network.</summary>
    [Params("mtcnn-rnet", "mtcnn-onet")]
    public string Network { get; set; } = "";

    /// <summary>Crops at once; one is what following a face takes.</summary>
    [Params(1, 16)]
    public int Crops { get; set; }

    /// <summary>Loads the network that set-up converted.</summary>
    [GlobalSetup]
    public void Load()
    {
        var folder = new ModelStore(Checkout.Models(), "").Get(Network);
        _model = Model.Load(folder, new InferenceOptions { Provider = ExecutionProvider.Cpu });
        _graph = new GraphCrops(_model);
        var weights = CropWeights.TryRead(folder.ReadNetwork(gpu: true))!;
        (_lanes512, _lanes256, _lanes128) = (new KernelCrops<Lanes512>(weights), new KernelCrops<Lanes256>(weights), new KernelCrops<Lanes128>(weights));
    }

    /// <summary>Lets the network go.</summary>
    [GlobalCleanup]
    public void Unload() => _model.Dispose();

    /// <summary>ONNX Runtime, one thread.</summary>
    [Benchmark(Baseline = true)]
    public float Graph() => Run(_graph);

    /// <summary>Sixteen channels in a register.</summary>
    [Benchmark]
    public float Kernels512() => Run(_lanes512);

    /// <summary>Eight.</summary>
    [Benchmark]
    public float Kernels256() => Run(_lanes256);

    /// <summary>Four.</summary>
    [Benchmark]
    public float Kernels128() => Run(_lanes128);

    private float Run(ICropNetwork network)
    {
        network.Prepare(Crops).Fill(0.1f);
        network.Run();
        return network.Score(0);
    }
}
