using System.Globalization;
using System.Text.Json;

namespace FaceStream.Tests;

/// <summary>A face that is truly in a frame of a sample scene.</summary>
/// <param name="Walk">Which of the scene's walks it belongs to.</param>
/// <param name="Person">Whose, or null for the one who is in no gallery.</param>
/// <param name="X">Left edge, in pixels of the scene.</param>
/// <param name="Y">Upper edge.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
public sealed record TrueFace(int Walk, string? Person, double X, double Y, double Width, double Height)
{
    /// <summary>Whether a box in a result is this face.</summary>
    public bool Is(double x, double y, double width, double height)
    {
        var shared = Math.Max(0, Math.Min(X + Width, x + width) - Math.Max(X, x)) * Math.Max(0, Math.Min(Y + Height, y + height) - Math.Max(Y, y));
        return shared / (Width * Height + width * height - shared) > 0.35;
    }
}

/// <summary>A sample scene with its truth, computed from the recipe that made it.</summary>
public sealed class SampleScene
{
    private readonly (JsonElement Walk, JsonElement Cutout, Dictionary<int, double[]> Faces)[] _walks;
    private readonly int _width, _height;

    private SampleScene(string name)
    {
        var folder = Path.Combine(Places.Root, "sample-videos");
        var recipe = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "scenes.json"))).RootElement;
        var scene = recipe.GetProperty("scenes").EnumerateArray().First(scene => scene.GetProperty("name").GetString() == name);
        (_width, _height) = (recipe.GetProperty("width").GetInt32(), recipe.GetProperty("height").GetInt32());
        Fps = recipe.GetProperty("fps").GetInt32();
        Frames = scene.GetProperty("seconds").GetInt32() * Fps;
        Video = Places.Sample($"{name}.mp4");
        _walks =
        [
            .. scene.GetProperty("walks").EnumerateArray().Select(walk =>
            {
                var cutout = walk.GetProperty("cutout").GetString()!;
                return (walk, recipe.GetProperty("cutouts").GetProperty(cutout), ReadFaces(Path.Combine(folder, "faces", $"{cutout}.csv")));
            }),
        ];
    }

    /// <summary>The made video.</summary>
    public string Video { get; }

    /// <summary>Its length.</summary>
    public int Frames { get; }

    /// <summary>Frames a second.</summary>
    public int Fps { get; }

    /// <summary>How often somebody walks through.</summary>
    public int Walks => _walks.Length;

    /// <summary>The scene of that name.</summary>
    public static SampleScene Load(string name) => new(name);

    /// <summary>The faces that lie wholly inside a frame.</summary>
    public IEnumerable<TrueFace> Truth(int frame)
    {
        for (var i = 0; i < _walks.Length; i++)
        {
            var (walk, cutout, faces) = _walks[i];
            var step = frame - walk.GetProperty("enter").GetInt32();
            var source = cutout.GetProperty("path").GetString()!.EndsWith(".jpg", StringComparison.Ordinal) ? 0 : walk.GetProperty("first").GetInt32() + step;
            if (step < 0 || !faces.TryGetValue(source, out var box))
                continue;

            var crop = cutout.GetProperty("crop").EnumerateArray().Select(value => value.GetDouble()).ToArray();
            var scale = cutout.GetProperty("scale").GetDouble();
            var (sx, sy) = (Even(crop[2] * scale) / crop[2], Even(crop[3] * scale) / crop[3]);
            var face = new TrueFace(
                i, walk.GetProperty("person").GetString(),
                walk.GetProperty("x").GetDouble() + walk.GetProperty("step").GetDouble() * step + (box[0] - crop[0]) * sx,
                walk.GetProperty("y").GetDouble() + (box[1] - crop[1]) * sy, box[2] * sx, box[3] * sy);
            if (face.X >= 0 && face.Y >= 0 && face.X + face.Width <= _width && face.Y + face.Height <= _height)
                yield return face;
        }
    }

    private static double Even(double pixels) => 2 * Math.Round(pixels / 2, MidpointRounding.AwayFromZero);

    private static Dictionary<int, double[]> ReadFaces(string file) => File.ReadLines(file).Skip(1)
        .Select(line => Array.ConvertAll(line.Split(','), cell => double.Parse(cell, CultureInfo.InvariantCulture)))
        .ToDictionary(cells => (int)cells[0], cells => cells[1..]);
}
