using System.Text.Json;
using FaceStream.Dashboard.Live;
using FaceStream.Dashboard.Web;

namespace FaceStream.Dashboard.Cameras;

/// <summary>The message with which a viewer learns of cameras that come, go or change state.</summary>
internal sealed record CamerasMessage(string Type, IReadOnlyList<CameraView> Cameras);

/// <summary>Tells viewers of the cameras when they come and when a state changes. Looks only while there is a viewer.</summary>
internal sealed class CameraNews(CameraBook cameras, TimeProvider time)
{
    // An operator sees a quarter of a second as at once.
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly HashSet<Viewer> _viewers = [];
    private ITimer? _timer;
    private string _told = "";

    /// <summary>Tells the viewer at once, and from then on until the answer is disposed.</summary>
    public IDisposable Join(Viewer viewer)
    {
        lock (_lock)
        {
            var list = cameras.List();
            if (_viewers.Count == 0)
                _told = Gist(list);
            _viewers.Add(viewer);
            viewer.Tell(Message(list));
            _timer ??= time.CreateTimer(_ => Look(), null, Period, Period);
        }

        return new Subscription(this, viewer);
    }

    private void Look()
    {
        lock (_lock)
        {
            var list = cameras.List();
            var gist = Gist(list);
            if (gist == _told)
                return;

            _told = gist;
            var message = Message(list);
            foreach (var viewer in _viewers)
                viewer.Tell(message);
        }
    }

    private void Leave(Viewer viewer)
    {
        lock (_lock)
        {
            _viewers.Remove(viewer);
            if (_viewers.Count == 0)
            {
                _timer?.Dispose();
                _timer = null;
            }
        }
    }

    /// <summary>What is news when it changes: names, states, sizes and zones, not counters.</summary>
    private static string Gist(IReadOnlyList<CameraView> cameras) =>
        string.Join('\n', cameras.Select(camera => $"{camera.Name} {camera.State} {camera.Reason} {camera.NextTry:O} {camera.Width}×{camera.Height} {JsonSerializer.Serialize(camera.Zones, DashboardJson.Default.IReadOnlyListZoneView)}"));

    private static string Message(IReadOnlyList<CameraView> cameras) =>
        JsonSerializer.Serialize(new CamerasMessage("cameras", cameras), DashboardJson.Default.CamerasMessage);

    private sealed class Subscription(CameraNews news, Viewer viewer) : IDisposable
    {
        public void Dispose() => news.Leave(viewer);
    }
}
