using System.Text.Json;
using FaceStream.Dashboard.Cameras;
using FaceStream.Dashboard.Sightings;
using FaceStream.Dashboard.Web;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;
using FaceStream.Recognizer.Pipeline;

namespace FaceStream.Dashboard.Events;

/// <summary>Puts what happens into the outbox, from the first reader on: before that there is nobody who could have missed something.</summary>
internal sealed class Newsroom(RecognitionHub hub, SightingService sightings, GalleryService gallery, ICameraBoard cameras, TimeProvider time, ILogger<Newsroom> log) : IDisposable
{
    // At a busy entrance, half a minute of 100 events a second; about 1 MB.
    private const int Room = 4096;

    // As the live page: an operator sees a quarter of a second as at once.
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, CameraEvent> _told = new(StringComparer.Ordinal);
    private IDisposable? _tracks;
    private ITimer? _timer;

    /// <summary>What has happened.</summary>
    public Outbox Outbox { get; } = new(Room);

    /// <summary>Begins to listen, if that has not been done.</summary>
    public void Open()
    {
        lock (_lock)
        {
            if (_timer is not null)
                return;
            LookAtCameras();
            _tracks = hub.Attach(new TrackEvents(Outbox));
            sightings.Stored += Tell;
            _timer = time.CreateTimer(_ => LookAtCameras(), null, Period, Period);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            sightings.Stored -= Tell;
            _tracks?.Dispose();
            _timer?.Dispose();
        }
    }

    private void Tell(long id)
    {
        try
        {
            if (sightings.Show(id) is { } sighting)
                Outbox.Add("sighting", sighting.Camera, JsonSerializer.Serialize(SightingView.Of(sighting, gallery), DashboardJson.Default.SightingView));
        }
        catch (GalleryException e)
        {
            log.LogWarning("Sighting {Id} was stored and is not told of: {Reason}", id, e.Message);
        }
    }

    private void LookAtCameras()
    {
        lock (_lock)
        {
            foreach (var camera in cameras.Read())
            {
                var now = CameraEvent.Of(camera.Name, camera.Status);
                if (_told.TryGetValue(camera.Name, out var told) && told == now)
                    continue;
                _told[camera.Name] = now;
                Outbox.Add("camera", camera.Name, JsonSerializer.Serialize(now, DashboardJson.Default.CameraEvent));
            }
        }
    }
}
