using System.Text.Json;
using FaceStream.Dashboard.Web;

namespace FaceStream.Dashboard.Cameras;

/// <summary>
/// What became of the cameras, in a file, so that it outlives the process: a line of JSON for each state that began or ended. While FaceStream runs it
/// touches the file, so that the time of its last change says when it ran last. Who cannot write it goes on without.
/// </summary>
/// <param name="path">The file; null keeps nothing.</param>
/// <param name="log">Told once when it cannot be written.</param>
/// <remarks>Used by one thread at a time.</remarks>
internal sealed class CameraHistoryFile(string? path, ILogger? log = null)
{
    // Lines that say what is known already, before the file is written anew: 200 KB.
    private const int Slack = 1000;

    private int _needed;
    private int _lines;
    private bool _refused;

    /// <summary>The lines say the same again and again; <see cref="Write"/> shortens it.</summary>
    public bool IsLong => _lines > _needed + Slack;

    /// <summary>What was kept, the oldest first, and when it was written last; null when nothing was.</summary>
    public (IReadOnlyList<CameraStateView> States, DateTimeOffset Last)? Read()
    {
        (IReadOnlyList<CameraStateView>, DateTimeOffset)? kept = null;
        Try(() =>
        {
            if (File.Exists(path))
                kept = ([.. File.ReadLines(path).Select(Parse).OfType<CameraStateView>()], File.GetLastWriteTimeUtc(path));
        });
        return kept;
    }

    /// <summary>Adds a state.</summary>
    public void Append(CameraStateView state) => Try(() =>
    {
        File.AppendAllText(path!, Line(state));
        _lines++;
    });

    /// <summary>Writes all of it anew, in one step.</summary>
    public void Write(IReadOnlyList<CameraStateView> states) => Try(() =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path!))!);
        File.WriteAllText(path + ".new", string.Concat(states.Select(Line)));
        File.Move(path + ".new", path!, overwrite: true);
        _needed = _lines = states.Count;
    });

    /// <summary>Says that FaceStream runs.</summary>
    /// <param name="now">When.</param>
    public void Touch(DateTimeOffset now) => Try(() => File.SetLastWriteTimeUtc(path!, now.UtcDateTime));

    private static string Line(CameraStateView state) => JsonSerializer.Serialize(state, DashboardJson.Default.CameraStateView) + "\n";

    /// <summary>Null for a line that the loss of power has cut off.</summary>
    private static CameraStateView? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, DashboardJson.Default.CameraStateView);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Try(Action act)
    {
        if (path is null)
            return;
        try
        {
            act();
            _refused = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!_refused)
                log?.LogWarning("What becomes of the cameras cannot be kept: {Reason}", e.Message);
            _refused = true;
        }
    }
}
