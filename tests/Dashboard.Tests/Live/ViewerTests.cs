using FaceStream.Dashboard.Live;
using FaceStream.Recognizer;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest.Packets;
using Microsoft.Extensions.DependencyInjection;

namespace FaceStream.Dashboard.Tests.Live;

public sealed class ViewerTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<RecognizerMetrics>().AddSingleton<RecognitionHub>().BuildServiceProvider();
    private readonly HandFeed _feed;
    private readonly HandClock _clock = new();
    private readonly LiveEncoder _encoder = new();
    private readonly PacketTap _tap = new();
    private readonly LiveHub _hub;

    public ViewerTests()
    {
        var recognition = _services.GetRequiredService<RecognitionHub>();
        _feed = new HandFeed(recognition);
        _hub = new LiveHub(recognition, _tap, _encoder);
    }

    [Fact]
    public async Task Nobody_watching_costs_nothing()
    {
        var viewer = Watching();
        _hub.Join(viewer).Dispose();

        _feed.Publish("door", 0);

        Assert.Equal(0, _hub.Viewers);
        Assert.Null(viewer.TakeMessage());
        Assert.Equal(0, _encoder.Encoded);
        await AllReturnedAsync();
    }

    [Fact]
    public async Task The_newest_picture_wins_and_the_older_go_back_to_the_pool()
    {
        var viewer = Watching();
        using var seat = _hub.Join(viewer);

        Publish("door", 0, 1, 2);

        Assert.Equal(1, _feed.Pool.Rented);
        Assert.Equal(2, await SequenceAsync(viewer));
        Assert.Null(viewer.TakeMessage());
        Assert.Equal(1, _encoder.Encoded);
        await AllReturnedAsync();
    }

    [Fact]
    public async Task Whoever_wants_more_pictures_gets_the_next_one()
    {
        var viewer = Watching();
        using var seat = _hub.Join(viewer);
        viewer.Watch(Wish.Of(null, 640, 0.1));
        Publish("door", 0, 1);
        Assert.Equal(0, await SequenceAsync(viewer));

        viewer.Watch(Wish.Of(null, 640, 25));
        Publish("door", 2);

        Assert.Equal(2, await SequenceAsync(viewer));
    }

    [Fact]
    public async Task Two_go_out_without_an_acknowledgement_and_then_the_newest_with_each_one()
    {
        var viewer = Watching();
        using var seat = _hub.Join(viewer);

        Publish("door", 0);
        Assert.Equal(0, await SequenceAsync(viewer));
        Publish("door", 1);
        Assert.Equal(1, await SequenceAsync(viewer));
        Publish("door", 2, 3, 4);
        Assert.Null(viewer.TakeMessage());
        viewer.Acknowledge("door", 0);
        Assert.Equal(4, await SequenceAsync(viewer));
        Publish("door", 5);
        Assert.Null(viewer.TakeMessage());

        // One acknowledgement speaks for all before it.
        viewer.Acknowledge("door", 4);
        Assert.Equal(5, await SequenceAsync(viewer));
    }

    [Fact]
    public async Task An_acknowledgement_of_what_was_not_sent_changes_nothing()
    {
        var viewer = Watching();
        using var seat = _hub.Join(viewer);
        for (var i = 0; i < 2; i++)
        {
            Publish("door", i);
            await viewer.TakeMessage()!;
        }

        Publish("door", 2);
        viewer.Acknowledge("door", 99);
        viewer.Acknowledge("yard", 0);

        Assert.Null(viewer.TakeMessage());
        viewer.Leave();
    }

    [Fact]
    public async Task Cameras_take_turns_and_a_camera_that_is_not_followed_holds_up_no_other()
    {
        var viewer = Watching();
        using var seat = _hub.Join(viewer);
        for (var i = 0; i < 2; i++)
        {
            Publish("door", i);
            await viewer.TakeMessage()!;
        }

        Publish("door", 2);

        Publish("yard", 0);
        Assert.Equal("yard", LiveAnswer.Of(await viewer.TakeMessage()!).Camera);
        Assert.Null(viewer.TakeMessage());
        viewer.Leave();
    }

    [Fact]
    public async Task All_viewers_of_one_width_get_the_same_bytes_encoded_once()
    {
        var (first, second, small) = (Watching(320), Watching(320), Watching(160));
        using var seats = new Seats(_hub.Join(first), _hub.Join(second), _hub.Join(small));

        _feed.Publish("door", 0, 640, 480);
        var messages = await Task.WhenAll(first.TakeMessage()!, second.TakeMessage()!, small.TakeMessage()!);

        Assert.Same(messages[0], messages[1]);
        Assert.NotSame(messages[0], messages[2]);
        Assert.Equal(2, _encoder.Encoded);
        await AllReturnedAsync();
    }

    [Fact]
    public async Task Twenty_five_a_second_thinned_to_fifteen_are_fifteen()
    {
        var viewer = new Viewer(_clock);
        viewer.Watch(Wish.Of(null, 640, 15));
        using var seat = _hub.Join(viewer);

        var shown = 0;
        for (var i = 0; i < 250; i++)
        {
            Publish("door", i);
            if (viewer.TakeMessage() is { } message)
            {
                await message;
                viewer.Acknowledge("door", i);
                shown++;
            }
        }

        Assert.InRange(shown, 149, 151);
    }

    [Fact]
    public void Only_the_cameras_asked_for_are_kept()
    {
        var viewer = new Viewer(_clock);
        viewer.Watch(Wish.Of(["door"], 640, 60));
        using var seat = _hub.Join(viewer);

        Publish("yard", 0);

        Assert.Equal(0, _feed.Pool.Rented);
        Assert.Null(viewer.TakeMessage());
    }

    [Fact]
    public void Who_leaves_lets_go_of_everything_and_takes_nothing_more()
    {
        var viewer = Watching();
        using var seat = _hub.Join(viewer);
        Publish("door", 0);
        Assert.Equal(1, _feed.Pool.Rented);

        viewer.Leave();
        Publish("door", 1);

        Assert.Equal(0, _feed.Pool.Rented);
        Assert.Null(viewer.TakeMessage());
    }

    [Fact]
    public async Task Overdue_is_who_has_not_acknowledged_for_longer_than_the_patience()
    {
        var viewer = Watching();
        using var seat = _hub.Join(viewer);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.False(viewer.IsOverdue(TimeSpan.FromSeconds(30)));

        Publish("door", 0);
        await viewer.TakeMessage()!;
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(viewer.IsOverdue(TimeSpan.FromSeconds(30)));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True(viewer.IsOverdue(TimeSpan.FromSeconds(30)));
        viewer.Acknowledge("door", 0);
        Assert.False(viewer.IsOverdue(TimeSpan.FromSeconds(30)));
    }

    [Theory]
    [InlineData(null, 640)]
    [InlineData(-5, 160)]
    [InlineData(161, 320)]
    [InlineData(640, 640)]
    [InlineData(100_000, 2560)]
    [InlineData(int.MaxValue, 2560)]
    public void Widths_are_few(int? asked, int served) => Assert.Equal(served, Wish.Of(null, asked, 15).Width);

    [Theory]
    [InlineData(null, 15)]
    [InlineData(0.0, 0.1)]
    [InlineData(1000.0, 60)]
    [InlineData(double.NaN, 15)]
    public void Rates_are_sane(double? asked, double served) => Assert.Equal(served, Wish.Of(null, 640, asked).Fps);

    public void Dispose()
    {
        _encoder.Dispose();
        _services.Dispose();
    }

    private Viewer Watching(int width = 640)
    {
        var viewer = new Viewer(_clock);
        viewer.Watch(Wish.Of(null, width, 60));
        return viewer;
    }

    /// <summary>Publishes at 25 a second of the test's clock.</summary>
    private void Publish(string camera, params long[] sequences)
    {
        foreach (var sequence in sequences)
        {
            _feed.Publish(camera, sequence);
            _clock.Advance(TimeSpan.FromMilliseconds(40));
        }
    }

    private static async Task<long> SequenceAsync(Viewer viewer) => LiveAnswer.Of(await (viewer.TakeMessage() ?? throw new InvalidOperationException("nothing to send"))).Sequence;

    private async Task AllReturnedAsync()
    {
        // The message is there a moment before the encoder has let go of the frame.
        for (var i = 0; i < 100 && _feed.Pool.Rented > 0; i++)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.Equal(0, _feed.Pool.Rented);
    }

    private sealed class Seats(params IDisposable[] seats) : IDisposable
    {
        public void Dispose() => Array.ForEach(seats, seat => seat.Dispose());
    }
}
