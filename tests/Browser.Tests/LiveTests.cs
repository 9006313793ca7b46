using System.Buffers.Binary;
using System.Text.Json;
using System.Text.RegularExpressions;
using FaceStream.Tests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceStream.Tests;

[Collection(Lanes.Demo)]
public class LiveTests(DemoInABrowser demo)
{
    private const float Long = 90_000;

    [Fact]
    public async Task The_wall_shows_moving_pictures_and_the_name_of_who_is_in_them()
    {
        var page = await demo.OpenAsync("/");
        var wall = new LivePage(page);
        var cameras = await wall.CamerasAsync();
        Assert.Equal(2, cameras.Count);

        foreach (var camera in cameras)
        {
            await wall.PictureAsync(camera);
            var before = await wall.PixelsAsync(camera);
            Assert.True(before.Max() - before.Min() > 40, $"{camera} shows one flat colour");

            await page.WaitForTimeoutAsync(1500);
            var after = await wall.PixelsAsync(camera);
            Assert.True(before.Zip(after).Count(pair => Math.Abs(pair.First - pair.Second) > 4) > 5, $"{camera} stands still");
        }

        await wall.ConfirmedAsync("Franck");
        await wall.ConfirmedAsync("Anders");
        await Screenshots.SaveAsync(page, "live-named");
    }

    [Fact]
    public async Task A_line_behind_a_face_tells_where_it_came_from()
    {
        var page = await demo.OpenAsync("/");

        // Green, the colour of who is confirmed, at the last place that the face has left.
        await page.WaitForFunctionAsync(
            """
            () => [...document.querySelectorAll('canvas[data-trails*=confirmed]')].some(canvas => {
              const [x, y] = canvas.dataset.trails.split(';').find(spot => spot.endsWith('confirmed')).split(' ').map(Number);
              const ratio = canvas.width / canvas.clientWidth;
              const [red, green, blue] = canvas.getContext('2d').getImageData(Math.round(x * ratio), Math.round(y * ratio), 1, 1).data;
              return Math.abs(red - 0x3d) + Math.abs(green - 0xdc) + Math.abs(blue - 0x91) < 24;
            })
            """, null, new() { Timeout = Long });
        await Screenshots.SaveAsync(page, "live-trail");
    }

    [Fact]
    public async Task A_tile_opens_its_camera_and_Escape_goes_back_to_the_wall()
    {
        var page = await demo.OpenAsync("/");
        var wall = new LivePage(page);
        var camera = (await wall.CamerasAsync())[0];

        await page.GetByRole(AriaRole.Link, new() { Name = camera, Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"/live/{Uri.EscapeDataString(camera)}$"));
        await wall.PictureAsync(camera);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = camera, Exact = true })).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Escape");
        Assert.Equal(2, (await wall.CamerasAsync()).Count);
    }

    [Fact]
    public async Task A_hidden_page_has_the_server_compute_nothing_for_it_and_goes_on_at_once_when_it_is_looked_at()
    {
        var page = await demo.OpenAsync("/");
        var wall = new LivePage(page);
        var camera = (await wall.CamerasAsync())[0];
        await wall.PictureAsync(camera);
        await ViewersAsync(page, 1);

        await wall.HideAsync(hidden: true);
        await ViewersAsync(page, 0);
        var last = await wall.SequenceAsync(camera);
        await wall.HideAsync(hidden: false);

        await ViewersAsync(page, 1);
        await page.WaitForFunctionAsync("([camera, last]) => document.querySelector(`canvas[data-camera='${camera}']`).dataset.sequence !== last", new[] { camera, last }, new() { Timeout = Long });
    }

    [Fact]
    public async Task A_page_that_is_opened_in_the_background_asks_for_pictures_when_it_comes_to_the_front()
    {
        List<string> sockets = [];
        var page = await demo.OpenAsync("/", prepare: async page =>
        {
            page.WebSocket += (_, socket) => sockets.Add(socket.Url);
            await page.AddInitScriptAsync("Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })");
        });
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await ViewersAsync(page, 0);
        Assert.Empty(sockets);

        var wall = new LivePage(page);
        await wall.HideAsync(hidden: false);

        await wall.PictureAsync((await wall.CamerasAsync())[0]);
        Assert.Single(sockets);
    }

    [Fact]
    public async Task A_lost_connection_is_said_and_mended()
    {
        List<IWebSocketRoute> connections = [];
        var page = await demo.OpenAsync("/", prepare: page => page.RouteWebSocketAsync("**/api/v1/live", connection =>
        {
            connection.ConnectToServer();
            connections.Add(connection);
        }));
        var wall = new LivePage(page);
        await wall.PictureAsync((await wall.CamerasAsync())[0]);

        // The next try fails too, so that the words stay long enough to be read.
        await page.RouteWebSocketAsync("**/api/v1/live", connection =>
        {
            connections.Add(connection);
            if (connections.Count < 4)
                _ = connection.CloseAsync(new() { Code = 1011 });
            else
                connection.ConnectToServer();
        });
        await connections[0].CloseAsync(new() { Code = 1011 });

        await Expect(wall.LinkLine).ToContainTextAsync("Connection lost");
        await Expect(wall.LinkLine).ToHaveCountAsync(0, new() { Timeout = 20_000 });
        Assert.Equal(4, connections.Count);
    }

    [Fact]
    public async Task A_connection_that_is_open_and_silent_is_said_and_opened_again()
    {
        List<IWebSocketRoute> connections = [];
        var silent = false;
        var page = await demo.OpenAsync("/", prepare: async page =>
        {
            await page.Clock.InstallAsync();
            await page.RouteWebSocketAsync("**/api/v1/live", connection =>
            {
                connections.Add(connection);
                var server = connection.ConnectToServer();
                if (connections.Count > 1)
                    return;
                server.OnMessage(message =>
                {
                    if (!Volatile.Read(ref silent))
                        Pass(message, connection);
                });
            });
        });
        var wall = new LivePage(page);
        await wall.PictureAsync((await wall.CamerasAsync())[0]);

        Volatile.Write(ref silent, true);
        await page.WaitForTimeoutAsync(500);      // what was on its way has come
        Assert.Single(connections);
        await page.Clock.FastForwardAsync(20_000);

        await Expect(wall.LinkLine).ToContainTextAsync("Connection lost");
        await Expect(wall.LinkLine).ToHaveCountAsync(0, new() { Timeout = 20_000 });
        Assert.Equal(2, connections.Count);
    }

    [Fact]
    public async Task A_decoder_that_misses_a_packet_is_closed_and_not_left_behind()
    {
        var (packets, missing) = (0, true);
        var page = await demo.OpenAsync("/?transport=h264", prepare: async page =>
        {
            await page.AddInitScriptAsync("window.decoders = []; window.VideoDecoder = class extends VideoDecoder { constructor(init) { super(init); decoders.push(this); } }");
            await page.RouteWebSocketAsync("**/api/v1/live", connection => connection.ConnectToServer().OnMessage(message =>
            {
                if (!IsDelta(message) || ++packets % 40 != 0 || !Volatile.Read(ref missing))
                    Pass(message, connection);
            }));
        });
        var wall = new LivePage(page);
        var cameras = await wall.CamerasAsync();
        await page.WaitForFunctionAsync("more => decoders.length > more", cameras.Count + 2, new() { Timeout = Long });

        Volatile.Write(ref missing, false);

        await page.WaitForFunctionAsync("most => decoders.filter(one => one.state !== 'closed').length <= most", cameras.Count, new() { Timeout = Long });
    }

    [Fact]
    public async Task Where_there_is_no_camera_yet_it_is_said_too_that_the_service_has_gone()
    {
        IPage page;
        await using (var facestream = await RunningFacestream.RunAsync("dashboard: { listen: \"127.0.0.1:0\" }\ngallery: { path: people.db }"))
        {
            page = await demo.OpenAsync("/", at: facestream);
            await Expect(page.GetByText("No camera yet")).ToBeVisibleAsync();
        }

        await Expect(new LivePage(page).LinkLine).ToContainTextAsync("Connection lost");
    }

    private static void Pass(IWebSocketFrame message, IWebSocketRoute page)
    {
        if (IsText(message))
            page.Send(message.Text!);
        else
            page.Send(message.Binary!);
    }

    /// <summary>Playwright gives each message as both.</summary>
    private static bool IsText(IWebSocketFrame message) => message.Text?.StartsWith("{\"", StringComparison.Ordinal) == true;

    /// <summary>Whether a message is a packet of H.264 that is no key frame: those alone name a codec.</summary>
    private static bool IsDelta(IWebSocketFrame message)
    {
        if (IsText(message))
            return false;
        var header = JsonDocument.Parse(message.Binary!.AsMemory(4, BinaryPrimitives.ReadInt32LittleEndian(message.Binary))).RootElement;
        return header.GetProperty("type").GetString() == "packet" && !header.TryGetProperty("codec", out _);
    }

    /// <summary>Waits until the service counts so many viewers.</summary>
    private static async Task ViewersAsync(IPage page, int viewers)
    {
        var patience = DateTime.UtcNow.AddMilliseconds(Long);
        int seen;
        do
        {
            var status = await page.APIRequest.GetAsync(new Uri(new Uri(page.Url), "/api/v1/status").ToString());
            seen = (await status.JsonAsync())!.Value.GetProperty("viewers").GetInt32();
        }
        while (seen != viewers && DateTime.UtcNow < patience);
        Assert.Equal(viewers, seen);
    }
}
