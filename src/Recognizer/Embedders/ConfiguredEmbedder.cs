using FaceStream.Recognizer.Models;

namespace FaceStream.Recognizer.Embedders;

/// <summary>The embedder that the configuration names, as it lies in the models' folder.</summary>
public static class ConfiguredEmbedder
{
    /// <summary>Finds it; nothing is loaded.</summary>
    /// <param name="store">Where models are.</param>
    /// <param name="id">What <c>models.embedder</c> says.</param>
    /// <exception cref="ModelException">There is none of that name; the message names those that there are.</exception>
    public static ModelFolder Find(ModelStore store, string id)
    {
        try
        {
            if (store.Get(id) is { Manifest.Task: ModelTask.Embedder } there)
                return there;
        }
        catch (ModelException missing) when (missing.Fault == ModelFault.Missing && Others(store).Length > 0)
        {
            // Installing models would not mend the name.
        }

        throw new ModelException(ModelFault.Missing, $"models.embedder is {id}, and no embedder of that name is in {store.Folder}. There are: {string.Join(", ", Others(store))}. Name one of them in facestream.yaml, or take yours in: facestream models add");
    }

    private static string[] Others(ModelStore store) => [.. store.List().Where(model => model.Manifest.Task == ModelTask.Embedder).Select(model => model.Manifest.Id)];
}
