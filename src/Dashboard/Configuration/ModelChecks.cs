using FaceStream.Dashboard.Configuration.Yaml;
using FaceStream.Recognizer.Models;

namespace FaceStream.Dashboard.Configuration;

/// <summary>Whether the models' folder has what a configuration names.</summary>
internal static class ModelChecks
{
    /// <summary>Adds a name that is not there to <paramref name="problems"/>. Where there are no embedders at all, or what is there cannot be read, no other name would mend it.</summary>
    public static void Apply(FaceStreamOptions options, YamlMap root, Home home, Problems problems)
    {
        var (store, named) = (home.OpenModels(options), options.Models.Embedder);
        if (Embedders(store) is { Length: > 0 } there && !there.Contains(named))
        {
            problems.Add((root["models"] as YamlMap)?["embedder"]?.Place ?? "models.embedder", ConfigurationFault.EmbedderUnknown,
                $"models.embedder is '{named}', and no embedder of that name is in {store.Folder}. There are: {string.Join(", ", there)}.",
                ("name", named), ("folder", store.Folder), ("known", string.Join(", ", there)));
        }
    }

    private static string[] Embedders(ModelStore store)
    {
        try
        {
            return [.. store.List().Where(model => model.Manifest.Task == ModelTask.Embedder).Select(model => model.Manifest.Id)];
        }
        catch (ModelException)
        {
            return [];
        }
    }
}
