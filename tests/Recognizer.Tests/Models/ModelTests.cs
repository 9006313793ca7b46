using FaceStream.Recognizer.Models;
using Microsoft.ML.OnnxRuntime;

namespace FaceStream.Tests.Models;

public class ModelTests
{
    public static TheoryData<string, int> Networks => new()
    {
        { "mtcnn-pnet", 37 }, { "mtcnn-rnet", 24 }, { "mtcnn-onet", 48 }, { "mobilefacenet-192", 112 },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Both_forms_of_a_network_compute_the_same(string id, int side)
    {
        var folder = TestModels.Store.Get(id);
        using var convolutions = Load(folder, gpu: false);
        using var nodes = Load(folder, gpu: true);

        var expected = Run(nodes, id, [2, 3, side, side]);
        var found = Run(convolutions, id, [2, 3, side, side]);

        for (var output = 0; output < expected.Length; output++)
            Equal(expected[output], found[output], 1e-5f);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_batch_gives_what_its_pictures_give_alone(string id, int side)
    {
        using var model = TestModels.Load(id);
        var together = Run(model, id, [3, 3, side, side]);

        for (var i = 0; i < 3; i++)
        {
            var alone = Run(model, id, [1, 3, side, side], seed: i);
            for (var output = 0; output < alone.Length; output++)
                Equal(alone[output], together[output].AsSpan(i * alone[output].Length, alone[output].Length), 1e-5f);
        }
    }

    [Fact]
    public void A_shape_used_before_is_still_right_after_a_larger_one_and_many_others()
    {
        using var model = TestModels.Load("mtcnn-pnet");
        var before = Run(model, "first", [1, 3, 20, 30]);

        for (var side = 12; side < 100; side++)
            Run(model, "other", [1, 3, side, side]);

        Assert.Equal(before[0], Run(model, "first", [1, 3, 20, 30])[0]);
        Assert.Equal([1, 2, 5, 10], model.Shape(0).ToArray());
    }

    [Fact]
    public void Running_again_allocates_nothing_to_speak_of()
    {
        using var model = TestModels.Load("mtcnn-rnet");
        Run(model, "warm", [4, 3, 24, 24]);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            model.Prepare(4, 3, 24, 24);
            model.Run();
            _ = model.Output(0);
        }

        var perRun = (GC.GetAllocatedBytesForCurrentThread() - before) / 100;
        Assert.True(perRun <= 256, $"a run allocates {perRun} bytes");
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void What_a_gpu_would_be_handed_anew_for_each_run_is_what_was_filled_in_last(string id, int side)
    {
        using var plain = TestModels.Load(id);
        using var copied = Model.Load(TestModels.Store.Get(id), new(), InferenceDevice.Select(new() { Provider = ExecutionProvider.Cpu }) with { Pages = OrtMemoryInfo.DefaultInstance });
        copied.OnGpu = true;

        for (var seed = 0; seed < 6; seed++)
        {
            int[] shape = [1 + (seed % 3), 3, side, side];
            var (expected, found) = (Run(plain, id, shape, 100 * seed), Run(copied, id, shape, 100 * seed));
            for (var output = 0; output < expected.Length; output++)
                Equal(expected[output], found[output], 1e-5f);
        }
    }

    [Fact]
    public void A_picture_too_small_for_the_network_is_refused_with_its_shape()
    {
        using var model = TestModels.Load("mtcnn-pnet");
        model.Prepare(1, 3, 4, 4);

        var refusal = Assert.Throws<ModelException>(model.Run);

        Assert.Contains("mtcnn-pnet cannot be run on [1, 3, 4, 4]", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Misuse_is_told_by_its_name()
    {
        using var model = TestModels.Load("mtcnn-rnet");

        Assert.Contains("Prepare comes first", Assert.Throws<InvalidOperationException>(model.Run).Message, StringComparison.Ordinal);
        model.Prepare(1, 3, 24, 24);
        Assert.Contains("Run comes before Output", Assert.Throws<InvalidOperationException>(() => model.Output(0).Length).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Prepare(0, 3, 24, 24).Length);
    }

    private static Model Load(ModelFolder folder, bool gpu) => Model.Load(
        folder.ReadNetwork(gpu), folder.Path, folder.Manifest, new InferenceOptions(), new(ExecutionProvider.Cpu, ExecutionProvider.Cpu, "CPU", null));

    private static float[][] Run(Model model, string id, int[] shape, int seed = 0)
    {
        var input = model.Prepare(shape);
        var length = input.Length / shape[0];
        for (var i = 0; i < shape[0]; i++)
        {
            var random = new Random(seed + i);
            foreach (ref var value in input.Slice(i * length, length))
                value = (random.Next(256) - 127.5f) / 128;
        }

        model.Run();
        return [.. Enumerable.Range(0, ModelShapes.Outputs(model.Manifest).Length).Select(output => model.Output(output).ToArray())];
    }

    private static void Equal(ReadOnlySpan<float> expected, ReadOnlySpan<float> found, float tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], tolerance);
    }
}
