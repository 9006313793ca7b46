using FaceStream.Gallery.Sightings;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;

namespace FaceStream.Dashboard.FalseAlarms;

/// <summary>How many strangers pass each camera: counted by the hour over a week, for the bar follows from it.</summary>
/// <remarks>A stranger is a track that ended without a name, of which at least one look could be compared. May be called from any thread.</remarks>
/// <param name="options">What is assumed until a day has been counted.</param>
/// <param name="time">The clock.</param>
internal sealed class Traffic(IdentificationOptions options, TimeProvider time) : IRecognitionSink
{
    /// <summary>What is older says little of today.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(7);

    private readonly Lock _counting = new();
    private readonly Dictionary<string, CameraTraffic> _cameras = new(StringComparer.Ordinal);

    /// <summary>Strangers a day before a camera.</summary>
    public double StrangersADay(string camera) => Of(camera).ADay;

    /// <summary>Strangers a day before a camera, and the days that were counted, at most seven.</summary>
    /// <remarks>The rest of the first day is taken to be as the options assume.</remarks>
    public (double ADay, double Days) Of(string camera)
    {
        var now = time.GetUtcNow();
        lock (_counting)
        {
            if (!_cameras.TryGetValue(camera, out var traffic))
                return (options.StrangersADay, 0);
            var days = Math.Clamp((now - traffic.Since) / TimeSpan.FromDays(1), 0, Window.TotalDays);
            var counted = traffic.Strangers(Hour(now - Window));
            return ((counted + options.StrangersADay * Math.Max(0, 1 - days)) / Math.Max(1, days), days);
        }
    }

    /// <summary>Takes what was counted before the start.</summary>
    public void Recall(IEnumerable<StrangerCount> before)
    {
        lock (_counting)
        {
            foreach (var hour in before)
                Camera(hour.Camera, DateTimeOffset.UnixEpoch.AddHours(hour.Hour)).Add(hour.Hour, hour.Tracks);
        }
    }

    /// <inheritdoc/>
    public void FrameRecognised(Frame frame, FrameResult result)
    {
        lock (_counting)
            Camera(result.Frame.Camera, null);
    }

    /// <inheritdoc/>
    public void TrackEnded(TrackSummary track)
    {
        if (track.Looks == 0 || track.Identity.State == IdentityState.Confirmed)
            return;
        lock (_counting)
            Camera(track.Camera, null).Add(Hour(time.GetUtcNow()), 1);
    }

    private CameraTraffic Camera(string name, DateTimeOffset? since)
    {
        if (!_cameras.TryGetValue(name, out var traffic))
            _cameras[name] = traffic = new(since ?? time.GetUtcNow());
        if (since < traffic.Since)
            traffic.Since = since.Value;
        return traffic;
    }

    private static long Hour(DateTimeOffset at) => (long)Math.Floor((at - DateTimeOffset.UnixEpoch).TotalHours);

    private sealed class CameraTraffic(DateTimeOffset since)
    {
        private readonly SortedDictionary<long, int> _hours = [];

        public DateTimeOffset Since { get; set; } = since;

        public void Add(long hour, int strangers) => _hours[hour] = _hours.GetValueOrDefault(hour) + strangers;

        public int Strangers(long after)
        {
            while (_hours.Count > 0 && _hours.Keys.First() <= after)
                _hours.Remove(_hours.Keys.First());
            return _hours.Values.Sum();
        }
    }
}
