using Microsoft.ML.OnnxRuntime;

namespace FaceStream.Recognizer.Models;

/// <summary>Whether a network's tensors are those that its manifest promises.</summary>
internal static class ModelShapes
{
    /// <summary>Compares what the file declares with the manifest; free dimensions fit everything.</summary>
    /// <exception cref="ModelException">With what was found and what was expected.</exception>
    public static void Check(InferenceSession session, ModelManifest manifest, string file)
    {
        if (session.InputNames.Count != 1)
            throw Wrong(file, $"it has {session.InputNames.Count} inputs ({string.Join(", ", session.InputNames)}), expected one picture");
        var input = session.InputMetadata[session.InputNames[0]];
        Compare(file, "input", input, [0, 3, manifest.Input.Height, manifest.Input.Width]);
        if (input.Dimensions[0] > 1)
            throw Wrong(file, $"it takes {input.Dimensions[0]} pictures at a time, expected any number or 1");

        var expected = Outputs(manifest);
        if (session.OutputNames.Count < expected.Length)
            throw Wrong(file, $"it has {session.OutputNames.Count} outputs ({string.Join(", ", session.OutputNames)}), expected {expected.Length}");
        for (var i = 0; i < expected.Length; i++)
            Compare(file, $"output {i}", session.OutputMetadata[session.OutputNames[i]], expected[i]);
    }

    /// <summary>Whether the network takes one picture at a time only.</summary>
    public static bool TakesOne(InferenceSession session) => session.InputMetadata[session.InputNames[0]].Dimensions[0] == 1;

    /// <summary>A shape for people: <c>[any, 3, 112, 112]</c>.</summary>
    public static string Text(IEnumerable<int> shape) => "[" + string.Join(", ", shape.Select(size => size > 0 ? size.ToString() : "any")) + "]";

    /// <summary>What each task's networks compute; 0 is free.</summary>
    public static int[][] Outputs(ModelManifest manifest) => manifest.Task switch
    {
        ModelTask.DetectorPnet => [[0, 2, 0, 0], [0, 4, 0, 0]],
        ModelTask.DetectorRnet => [[0, 2], [0, 4]],
        ModelTask.DetectorOnet => [[0, 2], [0, 4], [0, 10]],
        _ => [[0, manifest.Output.Dimension]],
    };

    private static void Compare(string file, string what, NodeMetadata found, int[] expected)
    {
        if (found.ElementType != typeof(float))
            throw Wrong(file, $"its {what} holds {found.ElementType.Name}, expected float32");
        var shape = found.Dimensions;
        var fits = shape.Length == expected.Length && shape.Zip(expected).All(pair => pair.First <= 0 || pair.Second == 0 || pair.First == pair.Second);
        if (!fits)
            throw Wrong(file, $"its {what} is {Text(shape)}, expected {Text(expected)}");
    }

    private static ModelException Wrong(string file, string trouble) =>
        new(ModelFault.Shape, $"{file} is not what its manifest says: {trouble}. Correct the manifest, or take another network.");
}
