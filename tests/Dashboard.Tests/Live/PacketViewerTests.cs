using System.Text;
using FaceStream.Dashboard.Live;
using FaceStream.Recognizer;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest.Packets;
using Microsoft.Extensions.DependencyInjection;

namespace FaceStream.Dashboard.Tests.Live;

public sealed class PacketViewerTests : IDisposable
{
    private static readonly VideoFormat Format = new("avc1.64001F", new byte[] { 1, 2, 3 });

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<RecognizerMetrics>().AddSingleton<RecognitionHub>().BuildServiceProvider();
    private readonly HandFeed _feed;
    private readonly HandClock _clock = new();
    private readonly LiveEncoder _encoder = new();
    private readonly PacketTap _tap = new();
    private readonly LiveHub _hub;

    public PacketViewerTests()
    {
        var recognition = _services.GetRequiredService<RecognitionHub>();
        _feed = new HandFeed(recognition) { HasPackets = true };
        _hub = new LiveHub(recognition, _tap, _encoder);
    }

    [Fact]
    public void On_the_wire_is_the_headers_length_the_header_and_the_bytes_as_they_are()
    {
        const string header = """{"type":"packet","camera":"door","epoch":2,"packet":7,"stamp":-512,"codec":"avc1.64001F","description":"AQID"}""";

        var message = LiveMessage.Packet(new("door", 2, 7, -512, Format, new byte[] { 0, 0, 0, 1, 0x65 }));

        Assert.Equal([(byte)header.Length, 0, 0, 0, .. Encoding.UTF8.GetBytes(header), 0, 0, 0, 1, 0x65], message);
    }

    [Fact]
    public async Task Jpeg_is_shown_until_a_key_frame_comes_and_then_packets_with_their_results()
    {
        var viewer = Watching();
        using var seat = _hub.Join(viewer);

        Play(0);
        Assert.Equal(["frame 0"], await AllAsync(viewer));
        Play(1, key: true);
        Assert.Equal(["packet 1 avc1.64001F", "result 1"], await AllAsync(viewer));
        Play(2);
        Assert.Equal(["packet 2", "result 2"], await AllAsync(viewer));

        Assert.Equal(1, _encoder.Encoded);
        Assert.Equal(0, _feed.Pool.Rented);
    }

    [Fact]
    public async Task Results_of_pictures_before_the_key_frame_come_as_jpeg()
    {
        var viewer = Watching();
        using var seat = _hub.Join(viewer);

        _tap.Offer(Packet(5, key: true));
        _feed.Publish("door", 4);
        _feed.Publish("door", 5);

        Assert.Equal(["packet 5 avc1.64001F", "result 5", "frame 4"], await AllAsync(viewer));
    }

    [Fact]
    public async Task Whoever_misses_a_packet_waits_for_the_next_key_frame()
    {
        var viewer = Watching();
        using var seat = _hub.Join(viewer);
        Play(0, key: true);
        await AllAsync(viewer);

        _tap.Offer(Packet(2));
        _tap.Offer(Packet(3));
        Assert.Equal([], await AllAsync(viewer));
        _tap.Offer(Packet(4, key: true));
        Assert.Equal(["packet 4 avc1.64001F"], await AllAsync(viewer));
    }

    [Fact]
    public async Task All_viewers_get_the_same_bytes()
    {
        var (first, second) = (Watching(), Watching());
        using var one = _hub.Join(first);
        using var two = _hub.Join(second);

        Play(0, key: true);

        Assert.Same(await first.TakeMessage()!, await second.TakeMessage()!);
        Assert.Same(await first.TakeMessage()!, await second.TakeMessage()!);
    }

    [Fact]
    public async Task A_viewer_that_does_not_follow_begins_again_with_a_key_frame_and_has_jpeg_until_then()
    {
        var viewer = Watching();
        using var seat = _hub.Join(viewer);
        List<string> sent = [];
        for (var i = 0; i < 1000; i++)
        {
            Play(i, key: i == 0);
            sent.AddRange(await AllAsync(viewer));
        }

        // As many as may be underway; those that waited behind them have been let go.
        Assert.Equal(48, sent.Count(message => message.StartsWith("packet", StringComparison.Ordinal)));
        Assert.Equal("frame 999", sent[^1]);

        viewer.AcknowledgePacket("door", 999);
        Play(1000, key: true);
        Assert.Equal(["packet 1000 avc1.64001F", "result 1000"], await AllAsync(viewer));
    }

    [Fact]
    public async Task A_browser_whose_decoder_lost_the_thread_begins_again()
    {
        var viewer = Watching();
        using var seat = _hub.Join(viewer);
        Play(0, key: true);
        await AllAsync(viewer);

        viewer.Restart("door");

        Play(1);
        Assert.Equal(["frame 1"], await AllAsync(viewer));
        Play(2, key: true);
        Assert.Equal(["packet 2 avc1.64001F", "result 2"], await AllAsync(viewer));
    }

    [Fact]
    public async Task Packets_alone_may_be_asked_for_and_packets_may_be_given_up()
    {
        var viewer = Watching(jpeg: false);
        using var seat = _hub.Join(viewer);
        Play(0);
        Assert.Equal([], await AllAsync(viewer));
        Play(1, key: true);
        Assert.Equal(["packet 1 avc1.64001F", "result 1"], await AllAsync(viewer));

        viewer.Watch(Wish.Of(null, 640, 60));
        Assert.False(_hub.Wants("door"));
        Play(2);
        Assert.Equal(["frame 2"], await AllAsync(viewer));
    }

    [Fact]
    public void Packets_are_wanted_only_of_the_cameras_that_are_watched_and_only_while_somebody_does()
    {
        var viewer = new Viewer(_clock);
        viewer.Watch(Wish.Of(["door"], 640, 60, packets: ["door", "yard"]));
        Assert.False(_hub.Wants("door"));

        using (_hub.Join(viewer))
            Assert.Equal((true, false), (_hub.Wants("door"), _hub.Wants("yard")));

        Assert.False(_hub.Wants("door"));
    }

    [Fact]
    public async Task Overdue_is_who_has_not_decoded_for_longer_than_the_patience()
    {
        var viewer = Watching();
        using var seat = _hub.Join(viewer);
        Play(0, key: true);
        await AllAsync(viewer);
        _clock.Advance(TimeSpan.FromSeconds(31));
        Assert.True(viewer.IsOverdue(TimeSpan.FromSeconds(30)));

        viewer.AcknowledgePacket("door", 0);
        Assert.False(viewer.IsOverdue(TimeSpan.FromSeconds(30)));
    }

    public void Dispose()
    {
        _encoder.Dispose();
        _services.Dispose();
    }

    private Viewer Watching(bool jpeg = true)
    {
        var viewer = new Viewer(_clock);
        viewer.Watch(Wish.Of(null, 640, 60, ["door"], jpeg));
        return viewer;
    }

    /// <summary>A packet and, as if decoded and recognised at once, its frame; 25 a second of the test's clock.</summary>
    private void Play(long number, bool key = false)
    {
        _tap.Offer(Packet(number, key));
        _feed.Publish("door", number);
        _clock.Advance(TimeSpan.FromMilliseconds(40));
    }

    private static VideoPacket Packet(long number, bool key = false) => new("door", 0, number, number, key ? Format : null, new byte[100]);

    /// <summary>All that goes out now.</summary>
    private static async Task<List<string>> AllAsync(Viewer viewer)
    {
        List<string> all = [];
        while (viewer.TakeMessage() is { } message)
        {
            var answer = LiveAnswer.Of(await message);
            if (answer.Type == "frame")
                viewer.Acknowledge("door", answer.Sequence);
            all.Add(answer.Type != "packet" ? $"{answer.Type} {answer.Sequence}"
                : $"packet {answer.Header.GetProperty("packet")}{(answer.Has("codec") ? " " + answer.Header.GetProperty("codec").GetString() : "")}");
        }

        return all;
    }
}
