using System.Text.Json;
using FaceStream.Dashboard.Cameras;
using FaceStream.Dashboard.Sightings;
using FaceStream.Dashboard.Web;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;
using FaceStream.Recognizer.Pipeline;

namespace FaceStream.Dashboard.Events;

/// <summary>Puts what happens into the outbox, from the first reader on: before that there is nobody who could have missed something.</summary>
internal sealed class Newsroom(RecognitionHub hub, SightingService sightings, GalleryService gallery, CameraHistory cameras, ILogger<Newsroom> log) : IDisposable
{
    // At a busy entrance, half a minute of 100 events a second; about 1 MB.
    private const int Room = 4096;

    private readonly Lock _lock = new();
    private IDisposable? _tracks;

    /// <summary>What has happened.</summary>
    public Outbox Outbox { get; } = new(Room);

    /// <summary>Begins to listen, if that has not been done.</summary>
    public void Open()
    {
        lock (_lock)
        {
            if (_tracks is not null)
                return;
            cameras.Look();        // what is so already is no news
            cameras.Changed += Tell;
            _tracks = hub.Attach(new TrackEvents(Outbox), "events");
            sightings.Stored += Tell;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            cameras.Changed -= Tell;
            sightings.Stored -= Tell;
            _tracks?.Dispose();
        }
    }

    private void Tell(long id)
    {
        try
        {
            if (sightings.Show(id) is { } sighting)
                Outbox.Add(
                    "sighting", sighting.Camera, JsonSerializer.Serialize(SightingView.Of(sighting, gallery), DashboardJson.Default.SightingView),
                    [.. ((long?[])[sighting.Person, sighting.Given]).OfType<long>()]);
        }
        catch (GalleryException e)
        {
            log.LogWarning("Sighting {Id} was stored and is not told of: {Reason}", id, e.Message);
        }
    }

    private void Tell(CameraEvent camera) =>
        Outbox.Add("camera", camera.Camera, JsonSerializer.Serialize(camera, DashboardJson.Default.CameraEvent));
}
