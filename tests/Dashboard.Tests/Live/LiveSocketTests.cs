using System.Net;
using System.Net.WebSockets;
using System.Numerics;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Identification;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Dashboard.Tests.Live;

public class LiveSocketTests
{
    [Fact]
    public async Task A_viewer_gets_the_cameras_first_and_then_pictures_with_their_faces()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        dashboard.Cameras.Set(HandBoard.Camera("door"));
        using var client = await LiveClient.ConnectAsync(dashboard);

        var cameras = await client.ReceiveAsync();
        Assert.Equal("live", cameras!.Header.GetProperty("cameras")[0].GetProperty("state").GetString());

        await client.SayAsync("""{"type":"watch","cameras":["door"],"width":320,"fps":60}""");
        var frame = await PublishUntilHeardAsync(dashboard, client, Alice());

        var face = frame.Header.GetProperty("faces")[0];
        Assert.Equal("[10.5,20,30,40]", face.GetProperty("box").GetRawText());
        Assert.Equal(5, face.GetProperty("landmarks").GetArrayLength());
        Assert.Equal("""{"state":"confirmed","person":"Alice <b>","similarity":0.71,"confidence":0.9991}""",
            System.Text.RegularExpressions.Regex.Unescape(face.GetProperty("identity").GetRawText()));
        Assert.Equal(640, frame.Header.GetProperty("width").GetInt32());
        Assert.InRange(frame.Header.GetProperty("latencyMs").GetDouble(), 0, 10_000);
        Assert.Equal([0xFF, 0xD8], frame.Jpeg[..2]);
        Assert.Equal([0xFF, 0xD9], frame.Jpeg[^2..]);
        Assert.Equal((320, 240), JpegSize(frame.Jpeg));
    }

    [Fact]
    public async Task A_viewer_for_whom_there_is_nothing_hears_that_the_server_is_there()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var client = await LiveClient.ConnectAsync(dashboard);
        Assert.Equal("cameras", await client.NextTypeAsync());

        Assert.Equal("beat", await client.NextTypeAsync().WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_picture_and_its_header_are_of_the_same_frame()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var client = await LiveClient.WatchAsync(dashboard);

        for (var (heard, sequence) = (0, 0); heard < 10; heard++)
        {
            var hearing = client.ReceiveAsync();
            for (; !hearing.IsCompleted; sequence++)
            {
                dashboard.Feed.Publish("door", sequence, 320, 240, Grey(sequence));
                await Task.WhenAny(hearing, Task.Delay(5, TestContext.Current.CancellationToken));
            }

            var frame = (await hearing)!;
            await client.AcknowledgeAsync(frame);
            using var picture = StillPicture.Decode(frame.Jpeg, "live");
            Assert.InRange(picture.Y[160 + 120 * 320], Grey(frame.Sequence) - 2, Grey(frame.Sequence) + 2);
        }

        // Neighbours differ by more than JPEG's rounding.
        static byte Grey(long sequence) => (byte)(20 + sequence * 37 % 200);
    }

    [Fact]
    public async Task A_viewer_that_reads_nothing_piles_nothing_up_and_delays_nobody()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var slow = await LiveClient.WatchAsync(dashboard);
        using var fast = await LiveClient.WatchAsync(dashboard);
        const int last = 199;
        var seen = ReadUntilAsync(fast, last);

        var slowest = TimeSpan.Zero;
        for (var i = 0; i <= last; i++)
        {
            var took = dashboard.Feed.Publish("door", i, 640, 480);
            slowest = took > slowest ? took : slowest;
            // At any moment one waits for each viewer at most, and few are being encoded.
            Assert.InRange(dashboard.Feed.Pool.Rented, 0, 8);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        // The last one is due even if the one before it went just now.
        while (!seen.IsCompleted)
        {
            dashboard.Feed.Publish("door", last, 640, 480);
            await Task.WhenAny(seen, Task.Delay(20, TestContext.Current.CancellationToken));
        }

        Assert.InRange(await seen, 10, last + 2);
        Assert.InRange(slowest, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal("door", (await slow.ReceiveAsync())!.Camera);
        Assert.Equal("door", (await slow.ReceiveAsync())!.Camera);
        Assert.True(await slow.HearsNothingForAsync(TimeSpan.FromMilliseconds(200)));
    }

    [Fact]
    public async Task Fifty_viewers_that_read_nothing_cost_the_pipeline_next_to_nothing()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        List<LiveClient> slow = [];
        for (var i = 0; i < 50; i++)
            slow.Add(await LiveClient.WatchAsync(dashboard));
        using var fast = await LiveClient.WatchAsync(dashboard);

        List<double> times = [];
        var hearing = fast.ReceiveAsync();
        var heard = 0;
        for (var i = 0; heard < 20; i++)
        {
            times.Add(dashboard.Feed.Publish("door", i, 640, 480).TotalMilliseconds);
            Assert.InRange(dashboard.Feed.Pool.Rented, 0, 8);
            await Task.WhenAny(hearing, Task.Delay(20, TestContext.Current.CancellationToken));
            if (hearing.IsCompleted)
            {
                await fast.AcknowledgeAsync((await hearing)!);
                hearing = fast.ReceiveAsync();
                heard++;
            }
        }

        times.Sort();
        TestContext.Current.SendDiagnosticMessage($"publishing to 51 viewers: median {times[times.Count / 2]:0.000} ms, most {times[^1]:0.000} ms");
        // A frame at 25 a second has 40 ms.
        Assert.InRange(times[times.Count / 2], 0, 2);
        slow.ForEach(viewer => viewer.Dispose());
    }

    [Fact]
    public async Task A_viewer_that_never_acknowledges_is_let_go_with_the_reason()
    {
        await using var dashboard = await TestDashboard.StartAsync(patience: TimeSpan.FromMilliseconds(300));
        using var client = await LiveClient.WatchAsync(dashboard);

        while (await client.ReceiveAsync() is not null)
        {
            // What was on its way.
        }

        Assert.Equal(WebSocketCloseStatus.PolicyViolation, client.Socket.CloseStatus);
        Assert.Equal("no acknowledgement for 0.3 s", client.Socket.CloseStatusDescription);
        await LeftAloneAsync(dashboard);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://localhost:1")]
    public async Task A_page_of_another_origin_cannot_watch(string origin)
    {
        await using var dashboard = await TestDashboard.StartAsync();

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => LiveClient.ConnectAsync(dashboard, origin));

        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, dashboard.Viewers);
    }

    [Fact]
    public async Task The_own_page_can_watch()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var client = await LiveClient.ConnectAsync(dashboard, dashboard.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal("cameras", (await client.ReceiveAsync())!.Type);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("""{"type":"dance"}""")]
    [InlineData("""{"type":"ack"}""")]
    [InlineData("""{"type":"watch","width":"wide"}""")]
    public async Task Who_talks_nonsense_is_told_so_and_let_go(string text)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var client = await LiveClient.ConnectAsync(dashboard);
        await client.ReceiveAsync();

        await client.SayAsync(text);

        Assert.Null(await client.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.InvalidPayloadData, client.Socket.CloseStatus);
        await LeftAloneAsync(dashboard);
    }

    [Fact]
    public async Task A_request_without_an_end_is_cut_off()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var client = await LiveClient.ConnectAsync(dashboard);
        await client.ReceiveAsync();

        await client.SayAsync(new string('x', 100_000));

        Assert.Null(await client.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, client.Socket.CloseStatus);
    }

    [Fact]
    public async Task A_change_of_state_is_told_and_a_change_of_numbers_is_not()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        dashboard.Cameras.Set(HandBoard.Camera("door"));
        using var client = await LiveClient.ConnectAsync(dashboard);
        await client.ReceiveAsync();

        dashboard.Cameras.Set(HandBoard.Camera("door", fps: 12));
        await Task.Delay(600, TestContext.Current.CancellationToken);
        dashboard.Cameras.Set(HandBoard.Camera("door", CameraState.Stalled, "silent for 10 s"));

        var news = await client.ReceiveAsync();
        Assert.Equal("stalled", news!.Header.GetProperty("cameras")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_browser_that_closes_is_answered_and_everything_it_held_comes_back()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var client = await LiveClient.WatchAsync(dashboard);
        dashboard.Feed.Publish("door", 0);

        await client.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", TestContext.Current.CancellationToken);

        Assert.Equal(WebSocketCloseStatus.NormalClosure, client.Socket.CloseStatus);
        await LeftAloneAsync(dashboard);
    }

    [Fact]
    public async Task A_browser_that_vanishes_leaves_nothing_behind()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using (var client = await LiveClient.WatchAsync(dashboard))
            client.Socket.Abort();

        await LeftAloneAsync(dashboard);
    }

    [Fact]
    public async Task A_server_that_goes_down_says_so_and_waits_for_nobody()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var client = await LiveClient.WatchAsync(dashboard);
        using var silent = await LiveClient.WatchAsync(dashboard);

        var stopping = dashboard.StopAsync();

        Assert.Null(await client.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, client.Socket.CloseStatus);
        await stopping.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task One_viewer_too_many_is_refused_in_words()
    {
        await using var dashboard = await TestDashboard.StartAsync(maxViewers: 1);
        using var client = await LiveClient.ConnectAsync(dashboard);
        await client.ReceiveAsync();

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => LiveClient.ConnectAsync(dashboard));

        Assert.Contains("503", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opened_without_a_websocket_it_says_what_it_speaks()
    {
        await using var dashboard = await TestDashboard.StartAsync();

        using var response = await dashboard.Http.GetAsync("/api/v1/live", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UpgradeRequired, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    private static RecognisedFace Alice()
    {
        Landmarks landmarks = default;
        for (var i = 0; i < Landmarks.Count; i++)
            landmarks[i] = new Vector2(i, i + 0.25f);
        return new(3, new Face(new Box(10.5f, 20, 30, 40), landmarks, 0.998f), 0.83f, new Identity(IdentityState.Confirmed, 1, "Alice <b>", 0.71f, 0.9991));
    }

    private static async Task<LiveAnswer> PublishUntilHeardAsync(TestDashboard dashboard, LiveClient client, params RecognisedFace[] faces)
    {
        var hearing = client.ReceiveAsync();
        for (var i = 0; !hearing.IsCompleted; i++)
        {
            dashboard.Feed.Publish("door", i, 640, 480, 128, faces);
            await Task.WhenAny(hearing, Task.Delay(20, TestContext.Current.CancellationToken));
        }

        return (await hearing)!;
    }

    /// <summary>Reads and acknowledges until that picture; how many came, each newer than the one before.</summary>
    private static async Task<int> ReadUntilAsync(LiveClient client, long last)
    {
        for (var (count, before) = (1, -1L); ; count++)
        {
            var frame = (await client.ReceiveAsync())!;
            Assert.True(frame.Sequence > before, $"{frame.Sequence} came after {before}");
            before = frame.Sequence;
            await client.AcknowledgeAsync(frame);
            if (frame.Sequence == last)
                return count;
        }
    }

    /// <summary>The server soon notices that nobody watches, and every frame is back in the pool.</summary>
    private static async Task LeftAloneAsync(TestDashboard dashboard)
    {
        for (var i = 0; i < 500 && (dashboard.Viewers > 0 || dashboard.Feed.Pool.Rented > 0); i++)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.Equal(0, dashboard.Viewers);
        Assert.Equal(0, dashboard.Feed.Pool.Rented);
    }

    /// <summary>Columns and rows from the start-of-frame segment.</summary>
    private static (int Width, int Height) JpegSize(byte[] jpeg)
    {
        for (var i = 2; ; i += 2 + (jpeg[i + 2] << 8 | jpeg[i + 3]))
        {
            if (jpeg[i + 1] is 0xC0 or 0xC2)
                return (jpeg[i + 7] << 8 | jpeg[i + 8], jpeg[i + 5] << 8 | jpeg[i + 6]);
        }
    }
}
