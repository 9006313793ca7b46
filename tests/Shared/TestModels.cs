using FaceStream.Recognizer.Models;

namespace FaceStream.Tests;

/// <summary>The standard models, converted once for all test suites.</summary>
public static class TestModels
{
    private static readonly Lazy<ModelStore> Installed = new(Install);

    /// <summary>npm's packages.</summary>
    public static string Packages => Places.Package("");

    /// <summary>Holds all standard models; suites that run at the same time wait for each other.</summary>
    public static ModelStore Store => Installed.Value;

    /// <summary>Loads a model for the CPU; the caller disposes it.</summary>
    public static Model Load(string id) => Model.Load(Store.Get(id), new InferenceOptions { Provider = ExecutionProvider.Cpu });

    private static ModelStore Install()
    {
        var store = new ModelStore(Path.Combine(Places.Root, "artifacts", "test-models"), Packages);
        store.Install();
        return store;
    }
}
