using FaceStream.Recognizer.Detection.Mtcnn;
using FaceStream.Recognizer.Detection.Mtcnn.Kernels;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests.Detection;

/// <summary>The graph is the oracle: whatever R-Net and O-Net say of a crop, the kernels say too. Whole detectors are compared in <see cref="RealPicturesTests"/>.</summary>
public sealed class KernelCropsTests
{
    // Registers wider than the processor's are made up by the runtime: slow, and the same.
    public static MatrixTheoryData<string, string> NetworksAndWidths => new(["mtcnn-rnet", "mtcnn-onet"], ["512", "256", "128"]);

    public static TheoryData<string> Networks => ["mtcnn-rnet", "mtcnn-onet"];

    [Theory]
    [MemberData(nameof(NetworksAndWidths))]
    public void They_say_what_the_graph_says_for_batches_of_every_size(string network, string width)
    {
        using var model = TestModels.Load(network);
        var (graph, kernels) = (new GraphCrops(model), Kernels(network, width));
        foreach (var crops in new[] { 1, 2, 5, 6, 7, 31, CropNet.MostAtOnce })
        {
            Fill(graph, crops);
            Fill(kernels, crops);

            graph.Run();
            kernels.Run();

            for (var crop = 0; crop < crops; crop++)
            {
                Assert.InRange(kernels.Score(crop), graph.Score(crop) - 2e-5f, graph.Score(crop) + 2e-5f);
                Near(graph.Shifts(crop), kernels.Shifts(crop), 4);
                Near(graph.Points(crop), kernels.Points(crop), network == "mtcnn-onet" ? 10 : 0);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_crop_has_the_same_bits_alone_and_among_others_in_registers_of_every_width(string network)
    {
        var results = NetworksAndWidths.Where(row => row.Data.Item1 == network).SelectMany(row => new[] { 1, 8, 32 }.Select(crops =>
        {
            var kernels = Kernels(network, row.Data.Item2);
            kernels.Prepare(CropNet.MostAtOnce).Fill(1e20f); // of an earlier run nothing is left
            kernels.Run();
            Fill(kernels, crops);
            kernels.Run();
            return (float[])[kernels.Score(0), .. kernels.Shifts(0), .. kernels.Points(0)];
        })).ToList();

        Assert.Equal(9, results.Count);
        Assert.All(results, result => Assert.Equal(results[0], result));
    }

    [Theory]
    [InlineData(3, 16, 16), InlineData(4, 16, 48), InlineData(5, 16, 16), InlineData(6, 30, 16), InlineData(10, 64, 64), InlineData(11, 28, 48), InlineData(23, 32, 64), InlineData(41, 16, 16)]
    public void With_fewer_multiplications_a_convolution_is_the_same(int side, int inputs, int outputs)
    {
        const int Maps = 3;
        var (random, channels) = (new Random(side), (inputs + 15) / 16 * 16);
        var (kernel, biases, slopes, maps) = (Some(outputs * inputs * 9), Some(outputs), Some(outputs), Some(Maps * side * side * channels));
        var (plain, winograd) = (new CropConvolution(kernel, biases, slopes, channels, side, size: 3, Maps), new WinogradConvolution(kernel, biases, slopes, channels, side));
        var (expected, found) = (new float[plain.Room(Maps)], new float[winograd.Room(Maps)]);

        plain.Run<Lanes256>(maps, expected, Maps);
        winograd.Run<Lanes256>(maps, found, Maps);

        Assert.Equal((plain.Side, plain.Channels), (winograd.Side, winograd.Channels));
        Assert.All(found.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 2e-5 * MathF.Sqrt(inputs)));

        float[] Some(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2 - 1)];
    }

    [Theory]
    [MemberData(nameof(NetworksAndWidths))]
    public void No_crops_are_no_work_and_leave_what_was_found(string network, string width)
    {
        var kernels = Kernels(network, width);
        Fill(kernels, 3);
        kernels.Run();
        float[] found = [kernels.Score(2), .. kernels.Shifts(2), .. kernels.Points(2)];

        Assert.True(kernels.Prepare(0).IsEmpty);
        kernels.Run();

        Assert.Equal(found, (float[])[kernels.Score(2), .. kernels.Shifts(2), .. kernels.Points(2)]);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void They_allocate_nothing(string network)
    {
        var kernels = Kernels(network, "256");

        // The least of several runs: the runtime itself allocates while it still looks up the methods of the first ones.
        var least = Enumerable.Range(0, 10).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            kernels.Prepare(7).Fill(0.1f);
            kernels.Run();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });

        Assert.Equal(0, least);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void On_the_CPU_the_kernels_are_chosen(string network)
    {
        using var loaded = TestModels.Load(network);

        Assert.IsAssignableFrom<KernelCrops>(CropNetworks.For(TestModels.Store.Get(network), loaded)[0]);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Another_network_is_left_to_the_graph(string network)
    {
        Assert.NotNull(CropWeights.TryRead(TestModels.Store.Get(network).ReadNetwork(gpu: true)));
        Assert.Null(CropWeights.TryRead(TestModels.Store.Get(network).ReadNetwork(gpu: false)));
        Assert.Null(CropWeights.TryRead(TestModels.Store.Get("mtcnn-pnet").ReadNetwork(gpu: true)));
        Assert.Throws<FormatException>(() => CropWeights.TryRead(TestModels.Store.Get(network).ReadNetwork(gpu: true).AsSpan(0, 5000)));
    }

    private static KernelCrops Kernels(string network, string width)
    {
        var weights = CropWeights.TryRead(TestModels.Store.Get(network).ReadNetwork(gpu: true))!;
        return width switch
        {
            "512" => new KernelCrops<Lanes512>(weights),
            "256" => new KernelCrops<Lanes256>(weights),
            _ => new KernelCrops<Lanes128>(weights),
        };
    }

    /// <summary>The same crops for everybody, the first whatever follows.</summary>
    private static void Fill(ICropNetwork network, int crops)
    {
        var random = new Random(12);
        foreach (ref var value in network.Prepare(crops))
            value = random.NextSingle() * 2 - 1;
    }

    private static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> found, int length)
    {
        Assert.Equal((length, length), (expected.Length, found.Length));
        for (var i = 0; i < length; i++)
            Assert.InRange(found[i], expected[i] - 2e-5f, expected[i] + 2e-5f);
    }
}
