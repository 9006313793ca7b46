using FaceStream.Recognizer;
using FaceStream.Recognizer.Detection.Mtcnn;
using FaceStream.Recognizer.Models;

namespace FaceStream.Tests;

/// <summary>How networks are loaded, and what becomes of a GPU that computes something else. The stand-in for one is a network with other weights, run on the CPU.</summary>
public class NetworksTests
{
    private static readonly RecognizerOptions Options = new();

    private readonly CapturedLog<Networks> _log = new();
    private readonly List<(string Model, ExecutionProvider On)> _loaded = [];

    [Fact]
    public void As_many_cores_as_are_configured_share_the_work_of_detector_and_embedder()
    {
        using var networks = Networks.Load(TestModels.Store, Options with { Inference = new() { Provider = ExecutionProvider.Cpu, Threads = 3 } }, InferenceDevice.Select(new() { Provider = ExecutionProvider.Cpu }));

        Assert.Equal((3, 3), (((MtcnnDetector)networks.Detector).Cores, networks.Embedder.Cores));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(5, 5)]
    public void A_GPU_has_as_many_groups_of_pictures_in_flight_and_two_at_least(int threads, int groups)
    {
        using var networks = Networks.Load(TestModels.Store, Options with { Inference = new() { Threads = threads } }, Card(ExecutionProvider.Cuda), AsOnCard, _log);

        Assert.Equal((groups, threads), (Assert.IsType<ParallelDetector>(networks.Detector).Groups, networks.Embedder.Cores));
    }

    [Fact]
    public void With_auto_a_GPU_that_computes_something_else_is_given_up_for_all_networks_with_a_warning()
    {
        using var networks = Networks.Load(TestModels.Store, Options, Card(ExecutionProvider.Auto), Wrong("mtcnn-rnet"), _log);

        Assert.Equal((ExecutionProvider.Auto, ExecutionProvider.Cpu, "CPU"), (networks.Device.Asked, networks.Device.Used, networks.Device.Name));
        Assert.Equal(("differs", "mtcnn-rnet", "a card"), (networks.Device.Fallback!.Code, networks.Device.Fallback.Named[0].Value, networks.Device.Fallback.Named[1].Value));
        Assert.True(float.Parse(networks.Device.Fallback.Named[2].Value, System.Globalization.CultureInfo.InvariantCulture) > 0.001f);
        Assert.Equal($"Warning: Networks run on the CPU: {networks.Device.FallbackReason} ", Assert.Single(_log.Lines));
        Assert.Equal(["mtcnn-pnet", "mtcnn-rnet", "mtcnn-onet", Options.Embedder], _loaded.Where(one => one.On == ExecutionProvider.Cpu).Select(one => one.Model));
    }

    [Fact]
    public void What_was_given_up_once_is_not_tried_nor_told_again()
    {
        using var first = Networks.Load(TestModels.Store, Options, Card(ExecutionProvider.Auto), Wrong(Options.Embedder), _log);
        _loaded.Clear();
        using var second = Networks.Load(TestModels.Store, Options, first.Device, Wrong(Options.Embedder), _log);

        Assert.Same(first.Device, second.Device);
        Assert.All(_loaded, one => Assert.Equal(ExecutionProvider.Cpu, one.On));
        Assert.Single(_log.Lines);
    }

    [Theory]
    [InlineData(ExecutionProvider.Cuda, "cuda")]
    [InlineData(ExecutionProvider.TensorRt, "tensorrt")]
    public void Asked_for_by_name_it_stops_the_start(ExecutionProvider asked, string word)
    {
        var refusal = Assert.Throws<ModelException>(() => Networks.Load(TestModels.Store, Options, Card(asked), Wrong("mtcnn-onet"), _log));

        Assert.Equal(ModelFault.Device, refusal.Fault);
        Assert.StartsWith($"inference.provider is {word}, but mtcnn-onet computes something else on a card than on the CPU (values differ by up to ", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_log.Lines);
        Assert.DoesNotContain(_loaded, one => one.On == ExecutionProvider.Cpu);
    }

    [Theory]
    [InlineData("mtcnn-rnet", true)]
    [InlineData("mtcnn-pnet", false)]
    public void With_auto_a_GPU_that_a_network_fails_on_is_given_up_for_all_networks_with_a_warning(string model, bool whenLoaded)
    {
        using var networks = Networks.Load(TestModels.Store, Options, Card(ExecutionProvider.Auto), Failing(model, whenLoaded), _log);

        Assert.Equal((ExecutionProvider.Auto, ExecutionProvider.Cpu), (networks.Device.Asked, networks.Device.Used));
        Assert.Equal(("fails", model, "a card"), (networks.Device.Fallback!.Code, networks.Device.Fallback.Named[0].Value, networks.Device.Fallback.Named[1].Value));
        Assert.Equal($"Warning: Networks run on the CPU: {networks.Device.FallbackReason} ", Assert.Single(_log.Lines));
        Assert.Equal(["mtcnn-pnet", "mtcnn-rnet", "mtcnn-onet", Options.Embedder], _loaded.Where(one => one.On == ExecutionProvider.Cpu).Select(one => one.Model));
    }

    [Theory]
    [InlineData(ExecutionProvider.Cuda, "cuda", true)]
    [InlineData(ExecutionProvider.TensorRt, "tensorrt", false)]
    public void Asked_for_by_name_one_that_a_network_fails_on_stops_the_start(ExecutionProvider asked, string word, bool whenLoaded)
    {
        var refusal = Assert.Throws<ModelException>(() => Networks.Load(TestModels.Store, Options, Card(asked), Failing("mtcnn-pnet", whenLoaded), _log));

        Assert.Equal(ModelFault.Device, refusal.Fault);
        Assert.StartsWith($"inference.provider is {word}, but mtcnn-pnet runs on the CPU and not on a card: ", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_log.Lines);
        Assert.DoesNotContain(_loaded, one => one.On == ExecutionProvider.Cpu);
    }

    [Fact]
    public void One_that_computes_the_same_is_kept()
    {
        using var networks = Networks.Load(TestModels.Store, Options, Card(ExecutionProvider.Auto), Wrong("none"), _log);

        Assert.Equal((ExecutionProvider.Cuda, "a card", null), (networks.Device.Used, networks.Device.Name, networks.Device.Fallback));
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData(ExecutionProvider.Cpu, 0, 1)]  // detector in kernels, embedder face by face
    [InlineData(ExecutionProvider.Cuda, 8, 6)] // 1, 2, 4 … 128 crops and 32 faces
    public void Warmed_up_they_have_tensors_for_what_comes(ExecutionProvider provider, int crops, int faces)
    {
        var models = new List<Model>();
        var onOneCore = Options with { Inference = new() { Threads = 1 } };
        using var networks = Networks.Load(TestModels.Store, onOneCore, provider == ExecutionProvider.Cpu ? InferenceDevice.Select(new() { Provider = provider }) : Card(provider), Load, _log);
        var before = models[3].KnownShapes;

        networks.WarmUp(TestContext.Current.CancellationToken);

        Assert.True(before < faces);
        Assert.Equal((crops, crops, faces), (models[1].KnownShapes, models[2].KnownShapes, models[3].KnownShapes));

        Model Load(ModelFolder folder, InferenceOptions options, InferenceDevice device)
        {
            models.Add(AsOnCard(folder, options, device));
            return models[^1];
        }
    }

    [Fact]
    public void Who_stops_at_once_does_not_wait_for_the_warm_up()
    {
        var models = new List<Model>();
        using var networks = Networks.Load(TestModels.Store, Options, InferenceDevice.Select(new() { Provider = ExecutionProvider.Cpu }), Load, _log);

        networks.WarmUp(new CancellationToken(canceled: true));

        Assert.Equal(0, models[3].KnownShapes);

        Model Load(ModelFolder folder, InferenceOptions options, InferenceDevice device)
        {
            models.Add(Model.Load(folder, options, device));
            return models[^1];
        }
    }

    /// <summary>Loads as the product does; what is for the card runs on the CPU, with what a card gets.</summary>
    private Model AsOnCard(ModelFolder folder, InferenceOptions options, InferenceDevice device)
    {
        var model = Wrong("none")(folder, options, device);
        model.OnGpu = device.Used != ExecutionProvider.Cpu;
        return model;
    }

    private static InferenceDevice Card(ExecutionProvider asked) => new(asked, asked == ExecutionProvider.Auto ? ExecutionProvider.Cuda : asked, "a card", null);

    /// <summary>Loads as the product does, but what is for the card runs on the CPU, and one network cannot be: it is half a file, or is given pictures smaller than its kernels.</summary>
    private Func<ModelFolder, InferenceOptions, InferenceDevice, Model> Failing(string model, bool whenLoaded) => (folder, options, device) =>
    {
        _loaded.Add((folder.Manifest.Id, device.Used));
        var network = folder.ReadNetwork(gpu: false);
        var manifest = folder.Manifest;
        if (device.Used != ExecutionProvider.Cpu && manifest.Id == model)
            (network, manifest) = whenLoaded ? (network[..(network.Length / 2)], manifest) : (network, manifest with { Input = manifest.Input with { Width = 2, Height = 2 } });
        return Model.Load(network, folder.Network, manifest, options, device with { Used = ExecutionProvider.Cpu });
    };

    /// <summary>Loads as the product does, but what is for the card runs on the CPU, and one network with other weights.</summary>
    private Func<ModelFolder, InferenceOptions, InferenceDevice, Model> Wrong(string model) => (folder, options, device) =>
    {
        _loaded.Add((folder.Manifest.Id, device.Used));
        if (device.Used == ExecutionProvider.Cpu)
            return Model.Load(folder, options, device);
        var network = folder.ReadNetwork(gpu: false);
        if (folder.Manifest.Id == model)
            Array.Clear(network, network.Length / 2, 4096);     // weights, whatever else is in the file
        return Model.Load(network, folder.Network, folder.Manifest, options, device with { Used = ExecutionProvider.Cpu });
    };
}
