using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Pipeline;

namespace FaceStream.Recognizer.Tracking;

/// <summary>
/// Follows the faces of one camera. Prediction by Kalman filters and optimal assignment as in SORT (Bewley et al., “Simple
/// online and realtime tracking”, ICIP 2016); doubtful detections carry tracks on but start none, as in ByteTrack
/// (Zhang et al., ECCV 2022). Deterministic; all times are media time. The parameters are round numbers from the middle of a plateau
/// over five MOT15 sequences together, none was set by a single one (MotTests prints them).
/// </summary>
public sealed class CameraTracker(TrackerOptions options)
{
    private readonly List<Track> _tracks = [];
    private readonly List<Track> _free = [], _rows = [];        // of one frame, kept for the next
    private readonly List<int> _columns = [];
    private readonly Assignment _assignment = new();
    private double[] _costs = [];
    private double? _now;
    private int _lastId;

    /// <summary>Takes the faces of the next frame and gives them back with their tracks; boxes are smoothed along the track.</summary>
    /// <param name="faces">Of one frame, in any order; the answer keeps it.</param>
    /// <param name="time">Media time of the frame. A frame that is not later than the last one moves nothing.</param>
    public FrameTracks Update(ReadOnlySpan<Face> faces, TimeSpan time)
    {
        var first = _now is null;
        var now = Math.Max(time.TotalSeconds, _now ?? 0);
        var step = now - (_now ?? now);
        _now = now;

        // 1. Where everybody should be by now, and who has been away for too long.
        var ended = End(now);
        foreach (var track in _tracks)
            track.Predict(step);

        // 2. Confident detections go to confirmed tracks, in view or lost. 3. Doubtful ones to those still in view.
        // 4. What confident ones are left, to tracks that are not confirmed yet. 5. The rest are new.
        var owners = new Track?[faces.Length];
        _free.Clear();
        _free.AddRange(_tracks);
        Match(faces, owners, track => track.Confirmed, face => face.Score >= options.HighScore, Association.Cost, now);
        Match(faces, owners, track => track.Confirmed && track.InView,
            face => face.Score >= options.LowScore && face.Score < options.HighScore, Association.CostOfDoubtful, now);
        Match(faces, owners, track => !track.Confirmed, face => face.Score >= options.HighScore, Association.Cost, now);
        foreach (var track in _free)
            track.Miss();
        Start(faces, owners, now, first);

        return new(Answer(faces, owners), ended);
    }

    /// <summary>Ends every track: the stream broke or starts again. Ids go on counting.</summary>
    /// <returns>The confirmed tracks that ended.</returns>
    public int[] Reset()
    {
        int[] ended = [.. _tracks.Where(track => track.Confirmed).Select(track => track.Id)];
        _tracks.Clear();
        _now = null;
        return ended;
    }

    private int[] End(double now)
    {
        List<int>? ended = null;
        foreach (var track in _tracks)
        {
            if (track.Confirmed && track.IsOver(now))
                (ended ??= []).Add(track.Id);
        }

        _tracks.RemoveAll(track => track.IsOver(now));
        return ended is null ? [] : [.. ended];
    }

    private void Match(
        ReadOnlySpan<Face> faces, Track?[] owners, Predicate<Track> tracks, Predicate<Face> which, CostOf cost, double now)
    {
        var (rows, columns) = (_rows, _columns);
        rows.Clear();
        foreach (var track in _free)
        {
            if (tracks(track))
                rows.Add(track);
        }

        columns.Clear();
        for (var i = 0; i < faces.Length; i++)
        {
            if (owners[i] is null && which(faces[i]))
                columns.Add(i);
        }

        if (rows.Count == 0 || columns.Count == 0)
            return;

        if (_costs.Length < rows.Count * columns.Count)
            _costs = new double[2 * rows.Count * columns.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            for (var column = 0; column < columns.Count; column++)
                _costs[row * columns.Count + column] = cost(rows[row], faces[columns[column]], options);
        }

        var matched = _assignment.Solve(_costs.AsSpan(0, rows.Count * columns.Count), rows.Count, columns.Count);
        for (var row = 0; row < rows.Count; row++)
        {
            if (matched[row] < 0)
                continue;
            var face = columns[matched[row]];
            owners[face] = rows[row];
            rows[row].Match(faces[face], now);
            _free.Remove(rows[row]);
        }
    }

    private void Start(ReadOnlySpan<Face> faces, Track?[] owners, double now, bool first)
    {
        for (var i = 0; i < faces.Length; i++)
        {
            if (owners[i] is not null || faces[i].Score < options.HighScore || IsEcho(faces, owners, i))
                continue;
            var confirmed = first || faces[i].Score >= options.InstantScore;
            owners[i] = new(++_lastId, faces[i], now, confirmed, options);
            _tracks.Add(owners[i]!);
        }
    }

    private bool IsEcho(ReadOnlySpan<Face> faces, Track?[] owners, int which)
    {
        for (var i = 0; i < faces.Length; i++)
        {
            if (owners[i] is not null && faces[i].Box.Iou(faces[which].Box) > options.EchoOverlap)
                return true;
        }

        return false;
    }

    private static TrackedFace[] Answer(ReadOnlySpan<Face> faces, Track?[] owners)
    {
        var answer = new List<TrackedFace>(faces.Length);
        for (var i = 0; i < faces.Length; i++)
        {
            if (owners[i] is { } track)
                answer.Add(new(track.Id, faces[i] with { Box = track.Box }, track.Confirmed));
        }

        return [.. answer];
    }

    private delegate double CostOf(Track track, in Face face, TrackerOptions options);
}
