using FaceStream.Recognizer.Faces;
using FaceStream.StreamIngest;

namespace FaceStream.Recognizer.Detection;

/// <summary>
/// What the detector remembers of one camera: its last two results, from which it expects where faces are next. A memory of its
/// own, because later stages run at the same time and would answer now one thing, now another (decision 3).
/// </summary>
internal sealed class FollowedFaces(DetectionOptions options)
{
    /// <summary>Two boxes that overlap by less are two faces.</summary>
    private const float SameFace = 0.3f;

    private readonly MotionWatch _motion = new();
    private readonly SceneWatch _scene = new();
    private Face[] _faces = [], _before = [];
    private TimeSpan[] _found = [];     // when a search last found each
    private readonly List<(Face Face, TimeSpan Found)> _seen = [];
    private Box[] _expected = [];
    private TimeSpan _time, _timeBefore, _searched, _searchEvery;
    private int _epoch = -1;
    private bool _due;
    private FaceSearch? _search;
    private FrameHeader _picture;

    /// <summary>Where the last faces should be in the frame last looked at, moving on as they did.</summary>
    public Box[] Expected => _expected;

    /// <summary>The frame last looked at shows another scene than the one before.</summary>
    public bool Cut { get; private set; }

    /// <summary>
    /// Takes in the next frame; forgets all when the camera was opened again, gives pictures of another size or of another scene, or something else is looked for.
    /// </summary>
    /// <param name="frame">The camera's next.</param>
    /// <param name="search">What is looked for in it.</param>
    /// <param name="stretch">How many times longer than configured the time between searches is.</param>
    public void Look(Frame frame, FaceSearch search, double stretch)
    {
        var header = frame.Header;
        var fresh = header.Epoch != _epoch || header.Time < _time || (header.Width, header.Height) != (_picture.Width, _picture.Height) || search != _search;
        (_search, _picture) = (search, header);
        if (fresh)
            _scene.Forget();
        Cut = options.SceneCuts && _scene.Look(frame);
        fresh |= Cut;
        if (fresh)
            (_epoch, _faces, _before, _found, _time, _timeBefore) = (header.Epoch, [], [], [], header.Time, header.Time);

        _expected = Array.ConvertAll(_faces, face => Moved(face.Box, header.Time));
        _motion.Look(frame, search);
        var since = header.Time - _searched;
        _searchEvery = options.SearchEvery * stretch;
        _due = fresh || since >= _searchEvery || _motion.Compare(_expected) switch
        {
            MotionWatch.Change.Scene => true,
            MotionWatch.Change.Something => since >= options.SearchOnMotion * stretch,
            _ => false,
        };
    }

    /// <summary>Whether the frame must be searched, now that it is known what became of the expected faces.</summary>
    public bool MustSearch(Face?[] followed)
    {
        if (_due)
            return true;
        for (var i = 0; i < followed.Length; i++)
        {
            if (!Reported(_faces[i]))
                continue;       // whoever stands beside the area may be lost
            if (followed[i] is not { } face || (face.Score < options.WeakScore && _faces[i].Score >= options.WeakScore) || Merged(followed, i))
                return true;
        }

        return false;
    }

    /// <summary>Remembers a frame that was not searched, and gives its faces.</summary>
    public Face[] Follow(Face?[] followed, TimeSpan time) =>
        Remember(followed, [], time);

    /// <summary>
    /// Remembers a frame that was searched, and gives its faces: those found, and those followed that the search missed,
    /// unless it has missed them for long.
    /// </summary>
    public Face[] Search(Face[] found, Face?[] followed, TimeSpan time)
    {
        for (var i = 0; i < followed.Length; i++)
        {
            if (followed[i] is { } face && (time - _found[i] > options.FollowUnseen + _searchEvery || Array.Exists(found, other => Same(other.Box, face.Box))))
                followed[i] = null;
        }

        _searched = time;
        _motion.Searched();
        return Remember(followed, found, time);
    }

    /// <summary>
    /// Remembers faces just found, and those followed as long as any of their box is in the area: whoever steps back into it is there at once.
    /// </summary>
    /// <returns>Those in the area.</returns>
    private Face[] Remember(Face?[] followed, Face[] found, TimeSpan time)
    {
        _seen.Clear();
        foreach (var face in found)
            _seen.Add((face, time));
        for (var i = 0; i < followed.Length; i++)
        {
            if (followed[i] is not { } face || !_search!.Touches(face.Box, _picture))
                continue;
            _seen.Add((face, _found[i]));
        }

        (_before, _timeBefore) = (_faces, _time);
        (_faces, _found, _time) = (new Face[_seen.Count], new TimeSpan[_seen.Count], time);
        for (var i = 0; i < _seen.Count; i++)
            (_faces[i], _found[i]) = _seen[i];
        return Array.FindAll(_faces, Reported);
    }

    private bool Reported(Face face) => _search!.Includes(face.Box, _picture);

    /// <summary>Two expected faces came out as one.</summary>
    private static bool Merged(Face?[] followed, int at)
    {
        for (var i = 0; i < at; i++)
        {
            if (followed[i] is { } other && other.Box.Iou(followed[at]!.Value.Box) > 0.6f)
                return true;
        }

        return false;
    }

    /// <summary>Also where one lies within the other.</summary>
    private static bool Same(in Box a, in Box b) => a.Iou(b) > SameFace || a.Intersection(b) > 0.6f * Math.Min(a.Area, b.Area);

    private Box Moved(in Box box, TimeSpan now)
    {
        var (elapsed, step) = ((now - _time).TotalSeconds, (_time - _timeBefore).TotalSeconds);
        if (step <= 0)
            return box;

        var (nearest, overlap) = (default(Box), SameFace);
        foreach (var face in _before)
        {
            if (face.Box.Iou(box) is var iou && iou > overlap)
                (nearest, overlap) = (face.Box, iou);
        }

        if (nearest == default)
            return box;
        var moved = (box.Centre - nearest.Centre) * (float)Math.Min(elapsed / step, 2); // never trust one step for long
        return box with { X = box.X + moved.X, Y = box.Y + moved.Y };
    }
}
