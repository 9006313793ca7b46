using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Faces;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Pipeline;

namespace FaceStream.Recognizer.Tests.Detection;

/// <summary>
/// A camera over a grey wall, drawn to a test's wish, and a detector that sees the faces the test put there. It notes what it was
/// asked, so a test can tell a search from a look at what is expected.
/// </summary>
internal sealed class DrawnScene : IFaceDetector
{
    private readonly FramePool _pool = new(limit: 100);
    private readonly Dictionary<string, List<Face>> _faces = [];

    /// <summary>Brightness of a pixel of the scene.</summary>
    public Func<int, int, int> Wall { get; set; } = (_, _) => 100;

    /// <summary>Faces that a search of the whole picture overlooks.</summary>
    public HashSet<Box> HardToFind { get; } = [];

    /// <summary>The cameras whose pictures were searched, in order.</summary>
    public List<string> Searches { get; } = [];

    /// <summary>The boxes in which faces were expected, in order.</summary>
    public List<Box> Expectations { get; } = [];

    /// <summary>Whether the cameras are live; else they are files.</summary>
    public bool Live { get; set; }

    /// <summary>Frames not yet disposed.</summary>
    public int Rented => _pool.Rented;

    /// <summary>Puts faces before a camera, in place of those that were there.</summary>
    public void Show(string camera, params Face[] faces) => _faces[camera] = [.. faces];

    /// <summary>A face of 60 by 70 pixels.</summary>
    public static Face At(float x, float y, float score = 0.99f) => new(new Box(x, y, 60, 70), default, score);

    /// <summary>A batch of one frame of each camera.</summary>
    public FrameBatch Batch(double seconds, params string[] cameras) => new([.. cameras.Select(camera => Frame(camera, seconds))], []);

    /// <summary>A frame.</summary>
    public Frame Frame(string camera, double seconds, int epoch = 0, int width = 320, int height = 240)
    {
        var frame = _pool.TryRent(new(camera, epoch, 0, TimeSpan.FromSeconds(seconds), 0, default, width, height, default) { Live = Live })!;
        frame.Writable.Fill(128);
        for (var i = 0; i < width * height; i++)
            frame.Writable[i] = (byte)Wall(i % width, i / width);
        return frame;
    }

    public Face[][] Detect(IReadOnlyList<Frame> frames, ReadOnlySpan<FaceSearch> searches)
    {
        Assert.Equal(frames.Count, searches.Length);
        Searches.AddRange(frames.Select(frame => frame.Header.Camera));
        var wanted = searches.ToArray();
        return [.. frames.Select((frame, i) => Faces(frame).Where(face => !HardToFind.Contains(face.Box) && wanted[i].Includes(face.Box, frame.Header)).ToArray())];
    }

    public Face?[][] Refine(IReadOnlyList<Frame> frames, IReadOnlyList<Box[]> expected)
    {
        Expectations.AddRange(expected.SelectMany(boxes => boxes));
        return [.. frames.Select((frame, i) => Array.ConvertAll(expected[i], box => Near(frame, box)))];
    }

    private Face? Near(Frame frame, Box box)
    {
        var near = Faces(frame).Where(face => face.Box.Iou(box) > 0.3f).ToArray();
        return near.Length == 0 ? null : near.MaxBy(face => face.Box.Iou(box));
    }

    private List<Face> Faces(Frame frame) => _faces.GetValueOrDefault(frame.Header.Camera) ?? [];
}
