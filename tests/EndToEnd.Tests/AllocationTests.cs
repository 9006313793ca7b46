using System.Diagnostics.Metrics;
using FaceStream.Dashboard.Analysis;
using FaceStream.Gallery;
using FaceStream.Recognizer;
using FaceStream.Recognizer.Models;
using FaceStream.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace FaceStream.EndToEnd.Tests;

/// <summary>What a frame leaves behind for the garbage collector, from its packet to its record.</summary>
[Collection("alone")]
public class AllocationTests
{
    private const int Steady = 150;     // by then buffers and tables have their size
    private const int Limit = 20 << 10;

    [Theory]
    [InlineData("walk-through.mp4")]    // two people
    [InlineData("street.mp4")]          // nobody: only searches
    public async Task A_frame_of_a_running_stream_allocates_less_than_twenty_kilobytes(string clip)
    {
        using var folder = new TemporaryFolder();
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var gallery = GalleryService.Open(folder["gallery.db"], new GalleryMetrics(meters), TimeProvider.System);
        using var networks = Networks.Load(TestModels.Store, new RecognizerOptions(), InferenceDevice.Select(new() { Provider = ExecutionProvider.Cpu }));
        using var records = new RecordWriter(Stream.Null);
        var (frames, before) = (0L, 0L);

        await new Analyzer(networks, gallery, new RecognizerOptions(), meters).RunAsync(
            new() { Name = "clip", Source = Places.Sample(clip) }, _ => new AnalysisSink(records, null, Note), TestContext.Current.CancellationToken);

        var each = (GC.GetTotalAllocatedBytes() - before) / (frames - Steady);
        TestContext.Current.TestOutputHelper?.WriteLine($"{each} bytes a frame");
        Assert.InRange(each, 1, Limit);

        void Note(AnalysisSink sink)
        {
            frames = sink.Frames;
            if (frames == Steady)
                before = GC.GetTotalAllocatedBytes();
        }
    }
}

/// <summary>Runs when no other test does: what is counted is the whole process's.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public class Alone;
