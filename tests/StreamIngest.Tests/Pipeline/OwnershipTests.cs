using System.Threading.Channels;
using FaceStream.StreamIngest.Pipeline;
using FaceStream.Tests;

namespace FaceStream.StreamIngest.Tests.Pipeline;

public class OwnershipTests
{
    private readonly FramePool _pool = new(limit: 8);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void NewestWins_keeps_the_newest_frame_and_returns_the_buffers_of_the_rest()
    {
        List<long> lost = [];
        var link = Links.NewestWins<Frame>(depth: 1, frame => lost.Add(frame.Header.Sequence));

        for (var i = 0; i < 3; i++)
            Assert.True(link.Writer.TryWrite(Rent(i)));

        Assert.Equal([0, 1], lost);
        Assert.True(link.Reader.TryRead(out var newest));
        Assert.Equal(2, newest.Header.Sequence);
        Assert.Equal(1, _pool.Rented);
        newest.Dispose();
        Assert.Equal(0, _pool.Rented);
    }

    [Fact]
    public async Task Who_cannot_deliver_a_frame_lets_it_go()
    {
        var link = Links.Lossless<Frame>(depth: 1);
        await link.Writer.GiveAsync(Rent(0), Cancel);
        using var cancelled = new CancellationTokenSource(50);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await link.Writer.GiveAsync(Rent(1), cancelled.Token));
        Assert.Equal(1, _pool.Rented);
        link.Writer.Complete();
        await Assert.ThrowsAsync<ChannelClosedException>(async () => await link.Writer.GiveAsync(Rent(2), Cancel));
        link.Reader.DisposeRest();

        Assert.Equal(0, _pool.Rented);
    }

    [Fact]
    public void A_shared_frame_lives_until_its_last_owner_lets_go()
    {
        var frame = Rent(0);
        var second = frame.Share();
        frame.Dispose();
        Assert.Equal(1, _pool.Rented);
        Assert.Equal(8, second.Y.Length);
        second.Dispose();

        Assert.Equal(0, _pool.Rented);
        Assert.Throws<ObjectDisposedException>(() => frame.Y.Length);
        Assert.Throws<ObjectDisposedException>(frame.Share);
    }

    [Fact]
    public void A_pool_lends_no_more_than_its_limit_and_any_size()
    {
        var frames = Enumerable.Range(0, 8).Select(i => _pool.TryRent(Header(i, width: 4 + i))).ToArray();
        Assert.DoesNotContain(null, frames);

        Assert.Null(_pool.TryRent(Header(9)));
        frames[0]!.Dispose();
        Assert.NotNull(_pool.TryRent(Header(9)));
    }

    [Fact]
    public async Task A_file_waits_for_a_buffer()
    {
        var pool = new FramePool(limit: 1);
        var first = pool.Rent(Header(0), Cancel);
        var second = Task.Run(() => pool.Rent(Header(1), Cancel), Cancel);
        await Task.Delay(50, Cancel);
        Assert.False(second.IsCompleted);

        first.Dispose();
        (await second).Dispose();
        Assert.Equal(0, pool.Rented);
    }

    [Fact]
    public async Task A_file_that_waits_for_a_buffer_can_be_stopped()
    {
        var pool = new FramePool(limit: 1);
        using var first = pool.Rent(Header(0), Cancel);
        using var stop = new CancellationTokenSource(50);

        await Assert.ThrowsAsync<OperationCanceledException>(() => Task.Run(() => pool.Rent(Header(1), stop.Token), Cancel));
        Assert.Equal(1, pool.Rented);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task A_flow_whose_step_fails_tells_the_failure_and_lets_every_frame_go(int failAt)
    {
        var source = Channel.CreateUnbounded<Frame>();
        for (var i = 0; i < 6; i++)
            source.Writer.TryWrite(Rent(i));
        source.Writer.Complete();
        using var flow = new Flow(new IngestMetrics(new TestMeters()), Cancel);

        var failed = await Assert.ThrowsAsync<InvalidDataException>(() => flow
            .From(source.Reader)
            .Then("pass", new Step(-1))
            .Then("fail", new Step(failAt))
            .Into(frame => frame.Dispose())
            .RunAsync());

        Assert.Equal($"frame {failAt}", failed.Message);
        Assert.Equal(0, _pool.Rented);
    }

    [Fact]
    public async Task A_flow_hands_every_frame_to_its_sink_in_order()
    {
        var source = Channel.CreateUnbounded<Frame>();
        for (var i = 0; i < 6; i++)
            source.Writer.TryWrite(Rent(i));
        source.Writer.Complete();
        List<long> seen = [];
        using var flow = new Flow(new IngestMetrics(new TestMeters()), Cancel);

        await flow.From(source.Reader).Then("pass", new Step(-1)).Into(frame =>
        {
            seen.Add(frame.Header.Sequence);
            frame.Dispose();
        }).RunAsync();

        Assert.Equal([0, 1, 2, 3, 4, 5], seen);
        Assert.Equal(0, _pool.Rented);
    }

    [Fact]
    public async Task A_flow_that_is_cancelled_lets_every_frame_go()
    {
        using var stop = new CancellationTokenSource();
        var source = Channel.CreateUnbounded<Frame>();
        source.Writer.TryWrite(Rent(0));
        source.Writer.TryWrite(Rent(1));
        using var flow = new Flow(new IngestMetrics(new TestMeters()), stop.Token);
        var running = flow.From(source.Reader).Then("wait", new Step(-1, Timeout.InfiniteTimeSpan)).Into(frame => frame.Dispose()).RunAsync();

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Equal(0, _pool.Rented);
    }

    private Frame Rent(long sequence) => _pool.TryRent(Header(sequence))!;

    private static FrameHeader Header(long sequence, int width = 4) =>
        new("door", 0, sequence, TimeSpan.Zero, 0, default, width, 2, default);

    private sealed class Step(long failAt, TimeSpan delay = default) : IStep<Frame, Frame>
    {
        public async ValueTask<Frame> ProcessAsync(Frame item, CancellationToken cancel)
        {
            await Task.Delay(delay, cancel);
            return item.Header.Sequence == failAt ? throw new InvalidDataException($"frame {failAt}") : item;
        }
    }
}
