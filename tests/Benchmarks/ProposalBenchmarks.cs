using BenchmarkDotNet.Attributes;
using FaceStream.Recognizer.Detection.Mtcnn;
using FaceStream.Recognizer.Detection.Mtcnn.Kernels;
using FaceStream.Recognizer.Models;

namespace FaceStream.Benchmarks;

/// <summary>P-Net on one level of a pyramid: ONNX Runtime's graph, and the kernels in registers of each width (decision 6).</summary>
[MemoryDiagnoser]
public class ProposalBenchmarks : IDisposable
{
    private readonly Model _pnet;
    private readonly IProposals _graph, _rounded, _lanes512, _lanes256, _lanes128;

    /// <summary>Loads the network that set-up converted.</summary>
    public ProposalBenchmarks()
    {
        var folder = new ModelStore(Checkout.Models(), "").Get("mtcnn-pnet");
        _pnet = Model.Load(folder, new InferenceOptions { Provider = ExecutionProvider.Cpu });
        (_graph, _rounded) = (new GraphProposals(_pnet), new RoundedProposals(new GraphProposals(_pnet)));
        var weights = ProposalWeights.TryRead(folder.ReadNetwork(gpu: true))!;
        (_lanes512, _lanes256, _lanes128) = (new KernelProposals<Lanes512>(weights), new KernelProposals<Lanes256>(weights), new KernelProposals<Lanes128>(weights));
    }

    /// <summary>Rows; 216 and 384 columns are the first level of 1280 × 720 for faces from 40 pixels on.</summary>
    [Params(28, 216)]
    public int Rows { get; set; }

    /// <summary>ONNX Runtime, one thread.</summary>
    [Benchmark(Baseline = true)]
    public float Graph() => Run(_graph);

    /// <summary>The same in a picture of one of few sizes, as GPUs are given it.</summary>
    [Benchmark]
    public float Rounded() => Run(_rounded);

    /// <summary>Sixteen pixels at a time.</summary>
    [Benchmark]
    public float Kernels512() => Run(_lanes512);

    /// <summary>Eight.</summary>
    [Benchmark]
    public float Kernels256() => Run(_lanes256);

    /// <summary>Four.</summary>
    [Benchmark]
    public float Kernels128() => Run(_lanes128);

    /// <inheritdoc/>
    public void Dispose()
    {
        _pnet.Dispose();
        GC.SuppressFinalize(this);
    }

    private float Run(IProposals network)
    {
        network.Prepare(1, Rows, Rows * 16 / 9).Fill(0.1f);
        network.Run();
        return network.Scores(0)[0];
    }
}
