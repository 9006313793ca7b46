using System.Numerics;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Tracking;

namespace FaceStream.Recognizer.Tests.Tracking;

/// <summary>A drawn scene: where each person's face is at a time, or null while it cannot be seen.</summary>
internal sealed class Walk(params Func<double, Box?>[] people)
{
    /// <summary>Plays the scene into a tracker; for each person the track of each frame, 0 where unseen or unconfirmed.</summary>
    public int[][] Play(CameraTracker tracker, double seconds, double fps, double jitter = 0, int seed = 1, float score = 0.95f)
    {
        var random = new Random(seed);
        var tracks = people.Select(_ => new List<int>()).ToArray();
        for (var frame = 0; frame < seconds * fps; frame++)
        {
            var time = frame / fps;
            var seen = people.Select((person, who) => (Who: who, Box: person(time))).Where(p => p.Box is not null).ToArray();
            var faces = seen.Select(p => FaceAt(Shake(p.Box!.Value, jitter, random), score)).ToArray();

            var answer = tracker.Update(faces, TimeSpan.FromSeconds(time));

            foreach (var list in tracks)
                list.Add(0);
            foreach (var found in answer.Faces.Where(found => found.Confirmed))
                tracks[seen[Array.FindIndex(faces, face => face.Landmarks == found.Face.Landmarks)].Who][^1] = found.Track;
        }

        return [.. tracks.Select(list => list.ToArray())];
    }

    /// <summary>A face of that box with landmarks where an upright face has them.</summary>
    public static Face FaceAt(Box box, float score = 0.95f)
    {
        Landmarks points = default;
        Vector2[] parts = [new(.3f, .4f), new(.7f, .4f), new(.5f, .6f), new(.35f, .8f), new(.65f, .8f)];
        for (var i = 0; i < parts.Length; i++)
            points[i] = new Vector2(box.X, box.Y) + parts[i] * new Vector2(box.Width, box.Height);
        return new(box, points, score);
    }

    /// <summary>From left to right (or back, with a negative speed) at pixels a second.</summary>
    public static Func<double, Box?> Line(float x, float y, float speed, float size = 60) =>
        time => new Box(x + speed * (float)time, y, size, size * 1.2f);

    /// <summary>Gaussian shaking of centre and size, in shares of the size.</summary>
    private static Box Shake(Box box, double jitter, Random random) =>
        new(
            box.X + Draw(random, jitter) * box.Width, box.Y + Draw(random, jitter) * box.Height,
            box.Width * (1 + Draw(random, jitter)), box.Height * (1 + Draw(random, jitter)));

    private static float Draw(Random random, double deviation) =>
        (float)(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
