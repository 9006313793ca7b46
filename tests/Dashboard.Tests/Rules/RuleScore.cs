using FaceStream.Recognizer.Faces;

namespace FaceStream.Dashboard.Tests.Rules;

/// <summary>Somebody who is truly in a frame.</summary>
/// <param name="Appearance">Which of the clip's appearances: a name is waited for in each.</param>
/// <param name="Person">The name as enrolled; null for a stranger.</param>
/// <param name="Where">Where the middle of the face lies, in pixels.</param>
internal sealed record Truth(string Appearance, string? Person, Box Where)
{
    public bool Holds(in Box face) =>
        face.Centre.X >= Where.X && face.Centre.X < Where.Right && face.Centre.Y >= Where.Y && face.Centre.Y < Where.Bottom;
}

/// <summary>A face with the name that a rule shows.</summary>
internal readonly record struct NamedFace(int Track, Box Box, string? Name);

/// <summary>How well a rule names, over all frames of all clips.</summary>
internal sealed class RuleScore
{
    private readonly Dictionary<string, (TimeSpan First, TimeSpan Last, TimeSpan? Named)> _waits = new(StringComparer.Ordinal);
    private readonly HashSet<(string, int, string)> _wrong = [];
    private readonly Dictionary<(string, int), string> _names = [];
    private readonly Dictionary<(string, int), TimeSpan> _wrongSince = [];

    public int Right { get; private set; }

    public int Expected { get; private set; }

    /// <summary>Faces with a wrong name, over frames.</summary>
    public int WrongFaces { get; private set; }

    /// <summary>Wrong names: of each track, each once.</summary>
    public int WrongNames => _wrong.Count;

    public int NamedTracks => _names.Count;

    public int Flips { get; private set; }

    /// <summary>The longest time that a wrong name stood.</summary>
    public TimeSpan LongestWrong { get; private set; }

    public double RightRate => (double)Right / Math.Max(1, Expected);

    /// <summary>Seconds from coming into view to the right name, on average; an appearance without one counts whole.</summary>
    public double TimeToName => _waits.Values.Average(wait => ((wait.Named ?? wait.Last) - wait.First).TotalSeconds);

    /// <summary>Appearances of enrolled people that never got their name, and all of them.</summary>
    public (int Never, int Of) Missed => (_waits.Values.Count(wait => wait.Named is null), _waits.Count);

    public void Add(string clip, TimeSpan time, IReadOnlyList<NamedFace> faces, IReadOnlyList<Truth> truths)
    {
        foreach (var truth in truths.Where(truth => truth.Person is not null))
        {
            Expected++;
            var key = $"{clip} {truth.Appearance}";
            var right = faces.Any(face => face.Name == truth.Person && truth.Holds(face.Box));
            Right += right ? 1 : 0;
            var wait = _waits.GetValueOrDefault(key, (time, time, null));
            _waits[key] = (wait.Item1, time, wait.Item3 ?? (right ? time : null));
        }

        // Of a face that the truth does not speak of, half out of the picture, nothing is known.
        foreach (var face in faces.Where(face => truths.Any(truth => truth.Holds(face.Box))))
            Judge(clip, time, face, truths);
    }

    private void Judge(string clip, TimeSpan time, in NamedFace face, IReadOnlyList<Truth> truths)
    {
        var (key, where) = ((clip, face.Track), face.Box);
        var wrong = face.Name is { } said && !truths.Any(truth => truth.Person == said && truth.Holds(where));
        if (!wrong)
        {
            _wrongSince.Remove(key);
        }
        else
        {
            WrongFaces++;
            _wrong.Add((clip, face.Track, face.Name!));
            var since = _wrongSince.TryGetValue(key, out var first) ? first : _wrongSince[key] = time;
            LongestWrong = time - since > LongestWrong ? time - since : LongestWrong;
        }

        if (face.Name is not { } name)
            return;
        if (_names.TryGetValue(key, out var before) && before != name)
            Flips++;
        _names[key] = name;
    }
}
