using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Pipeline;
using FaceStream.StreamIngest.Tests.Cameras;
using FaceStream.Tests;

namespace FaceStream.StreamIngest.Tests.Pipeline;

public class FrameMuxTests
{
    private static readonly TimeSpan NoWindow = TimeSpan.Zero;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_frame_arrives_once_in_its_cameras_order_and_at_most_one_of_a_camera_is_in_a_batch()
    {
        var mux = Mux(batchSize: 4, TimeSpan.FromMilliseconds(5));
        CameraSession[] cameras = [TestCamera.Drawn("a", 40), TestCamera.Drawn("b", 25), TestCamera.Drawn("c", 60)];
        var seen = cameras.ToDictionary(camera => camera.Options.Name, _ => new List<long>());
        List<string> ended = [];

        var running = StartAsync(mux, cameras);
        await foreach (var batch in mux.Batches.ReadAllAsync(Cancel))
        {
            Assert.Equal(batch.Frames.Count, batch.Frames.Select(frame => frame.Header.Camera).Distinct().Count());
            Assert.All(batch.Ended, name => Assert.DoesNotContain(batch.Frames, frame => frame.Header.Camera == name));
            Assert.InRange(batch.Frames.Count, 0, 4);
            foreach (var frame in batch.Frames)
            {
                Assert.DoesNotContain(frame.Header.Camera, ended);
                seen[frame.Header.Camera].Add(frame.Header.Sequence);
            }

            ended.AddRange(batch.Ended);
            batch.Dispose();
        }

        await running;
        Assert.Equal([40, 25, 60], cameras.Select(camera => seen[camera.Options.Name].Count));
        Assert.All(seen.Values, numbers => Assert.Equal(Enumerable.Range(0, numbers.Count).Select(n => (long)n), numbers));
        Assert.Equal(["a", "b", "c"], ended.Order());
        Assert.All(cameras, camera => Assert.Equal(0, camera.Pool.Rented));
    }

    [Fact]
    public async Task The_end_of_a_stream_is_told_between_its_last_frame_and_the_first_of_the_next()
    {
        var clip = Footage.Make("tiny.mp4", "-f lavfi -i testsrc=size=64x48:rate=25:duration=0.12 -pix_fmt yuv420p");
        await using var camera = TestCamera.Create(new() { Name = "loop", Source = clip, Loop = true });
        var mux = Mux(batchSize: 2, NoWindow);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        mux.Add(camera);
        var running = Task.WhenAll(camera.RunAsync(stop.Token), mux.RunAsync(stop.Token));

        List<string> story = [];
        while (story.Count(word => word == "end") < 3)
        {
            using var batch = await mux.Batches.ReadAsync(Cancel);
            story.AddRange(batch.Frames.Select(frame => $"{frame.Header.Epoch}"));
            story.AddRange(batch.Ended.Select(_ => "end"));
        }

        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Assert.Equal(["0", "end", "1", "end", "2", "end"], story.Where((word, i) => i == 0 || story[i - 1] != word));
    }

    [Fact]
    public async Task The_end_is_told_while_the_camera_is_still_away()
    {
        await using var camera = TestCamera.Create(
            new() { Name = "door", Source = "rtsp://camera/x" }, new HandClock(),
            () => new DrawnSource(3, new(StreamIngest.Sources.SourceFault.Lost, "gone")));
        var mux = Mux(batchSize: 1, NoWindow);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        mux.Add(camera);
        var running = Task.WhenAll(camera.RunAsync(stop.Token), mux.RunAsync(stop.Token));

        var frames = 0;
        for (var over = false; !over;)
        {
            using var batch = await mux.Batches.ReadAsync(Cancel);
            (frames, over) = (frames + batch.Frames.Count, batch.Ended.Contains("door"));
        }

        Assert.InRange(frames, 1, 3);
        Assert.True(await camera.WaitForAsync(status => status.State == CameraState.Backoff, seconds: 90));
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [Fact]
    public async Task A_camera_that_is_taken_away_ends_and_its_successor_of_the_same_name_begins_after_that()
    {
        await using var old = TestCamera.Drawn("door", int.MaxValue);
        await using var successor = TestCamera.Create(new() { Name = "door", Source = "other.mp4" }, open: () => new DrawnSource(2));
        var mux = Mux(batchSize: 4, NoWindow);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        mux.Add(old);
        var running = Task.WhenAll(old.RunAsync(stop.Token), mux.RunAsync(stop.Token));
        (await mux.Batches.ReadAsync(Cancel)).Dispose();

        mux.Remove("door");
        mux.Add(successor);
        var next = successor.RunAsync(Cancel);
        List<string> story = [];
        while (story.Count(word => word == "end") < 2)
        {
            using var batch = await mux.Batches.ReadAsync(Cancel);
            story.AddRange(batch.Frames.Select(frame => frame.Header.Sequence == 0 ? "new" : "more"));
            story.AddRange(batch.Ended.Select(_ => "end"));
        }

        Assert.Equal(["end", "new", "more", "end"], story.SkipWhile(word => word == "more"));
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await next;
    }

    [Fact]
    public async Task A_batch_waits_a_moment_for_cameras_that_are_about_to_have_a_frame_and_no_longer()
    {
        var mux = Mux(batchSize: 8, TimeSpan.FromSeconds(1));
        await using var camera = TestCamera.Drawn("alone", 3);
        var running = StartAsync(mux, [camera]);
        var started = System.Diagnostics.Stopwatch.GetTimestamp();

        while (await mux.Batches.WaitToReadAsync(Cancel))
        {
            while (mux.Batches.TryRead(out var batch))
                batch.Dispose();
        }

        await running;
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 0.9);    // nobody else to wait for
    }

    [Fact]
    public async Task What_is_on_the_way_when_all_stops_is_let_go_and_counted()
    {
        var mux = Mux(batchSize: 4, TimeSpan.FromSeconds(30));
        await using var quick = TestCamera.Drawn("quick", int.MaxValue);
        await using var slow = TestCamera.Create(
            new() { Name = "slow", Source = "rtsp://camera/x" }, open: () => new DrawnSource(9, gate: System.Threading.Channels.Channel.CreateUnbounded<bool>().Reader));
        using var stop = new CancellationTokenSource();
        mux.Add(quick);
        mux.Add(slow);
        _ = slow.RunAsync(stop.Token);
        Assert.True(await slow.WaitForAsync(status => status.State == CameraState.Live));
        var running = Task.WhenAll(quick.RunAsync(stop.Token), mux.RunAsync(stop.Token));
        while (quick.Counters.Decoded < 3)
            await Task.Delay(5, Cancel);

        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await quick.DisposeAsync();
        var handedOn = 0;       // a batch, where the slow camera ended before the mux was stopped
        while (mux.Batches.TryRead(out var batch))
        {
            handedOn += batch.Frames.Count;
            batch.Dispose();
        }

        Assert.Equal(0, quick.Pool.Rented);
        Assert.Equal(quick.Counters.Decoded, handedOn + quick.Counters.DroppedInAll);
        Assert.True(mux.Batches.Completion.IsCompleted);
    }

    [Fact]
    public async Task With_more_cameras_than_a_batch_takes_the_preferred_one_goes_first_and_the_others_have_their_turns()
    {
        CameraSession[] cameras = [.. Enumerable.Range(0, 8).Select(i => TestCamera.Drawn($"{i}", 100))];

        var batches = await InFoursAsync(cameras, ["7"]);

        Assert.Equal("7", batches[0][0]);
        Assert.Equal("7", batches[1][0]);
        Assert.All(cameras, camera => Assert.Contains(batches[..20], batch => batch.Contains(camera.Options.Name)));
        Assert.Equal(800, batches.Sum(batch => batch.Length));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(6, 2)]      // of which a batch takes three, and one in turn
    public async Task Every_camera_has_its_turn_before_one_has_a_second(int preferred, int batchesForAll)
    {
        CameraSession[] cameras = [.. Enumerable.Range(10, 12).Select(i => TestCamera.Drawn($"{i}", 40))];
        var wanted = cameras.Take(preferred == 0 ? cameras.Length : preferred).Select(camera => camera.Options.Name).ToList();

        var batches = await InFoursAsync(cameras, wanted.Take(preferred));

        Assert.Equal(wanted, batches.Take(batchesForAll).SelectMany(batch => batch).Intersect(wanted).Order());
    }

    [Fact]
    public async Task A_batch_says_how_many_pictures_newer_ones_replaced_and_when_it_was_complete()
    {
        var gate = System.Threading.Channels.Channel.CreateUnbounded<bool>();
        await using var camera = TestCamera.Create(new() { Name = "door", Source = "rtsp://camera/x" }, open: () => new DrawnSource(int.MaxValue, gate: gate.Reader));
        var mux = Mux(batchSize: 1, NoWindow);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var delivered = 0;
        camera.Stirred += () => Interlocked.Increment(ref delivered);
        var running = camera.RunAsync(stop.Token);
        await DecodeAsync(3);
        mux.Add(camera);                        // the two that were replaced before are nobody's loss here
        var gathering = mux.RunAsync(stop.Token);
        var first = await BatchAsync();
        await DecodeAsync(1);
        var second = await BatchAsync();
        await DecodeAsync(1);                   // waits in the mux, with nobody to take it
        while (!mux.Batches.TryPeek(out _))
            await Task.Delay(5, Cancel);
        await DecodeAsync(4);
        var (third, fourth) = (await BatchAsync(), await BatchAsync());

        Assert.Equal([0, 0, 0, 3], [first.Lost, second.Lost, third.Lost, fourth.Lost]);
        Assert.InRange(second.Gathered, first.Gathered + 1, System.Diagnostics.Stopwatch.GetTimestamp());
        await stop.CancelAsync();
        await Task.WhenAll(running, gathering).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        async Task DecodeAsync(int pictures)
        {
            var until = Volatile.Read(ref delivered) + pictures;
            for (var i = 0; i < pictures; i++)
                gate.Writer.TryWrite(true);
            while (Volatile.Read(ref delivered) < until)
                await Task.Delay(5, Cancel);
        }

        async Task<FrameBatch> BatchAsync()
        {
            using var batch = await mux.Batches.ReadAsync(Cancel);
            return batch;
        }
    }

    /// <summary>The cameras of each batch of four, when all have pictures from the first one on.</summary>
    private static async Task<List<string[]>> InFoursAsync(CameraSession[] cameras, IEnumerable<string> preferred)
    {
        var running = Task.WhenAll(cameras.Select(camera => camera.RunAsync(Cancel)));
        while (cameras.Any(camera => camera.Pool.Rented < 2))       // so many wait in each link
            await Task.Delay(5, Cancel);
        var mux = Mux(batchSize: 4, NoWindow);
        Array.ForEach(cameras, mux.Add);
        mux.Complete();
        foreach (var name in preferred)
            mux.Prefer(name, true);

        var gathering = mux.RunAsync(Cancel);
        List<string[]> batches = [];
        await foreach (var batch in mux.Batches.ReadAllAsync(Cancel))
        {
            batches.Add([.. batch.Frames.Select(frame => frame.Header.Camera)]);
            batch.Dispose();
        }

        await Task.WhenAll(gathering, running);
        return batches;
    }

    private static FrameMux Mux(int batchSize, TimeSpan window) => new(new IngestMetrics(new TestMeters()), batchSize, window);

    private static Task StartAsync(FrameMux mux, CameraSession[] cameras)
    {
        foreach (var camera in cameras)
            mux.Add(camera);
        mux.Complete();
        return Task.WhenAll([mux.RunAsync(Cancel), .. cameras.Select(camera => camera.RunAsync(Cancel))]);
    }
}
