using System.Globalization;
using FaceStream.Dashboard.Output;
using FaceStream.Recognizer.Faces;

namespace FaceStream.Dashboard.Commands;

/// <summary>What the commands that take a picture have in common.</summary>
internal static class Pictures
{
    /// <summary>Refuses a picture that is not there, before models are loaded for it.</summary>
    public static void Expect(string file)
    {
        if (!File.Exists(file) && !Directory.Exists(file))
            throw new CommandFailure(ExitCode.NotFound, $"There is no picture {file}.");
    }

    /// <summary>A box as <c>[x, y, width, height]</c>.</summary>
    public static double[] Box(in Box box) => [Round(box.X), Round(box.Y), Round(box.Width), Round(box.Height)];

    /// <summary>A probability with three digits that mean something.</summary>
    public static double Probability(double value) => double.Parse(value.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static double Round(float value) => Math.Round((double)value, 2);
}
