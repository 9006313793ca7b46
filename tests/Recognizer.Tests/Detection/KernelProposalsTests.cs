using FaceStream.Recognizer.Detection.Mtcnn;
using FaceStream.Recognizer.Detection.Mtcnn.Kernels;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Models;
using FaceStream.StreamIngest.Imaging;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests.Detection;

/// <summary>The graph is the oracle: whatever it says of a picture, the kernels say too.</summary>
public sealed class KernelProposalsTests : IDisposable
{
    private readonly Model _pnet = TestModels.Load("mtcnn-pnet");
    private readonly TemporaryFolder _folder = new();

    // Registers wider than the processor's are made up by the runtime: slow, and the same.
    public static TheoryData<string> Widths => ["512", "256", "128"];

    [Theory]
    [MemberData(nameof(Widths))]
    public void They_say_what_the_graph_says_for_pictures_of_every_shape(string width)
    {
        var (graph, kernels, random) = (new GraphProposals(_pnet), Kernels(width), new Random(12));
        foreach (var (rows, columns) in new[] { (12, 12), (12, 13), (13, 12), (15, 40), (33, 27), (41, 77), (64, 12), (108, 193), (97, 66), (31, 450) })
        {
            var picture = Enumerable.Range(0, 2 * 3 * rows * columns).Select(_ => random.NextSingle() * 2 - 1).ToArray();

            Same(graph, kernels, picture, pictures: 2, rows, columns);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_small_picture_after_a_large_one_is_not_touched_by_it(string width)
    {
        var (graph, kernels) = (new GraphProposals(_pnet), Kernels(width));
        var large = Enumerable.Repeat(float.MaxValue / 4, 3 * 60 * 70).ToArray();
        large.CopyTo(kernels.Prepare(1, 60, 70));
        kernels.Run();

        var small = Enumerable.Range(0, 3 * 14 * 15).Select(i => MathF.Sin(i)).ToArray();

        Same(graph, kernels, small, pictures: 1, rows: 14, columns: 15);
    }

    [Fact]
    public void All_widths_give_the_same_bits()
    {
        var (picture, random) = (new float[3 * 50 * 61], new Random(3));
        foreach (ref var value in picture.AsSpan())
            value = random.NextSingle() * 2 - 1;

        var results = Widths.Select(width =>
        {
            var kernels = Kernels(width.Data);
            picture.CopyTo(kernels.Prepare(1, 50, 61));
            kernels.Run();
            return (Scores: kernels.Scores(0).ToArray(), Shifts: kernels.Shifts(0).ToArray());
        }).ToList();

        Assert.All(results, result => Assert.Equal(results[0].Shifts, result.Shifts));
        Assert.All(results, result => Assert.Equal(results[0].Scores, result.Scores));
    }

    [Fact]
    public void Boxes_are_those_of_the_graph_to_a_thousandth_of_a_pixel()
    {
        using var byGraph = Detector(new GraphProposals(_pnet));
        using var byKernels = Detector(KernelProposals.TryLoad(TestModels.Store.Get("mtcnn-pnet"))!);
        Ffmpeg.Run($"-i {Places.Sample("walk-through.mp4")} -vf select=not(mod(n\\,60)) -fps_mode vfr {_folder["%02d.png"]}");
        var pictures = Directory.GetFiles(_folder[""], "*.png").Concat(new[] { 1, 3, 4, 5, 6 }.Select(n => Places.Package($"@vladmandic/face-api/demo/sample{n}.jpg")));

        var faces = 0;
        foreach (var file in pictures)
        {
            using var picture = StillPicture.Load(file);
            var (expected, found) = (byGraph.Detect([picture], [new(40)])[0], byKernels.Detect([picture], [new(40)])[0]);
            Assert.Equal(expected.Length, found.Length);
            for (var i = 0; i < found.Length; i++)
                Near(expected[i], found[i], file);
            faces += found.Length;
        }

        Assert.True(faces > 30, $"only {faces} faces were compared");
    }

    [Fact]
    public void On_the_CPU_the_kernels_are_chosen()
    {
        using var loaded = TestModels.Load("mtcnn-pnet");

        Assert.IsAssignableFrom<KernelProposals>(Proposals.For(TestModels.Store.Get("mtcnn-pnet"), loaded, Workers.Alone));
    }

    [Fact]
    public void Another_network_is_left_to_the_graph()
    {
        Assert.NotNull(ProposalWeights.TryRead(TestModels.Store.Get("mtcnn-pnet").ReadNetwork(gpu: true)));
        Assert.Null(ProposalWeights.TryRead(TestModels.Store.Get("mtcnn-pnet").ReadNetwork(gpu: false)));
        Assert.Null(ProposalWeights.TryRead(TestModels.Store.Get("mtcnn-rnet").ReadNetwork(gpu: true)));
        Assert.Throws<FormatException>(() => ProposalWeights.TryRead(TestModels.Store.Get("mtcnn-pnet").ReadNetwork(gpu: true).AsSpan(0, 5000)));
    }

    public void Dispose()
    {
        _pnet.Dispose();
        _folder.Dispose();
    }

    private static KernelProposals Kernels(string width)
    {
        var weights = ProposalWeights.TryRead(TestModels.Store.Get("mtcnn-pnet").ReadNetwork(gpu: true))!;
        return width switch
        {
            "512" => new KernelProposals<Lanes512>(weights),
            "256" => new KernelProposals<Lanes256>(weights),
            _ => new KernelProposals<Lanes128>(weights),
        };
    }

    private static MtcnnDetector Detector(IProposals proposals) => new(
        TestModels.Load("mtcnn-pnet"), TestModels.Load("mtcnn-rnet"), TestModels.Load("mtcnn-onet"), new MtcnnOptions(), proposals);

    private static void Same(GraphProposals graph, KernelProposals kernels, float[] pixels, int pictures, int rows, int columns)
    {
        pixels.CopyTo(graph.Prepare(pictures, rows, columns));
        pixels.CopyTo(kernels.Prepare(pictures, rows, columns));
        graph.Run();
        kernels.Run();

        Assert.Equal(graph.Cells, kernels.Cells);
        for (var picture = 0; picture < pictures; picture++)
        {
            Near(graph.Scores(picture), kernels.Scores(picture));
            Near(graph.Shifts(picture), kernels.Shifts(picture));
        }
    }

    private static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < found.Length; i++)
            Assert.InRange(found[i], expected[i] - 2e-5f, expected[i] + 2e-5f);
    }

    private static void Near(Face expected, Face found, string file)
    {
        var (e, f) = (expected.Box, found.Box);
        var apart = new[] { e.X - f.X, e.Y - f.Y, e.Right - f.Right, e.Bottom - f.Bottom, expected.Score - found.Score }.Max(MathF.Abs);
        Assert.True(apart < 1e-3f, $"{file}: {apart} pixels between {e} and {f}");
    }
}
