using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using FaceStream.Tests;

namespace FaceStream.EndToEnd.Tests.Load;

/// <summary>The service with more pictures than it can recognise: the delay does not grow, no camera starves, and every picture is accounted for.</summary>
public partial class OverloadTests(ITestOutputHelper output)
{
    [Fact]
    public async Task With_far_too_many_pictures_each_is_recognised_or_counted_and_no_camera_starves()
    {
        var minutes = await RunAsync(cameras: 6, minFace: 20, stretches: 2, TimeSpan.FromSeconds(6));

        Assert.All(minutes, minute => Assert.All(minute.Recognised.Values, frames => Assert.True(frames > 0, "a camera starved")));
    }

    /// <summary>Eleven minutes: <c>-explicit only -class '*OverloadTests'</c>; <c>FACESTREAM_CAMERAS</c> says how many it takes to be twice as many as this machine can do.</summary>
    [Fact(Explicit = true)]
    public async Task At_twice_of_what_it_can_do_the_delay_stays_flat_for_ten_minutes()
    {
        var cameras = int.Parse(Environment.GetEnvironmentVariable("FACESTREAM_CAMERAS") ?? "12", CultureInfo.InvariantCulture);
        var minutes = await RunAsync(cameras, minFace: 40, stretches: 10, TimeSpan.FromMinutes(1));

        Assert.All(minutes, minute => Assert.True(minute.Offered >= 2 * minute.Processed, "that was no overload of twice: set FACESTREAM_CAMERAS higher"));
        Assert.All(minutes, minute => Assert.True(minute.Recognised.Values.Min() >= 0.8 * minute.Recognised.Values.Max(), "one camera got more than another"));
        // What waits is bounded, so the delay is too, whatever the minute; one that grows slowly would show in the mean of the last minutes.
        Assert.All(minutes, minute => Assert.InRange(minute.P99, 0, 2.56));
        Assert.InRange(minutes[7..].Average(minute => minute.Mean), 0, 1.25 * minutes[1..4].Average(minute => minute.Mean));
    }

    private async Task<List<Stretch>> RunAsync(int cameras, int minFace, int stretches, TimeSpan length)
    {
        using var folder = new TemporaryFolder();
        var configuration = folder.Write("facestream.yaml", $$"""
            dashboard: { listen: "127.0.0.1:0" }
            logging: { level: error }
            cameras:
            {{string.Join('\n', Enumerable.Range(0, cameras).Select(i => $"  - {{ name: camera-{i}, source: \"{Places.Sample("walk-through.mp4")}\", loop: true, min_face: {minFace} }}"))}}
            """);
        var service = await RunningService.StartAsync("run", "-c", configuration, "--gallery", folder["gallery.db"], "--json");
        List<Stretch> measured = [];
        await using (service)
        {
            using var http = new HttpClient { BaseAddress = service.Address };
            var before = await NumbersAsync(http);
            while (Total(before, "facestream_frames_processed_total") < 5 * cameras)       // code is compiled, networks are warm
                before = await NumbersAsync(http, pause: TimeSpan.FromSeconds(0.5));
            for (var i = 0; i < stretches; i++)
            {
                var after = await NumbersAsync(http, pause: length);
                measured.Add(new(before, after));
                output.WriteLine($"{i + 1}: {measured[^1]}");
                before = after;
            }
        }

        var said = JsonDocument.Parse(service.LastWords.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement.GetProperty("cameras").EnumerateArray().ToList();
        Assert.Equal(cameras, said.Count);
        foreach (var camera in said)
        {
            var dropped = camera.GetProperty("dropped").EnumerateObject().Sum(reason => reason.Value.GetInt64());
            Assert.True(dropped > 0);
            Assert.Equal(camera.GetProperty("decoded").GetInt64(), camera.GetProperty("processed").GetInt64() + dropped);
            Assert.Equal(0, camera.GetProperty("still_rented").GetInt64());
        }

        return measured;
    }

    private static async Task<Dictionary<string, double>> NumbersAsync(HttpClient http, TimeSpan pause = default)
    {
        await Task.Delay(pause, TestContext.Current.CancellationToken);
        var text = await http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        return text.Split('\n').Where(line => line.StartsWith("facestream_", StringComparison.Ordinal))
            .ToDictionary(line => line[..line.LastIndexOf(' ')], line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    private static double Total(Dictionary<string, double> numbers, string name) =>
        numbers.Where(number => number.Key.StartsWith(name, StringComparison.Ordinal)).Sum(number => number.Value);

    /// <summary>What happened between two scrapes.</summary>
    private sealed partial class Stretch
    {
        private readonly Dictionary<string, double> _more;

        public Stretch(Dictionary<string, double> before, Dictionary<string, double> after) =>
            _more = after.ToDictionary(number => number.Key, number => number.Value - before.GetValueOrDefault(number.Key));

        public double Offered => Total(_more, "facestream_frames_decoded_total");

        public double Processed => Total(_more, "facestream_frames_processed_total");

        public Dictionary<string, double> Recognised => Of("facestream_frames_processed_total", CameraLabel());

        /// <summary>Of the time from picture to result, in seconds.</summary>
        public double Mean => Total(_more, "facestream_capture_to_result_seconds_sum") / Total(_more, "facestream_capture_to_result_seconds_count");

        /// <summary>Of the time from picture to result, in seconds: the upper end of the bucket that has it, or between its ends by how full it is.</summary>
        public double P99
        {
            get
            {
                var buckets = Of("facestream_capture_to_result_seconds_bucket", BucketLabel())
                    .Select(bucket => (End: bucket.Key == "+Inf" ? double.PositiveInfinity : double.Parse(bucket.Key, CultureInfo.InvariantCulture), Count: bucket.Value))
                    .OrderBy(bucket => bucket.End).ToList();
                var (wanted, low, below) = (0.99 * buckets[^1].Count, 0.0, 0.0);
                foreach (var (end, count) in buckets)
                {
                    if (count >= wanted)
                        return double.IsInfinity(end) ? end : low + (end - low) * (wanted - below) / (count - below);
                    (low, below) = (end, count);
                }

                return double.PositiveInfinity;
            }
        }

        public override string ToString() => FormattableString.Invariant(
            $"{Offered:0} pictures, {Processed:0} recognised ({Offered / Processed:0.0} times too many), results after {Mean * 1000:0} ms, 99 % of them within {P99 * 1000:0} ms; each camera {Recognised.Values.Min():0} to {Recognised.Values.Max():0}; dropped: {string.Join(", ", Of("facestream_frames_dropped_total", ReasonLabel()).Where(reason => reason.Value > 0).Select(reason => $"{reason.Value:0} {reason.Key}"))}");

        /// <summary>Sums by one label.</summary>
        private Dictionary<string, double> Of(string name, Regex label) => _more.Where(number => number.Key.StartsWith(name + "{", StringComparison.Ordinal))
            .GroupBy(number => label.Match(number.Key).Groups[1].Value).ToDictionary(group => group.Key, group => group.Sum(number => number.Value));

        [GeneratedRegex("camera=\"([^\"]*)\"")]
        private static partial Regex CameraLabel();

        [GeneratedRegex("le=\"([^\"]*)\"")]
        private static partial Regex BucketLabel();

        [GeneratedRegex("reason=\"([^\"]*)\"")]
        private static partial Regex ReasonLabel();
    }
}
