using FaceStream.Dashboard.Cameras;
using FaceStream.StreamIngest;

namespace FaceStream.Dashboard.Status.Trends;

/// <summary>The last minutes of what was measured, in steps, so that a page that is opened shows them at once. A step costs a look at each camera and a sort for each stage.</summary>
/// <param name="measured">Times and sums.</param>
/// <param name="board">The cameras.</param>
/// <param name="time">Says when a step is over.</param>
internal sealed class TrendBook(Measurements measured, ICameraBoard board, TimeProvider time) : IHostedService, IDisposable
{
    /// <summary>Five minutes: what an operator remembers of "just now".</summary>
    public const int Room = 60;

    /// <summary>Of a step.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private static readonly DropReason[] Reasons = Enum.GetValues<DropReason>();

    private readonly Lock _lock = new();
    private readonly Queue<Sample> _samples = new();
    private readonly Dictionary<string, long> _stagesSeen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Sums> _camerasSeen = new(StringComparer.Ordinal);
    private long _lastAt = time.GetTimestamp();
    private ITimer? _timer;

    /// <summary>The steps that are over.</summary>
    public TrendsView Read()
    {
        lock (_lock)
        {
            var samples = _samples.ToArray();
            return new(
                Step.TotalSeconds, [.. samples.Select(sample => sample.At)],
                [.. Names(samples, sample => sample.Stages.Keys).Select(name => Stage(name, samples))],
                [.. board.Read().Select(camera => Camera(camera.Name, samples))]);
        }
    }

    /// <summary>Ends a step.</summary>
    public void Take()
    {
        lock (_lock)
        {
            var seconds = time.GetElapsedTime(_lastAt).TotalSeconds;
            _lastAt = time.GetTimestamp();
            var cameras = board.Read();
            foreach (var gone in _camerasSeen.Keys.Except(cameras.Select(camera => camera.Name)).ToArray())
                _camerasSeen.Remove(gone);
            _samples.Enqueue(new(
                time.GetUtcNow(),
                measured.StageTimes.ToDictionary(stage => stage.Key, stage => Since(_stagesSeen, stage.Key, stage.Value)),
                cameras.Select(camera => (camera.Name, Rates: Rates(camera, seconds))).Where(camera => camera.Rates is not null)
                    .ToDictionary(camera => camera.Name, camera => camera.Rates!)));
            if (_samples.Count > Room)
                _samples.Dequeue();
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(_ => Take(), null, Step, Step);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    /// <summary>What a camera did since the step before; null in the first one, in which nobody knows where it began.</summary>
    private CameraRates? Rates(CameraReading camera, double seconds)
    {
        var now = new Sums(camera.Decoded, measured.Processed(camera.Name), [.. Reasons.Select(reason => camera.Dropped.GetValueOrDefault(reason))], measured.LatencyOf(camera.Name)?.Count ?? 0);
        var known = _camerasSeen.TryGetValue(camera.Name, out var before);
        _camerasSeen[camera.Name] = now;
        if (!known || seconds <= 0)
            return null;
        var latency = measured.LatencyOf(camera.Name) is { } window ? Percentiles(window, before!.Latencies) : null;
        return new(PerSecond(before!.Decoded, now.Decoded), PerSecond(before.Processed, now.Processed), [.. now.Dropped.Select((n, i) => PerSecond(before.Dropped[i], n))], latency);

        // A camera of the same name that came anew counts from the start.
        double PerSecond(long from, long to) => Math.Round(Math.Max(0, to - from) / seconds, 2);
    }

    private static LatencyView? Since(Dictionary<string, long> seen, string name, RollingWindow window)
    {
        var before = seen.GetValueOrDefault(name);
        seen[name] = window.Count;
        return Percentiles(window, before);
    }

    private static LatencyView? Percentiles(RollingWindow window, long after)
    {
        if (window.Count <= after)
            return null;
        var seconds = window.PercentilesAfter(after, .5, .95);
        return new(Math.Round(1000 * seconds[0], 2), Math.Round(1000 * seconds[1], 2));
    }

    private static StageTrendView Stage(string name, Sample[] samples)
    {
        var times = Array.ConvertAll(samples, sample => sample.Stages.GetValueOrDefault(name));
        return new(name, Array.ConvertAll(times, time => time?.P50), Array.ConvertAll(times, time => time?.P95));
    }

    private static CameraTrendView Camera(string name, Sample[] samples)
    {
        var rates = Array.ConvertAll(samples, sample => sample.Cameras.GetValueOrDefault(name));
        return new(
            name, Array.ConvertAll(rates, rate => rate?.Decoded), Array.ConvertAll(rates, rate => rate?.Processed),
            Reasons.Select((reason, i) => (reason, Lost: Array.ConvertAll(rates, rate => rate?.Dropped[i])))
                .Where(dropped => dropped.Lost.Any(lost => lost > 0)).ToDictionary(dropped => dropped.reason.Label, IReadOnlyList<double?> (dropped) => dropped.Lost),
            Array.ConvertAll(rates, rate => rate?.Latency?.P50), Array.ConvertAll(rates, rate => rate?.Latency?.P95));
    }

    private static IEnumerable<string> Names(Sample[] samples, Func<Sample, IEnumerable<string>> of) => samples.Reverse().SelectMany(of).Distinct();

    private sealed record Sample(DateTimeOffset At, Dictionary<string, LatencyView?> Stages, Dictionary<string, CameraRates> Cameras);

    private sealed record CameraRates(double Decoded, double Processed, double[] Dropped, LatencyView? Latency);

    private sealed record Sums(long Decoded, long Processed, long[] Dropped, long Latencies);
}
