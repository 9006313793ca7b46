using System.Diagnostics.Metrics;
using FaceStream.Dashboard.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace FaceStream.Dashboard.Tests.Metrics;

public sealed class MetricRegistryTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Meter _meter;
    private readonly MetricRegistry _registry;

    public MetricRegistryTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _registry = new MetricRegistry(meters, NullLogger<MetricRegistry>.Instance);
        _meter = meters.Create("FaceStream.Test");
    }

    [Fact]
    public void A_counter_gets_its_unit_and_total_and_adds_up_by_label()
    {
        var counter = _meter.CreateCounter<double>("facestream.decode.time", "s", "Time that decoding took.");
        counter.Add(1.5, Tag("camera", "door"));
        counter.Add(2, Tag("camera", "door"));
        counter.Add(4, Tag("camera", "yard"));

        Assert.Equal(
            """
            # HELP facestream_decode_time_seconds_total Time that decoding took.
            # TYPE facestream_decode_time_seconds_total counter
            facestream_decode_time_seconds_total{camera="door"} 3.5
            facestream_decode_time_seconds_total{camera="yard"} 4

            """, _registry.Scrape(openMetrics: false));
    }

    [Fact]
    public void OpenMetrics_names_the_family_without_total_says_the_unit_and_ends_with_EOF()
    {
        _meter.CreateCounter<double>("facestream.decode.time", "s", "Time that \"decoding\" took.").Add(1);

        Assert.Equal(
            """
            # HELP facestream_decode_time_seconds Time that \"decoding\" took.
            # TYPE facestream_decode_time_seconds counter
            # UNIT facestream_decode_time_seconds seconds
            facestream_decode_time_seconds_total 1
            # EOF

            """, _registry.Scrape(openMetrics: true));
    }

    [Fact]
    public void A_histogram_has_the_buckets_of_its_advice_and_a_bound_belongs_to_its_own_bucket()
    {
        var histogram = _meter.CreateHistogram("facestream.batch.size", null, "Items.",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4] });
        foreach (var size in (int[])[1, 2, 2, 3, 100])
            histogram.Record(size, Tag("stage", "detect"));

        Assert.Equal(
            """
            # HELP facestream_batch_size Items.
            # TYPE facestream_batch_size histogram
            facestream_batch_size_bucket{stage="detect",le="1.0"} 1
            facestream_batch_size_bucket{stage="detect",le="2.0"} 3
            facestream_batch_size_bucket{stage="detect",le="4.0"} 4
            facestream_batch_size_bucket{stage="detect",le="+Inf"} 5
            facestream_batch_size_sum{stage="detect"} 108
            facestream_batch_size_count{stage="detect"} 5

            """, _registry.Scrape(openMetrics: false));
    }

    [Fact]
    public void A_gauge_that_is_no_longer_measured_leaves_no_series_behind()
    {
        List<string> cameras = ["door", "yard"];
        _meter.CreateObservableGauge("facestream.camera.up", () => cameras.Select(camera => new Measurement<int>(1, Tag("camera", camera))), null, "1 while live.");
        Assert.Contains("yard", _registry.Scrape(openMetrics: false), StringComparison.Ordinal);

        cameras.Remove("yard");

        var text = _registry.Scrape(openMetrics: false);
        Assert.DoesNotContain("yard", text, StringComparison.Ordinal);
        Assert.Contains("facestream_camera_up{camera=\"door\"} 1", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Quotes_backslashes_and_line_ends_in_a_label_are_escaped()
    {
        _meter.CreateCounter<long>("facestream.frames", null, "Two\nlines \\ one help.").Add(1, Tag("camera", "weird \"cam\\1\"\nline"));

        var text = _registry.Scrape(openMetrics: false);

        Assert.Contains("""facestream_frames_total{camera="weird \"cam\\1\"\nline"} 1""", text, StringComparison.Ordinal);
        Assert.Contains("""# HELP facestream_frames_total Two\nlines \\ one help.""", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_labels_at_the_call_site_means_nothing_in_the_text()
    {
        _meter.CreateCounter<long>("facestream.frames", null, "Frames.").Add(1, Tag("reason", "rate"), Tag("camera", "door"));

        Assert.Contains("""{camera="door",reason="rate"}""", _registry.Scrape(openMetrics: false), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_service_in_the_same_process_and_foreign_meters_are_not_heard()
    {
        using var others = new ServiceCollection().AddMetrics().BuildServiceProvider();
        others.GetRequiredService<IMeterFactory>().Create("FaceStream.Test").CreateCounter<long>("facestream.others").Add(1);
        _services.GetRequiredService<IMeterFactory>().Create("Some.Library").CreateCounter<long>("library.things").Add(1);

        Assert.Equal("", _registry.Scrape(openMetrics: false));
    }

    [Fact]
    public void A_gauge_that_breaks_hides_no_other_number()
    {
        _meter.CreateObservableGauge<int>("facestream.broken", int () => throw new InvalidOperationException("no"), null, "Breaks.");
        _meter.CreateObservableGauge("facestream.fine", () => 3, null, "Works.");

        Assert.Contains("facestream_fine 3", _registry.Scrape(openMetrics: false), StringComparison.Ordinal);
    }

    [Fact]
    public void One_NaN_does_not_spoil_a_sum()
    {
        var histogram = _meter.CreateHistogram<double>("facestream.match.similarity", null, "Cosine.");
        histogram.Record(double.NaN);
        histogram.Record(0.5);

        Assert.Contains("facestream_match_similarity_sum 0.5\n", _registry.Scrape(openMetrics: false), StringComparison.Ordinal);
    }

    [Fact]
    public void Counting_allocates_nothing_once_a_series_is_known()
    {
        var counter = _meter.CreateCounter<long>("facestream.frames");
        counter.Add(1, Tag("camera", "door"), Tag("reason", "rate"));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            counter.Add(1, Tag("camera", "door"), Tag("reason", "rate"));

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task Buckets_sum_and_count_agree_in_every_scrape_while_four_threads_record_and_two_scrape()
    {
        var histogram = _meter.CreateHistogram("facestream.stage.duration", "s", "Time.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2] });
        using var stop = new CancellationTokenSource();
        var recording = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
                histogram.Record(i % 3);
        })).ToArray();

        var scrapes = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 200).Select(_ => _registry.Scrape(openMetrics: false)).ToArray())));
        await stop.CancelAsync();
        await Task.WhenAll(recording);

        Assert.All(scrapes.SelectMany(texts => texts).Where(text => text.Length > 0), text =>
            Assert.Equal(Value(text, "_bucket{le=\"+Inf\"}"), Value(text, "_count")));
    }

    public void Dispose()
    {
        _registry.Dispose();
        _services.Dispose();
    }

    private static string Value(string text, string sample) =>
        text.Split('\n').Single(line => line.StartsWith("facestream_stage_duration_seconds" + sample + " ", StringComparison.Ordinal)).Split(' ')[1];

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
