using FaceStream.Recognizer.Models;

namespace FaceStream.Tests.Models;

public sealed class AddedModelTests : IDisposable
{
    private readonly TinyEmbedder _tiny = new();

    [Fact]
    public void What_computes_something_else_than_the_plain_network_is_told_before_it_names_anybody()
    {
        var manifest = TinyEmbedder.Manifest;
        using var model = Model.Load(TinyEmbedder.Network("N"), "gpu.onnx", manifest, new(), new(ExecutionProvider.Cuda, ExecutionProvider.Cpu, "a card", null));
        model.OnGpu = true;

        Assert.Null(ModelTrial.Compare(model, TinyEmbedder.Network("N"), "plain.onnx", manifest));
        var trouble = ModelTrial.Compare(model, TinyEmbedder.Network("N", bias: 30), "plain.onnx", manifest)!;
        var largest = Answers(bias: 0.25f).Zip(Answers(bias: 30), (found, expected) => MathF.Abs(found - expected)).Max();

        Assert.Equal($"tiny-4 computes something else on a card than on the CPU (values differ by up to {largest:G3}). Update the driver, CUDA and cuDNN, or set inference.provider to cpu.", trouble.Words);
        Assert.Equal("NaN", ModelTrial.Compare(model, TinyEmbedder.Network("N", bias: float.NaN), "plain.onnx", manifest)!.Named[2].Value);

        // The picture that the trial paints first, which is also the first of three.
        float[] Answers(float bias)
        {
            using var other = Model.Load(TinyEmbedder.Network("N", bias), "other.onnx", manifest, new(), new(ExecutionProvider.Cpu, ExecutionProvider.Cpu, "CPU", null));
            List<float> answers = [];
            for (var picture = 0; picture < 3; picture++)
            {
                var values = other.Prepare(1, 3, TinyEmbedder.Side, TinyEmbedder.Side);
                var random = new Random(picture);
                for (var i = 0; i < values.Length; i++)
                    values[i] = (random.Next(256) - manifest.Input.Mean[i / (TinyEmbedder.Side * TinyEmbedder.Side)]) * manifest.Input.Scale;
                other.Run();
                answers.AddRange(other.Output(0));
            }

            return [.. answers];
        }
    }

    [Fact]
    public void An_embedder_is_kept_with_its_hash_and_gives_unit_vectors()
    {
        var added = _tiny.Store.Add(_tiny.Write(TinyEmbedder.Network("N"), TinyEmbedder.Manifest));

        Assert.Equal(ModelFolder.HashOf(TinyEmbedder.Network("N")), added.Manifest.Sha256);
        Assert.Equal("tiny-4", Assert.Single(_tiny.Store.List()).Manifest.Id);
        _tiny.Store.Check("tiny-4");

        var vectors = Embed(added, pictures: 2);
        Assert.Equal(1, vectors[..4].Sum(value => value * value), 1e-5);
        Assert.Equal(1, vectors[4..].Sum(value => value * value), 1e-5);
    }

    [Fact]
    public void A_network_for_one_picture_takes_three()
    {
        var one = _tiny.Store.Add(_tiny.Write(TinyEmbedder.Network(batch: 1), TinyEmbedder.Manifest));
        var any = _tiny.Store.Add(_tiny.Write(TinyEmbedder.Network("N"), TinyEmbedder.Manifest with { Id = "tiny-any" }));

        Assert.Equal(Embed(any, pictures: 3), Embed(one, pictures: 3));
        Assert.Equal(Embed(any, pictures: 1), Embed(one, pictures: 1));
    }

    [Fact]
    public void Weights_that_are_listed_as_inputs_are_no_second_picture()
    {
        var added = _tiny.Store.Add(_tiny.Write(TinyEmbedder.Network("N", listed: true), TinyEmbedder.Manifest));

        Assert.Equal(4, Embed(added, pictures: 1).Length);
    }

    [Fact]
    public void A_file_may_have_its_manifest_beside_it_under_its_own_name()
    {
        var folder = _tiny.Write(TinyEmbedder.Network("N"), TinyEmbedder.Manifest);
        File.Move(Path.Combine(folder, "model.onnx"), Path.Combine(folder, "mine.onnx"));
        File.Move(Path.Combine(folder, "model.json"), Path.Combine(folder, "mine.json"));

        Assert.Equal("tiny-4", _tiny.Store.Add(Path.Combine(folder, "mine.onnx")).Manifest.Id);
    }

    [Fact]
    public void The_same_network_can_be_added_again_with_a_better_manifest()
    {
        _tiny.Store.Add(_tiny.Write(TinyEmbedder.Network("N"), TinyEmbedder.Manifest));

        var again = _tiny.Store.Add(_tiny.Write(TinyEmbedder.Network("N"), TinyEmbedder.Manifest with { Name = "Tiny, renamed" }));

        Assert.Equal("Tiny, renamed", again.Manifest.Name);
    }

    [Fact]
    public void Another_network_under_a_known_id_is_refused_because_people_may_be_enrolled_with_it()
    {
        _tiny.Store.Add(_tiny.Write(TinyEmbedder.Network("N"), TinyEmbedder.Manifest));

        Refused(ModelFault.Manifest, "another network under the id tiny-4", TinyEmbedder.Network("N", bias: 1), TinyEmbedder.Manifest);
    }

    [Fact]
    public void The_id_of_a_standard_model_is_refused() =>
        Refused(ModelFault.Manifest, "mobilefacenet-192 belongs to a model that FaceStream brings", TinyEmbedder.Network("N"), TinyEmbedder.Manifest with { Id = "mobilefacenet-192" });

    [Fact]
    public void A_wrong_hash_is_refused() =>
        Refused(ModelFault.Hash, "SHA-256 is", TinyEmbedder.Network("N"), TinyEmbedder.Manifest with { Sha256 = new string('0', 64) });

    [Theory]
    [InlineData(112, 8, 4, "input is [any, 3, 8, 8], expected [any, 3, 8, 112]")]
    [InlineData(8, 8, 128, "output 0 is [any, 4], expected [any, 128]")]
    public void A_wrong_shape_is_refused(int width, int height, int dimension, string words) => Refused(
        ModelFault.Shape, words, TinyEmbedder.Network("N"),
        TinyEmbedder.Manifest with { Input = TinyEmbedder.Manifest.Input with { Width = width, Height = height }, Output = new() { Dimension = dimension } });

    [Fact]
    public void A_network_for_two_pictures_at_a_time_is_refused() =>
        Refused(ModelFault.Shape, "takes 2 pictures at a time", TinyEmbedder.Network(batch: 2), TinyEmbedder.Manifest);

    [Fact]
    public void A_network_that_computes_no_number_is_refused() =>
        Refused(ModelFault.Output, "computes NaN from an ordinary picture", TinyEmbedder.Network("N", bias: float.NaN), TinyEmbedder.Manifest);

    [Fact]
    public void A_network_that_computes_zeros_is_refused() =>
        Refused(ModelFault.Output, "nothing but zeros", TinyEmbedder.Network("N", bias: 0, weight: 0), TinyEmbedder.Manifest);

    [Fact]
    public void Vectors_that_are_only_said_to_be_normalised_are_refused() =>
        Refused(ModelFault.Output, "Set output.normalised to false", TinyEmbedder.Network("N"), TinyEmbedder.Manifest with { Output = new() { Dimension = 4, Normalised = true } });

    [Fact]
    public void A_network_whose_pictures_influence_each_other_is_refused() =>
        Refused(ModelFault.Output, "something else for a picture alone", TinyEmbedder.Network("N", among: true), TinyEmbedder.Manifest);

    [Fact]
    public void A_file_that_is_no_network_is_refused() =>
        Refused(ModelFault.Unusable, "cannot be loaded by ONNX Runtime", "not a network"u8.ToArray(), TinyEmbedder.Manifest);

    [Fact]
    public void A_detector_is_refused() =>
        Refused(ModelFault.Manifest, "task is detector-rnet; only an embedder can be added", TinyEmbedder.Network("N"), TinyEmbedder.Manifest with { Task = ModelTask.DetectorRnet });

    [Fact]
    public void A_network_without_a_manifest_is_refused()
    {
        var folder = _tiny.Write(TinyEmbedder.Network("N"), TinyEmbedder.Manifest);
        File.Delete(Path.Combine(folder, "model.json"));

        Assert.Contains("has no manifest", Assert.Throws<ModelException>(() => _tiny.Store.Add(folder)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _tiny.Dispose();

    private void Refused(ModelFault fault, string words, byte[] network, ModelManifest manifest)
    {
        var before = _tiny.Store.List().Count;

        var refusal = Assert.Throws<ModelException>(() => _tiny.Store.Add(_tiny.Write(network, manifest)));

        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(_tiny.Offer, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(fault, refusal.Fault);
        Assert.Equal(before, _tiny.Store.List().Count);
    }

    private static float[] Embed(ModelFolder folder, int pictures)
    {
        using var model = Model.Load(folder, new InferenceOptions { Provider = ExecutionProvider.Cpu });
        var random = new Random(7);
        foreach (ref var value in model.Prepare(pictures, 3, TinyEmbedder.Side, TinyEmbedder.Side))
            value = random.NextSingle();
        model.Run();
        Assert.Equal([pictures, TinyEmbedder.Dimension], model.Shape(0).ToArray());
        return model.Output(0).ToArray();
    }
}
