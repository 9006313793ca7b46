using System.Diagnostics;
using FaceStream.StreamIngest.Sources;
using FaceStream.StreamIngest.Tests.Sources.Child;
using FaceStream.Tests.Rtsp;

namespace FaceStream.StreamIngest.Tests.Sources;

/// <summary>Alone, because it counts what the whole process holds.</summary>
[Collection("alone")]
public class LeakTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_openings_leave_nothing_behind()
    {
        await using var camera = new RtspCamera(Clips.Small);
        OpenAndClose(camera.Url, 2);        // what libav and .NET keep for good
        OpenAndClose(Footage.Video, 2);
        var (files, threads) = (OpenFiles(), Threads());

        OpenAndClose(camera.Url, 8);
        OpenAndClose(Footage.Video, 100);

        Assert.InRange(OpenFiles() - files, -100, 6);
        Assert.InRange(Threads() - threads, -100, 6);
    }

    /// <summary>Minutes: <c>-explicit only -class '*LeakTests'</c>.</summary>
    [Theory(Explicit = true)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_thousand_openings_of_a_camera_leave_nothing_behind(bool process)
    {
        await using var camera = new RtspCamera(Clips.Small);
        OpenAndClose(camera.Url, 100, process);
        var (files, threads, memory) = (OpenFiles(), Threads(), Resident());

        OpenAndClose(camera.Url, 900, process);

        var after = Resident();
        TestContext.Current.TestOutputHelper!.WriteLine($"files {files} to {OpenFiles()}, threads {threads} to {Threads()}, resident {memory >> 20} to {after >> 20} MB");
        Assert.InRange(OpenFiles() - files, -100, 6);
        Assert.InRange(Threads() - threads, -100, 6);
        Assert.InRange(after, 0, 1.05 * memory);
    }

    // Not those of assemblies, which are loaded when they are first needed.
    internal static int OpenFiles() => Directory.GetFiles("/proc/self/fd")
        .Count(file => new FileInfo(file).LinkTarget is { } target && !target.EndsWith(".dll", StringComparison.Ordinal));

    internal static int Threads() => Process.GetCurrentProcess().Threads.Count;

    /// <summary>What is held, without what only waits to be collected.</summary>
    private static long Resident()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Environment.WorkingSet;
    }

    private static void OpenAndClose(string address, int times, bool process = false)
    {
        for (var i = 0; i < times; i++)
        {
            using IFrameSource source = process ? ProcessSourceTests.Make(address, limit: 20) : Footage.Source(address, limit: 20);
            source.Open(Cancel);
            Assert.True(source.TryRead(out _));
        }
    }
}

/// <summary>Runs when no other test does.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public class Alone;
