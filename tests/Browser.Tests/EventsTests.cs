using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FaceStream.Tests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceStream.Tests;

[Collection(Lanes.Demo)]
public class EventsTests(DemoInABrowser demo)
{
    /// <summary><c>tell(number)</c> tells the page of so many events, in place of the server; <c>all</c> are those, the newest last.</summary>
    internal const string TellByHand =
        """
        window.all = [];
        window.EventSource = class extends EventTarget {
          constructor() { super(); window.told = this; setTimeout(() => this.onopen?.(), 50); }
          close() {}
        };
        window.tell = async number => {
          const { sightings: [like] } = await (await fetch('/api/v1/sightings?limit=1')).json();
          for (let i = 0; i < number; i++) {
            const at = new Date(performance.timeOrigin + 10 * all.length).toISOString();
            all.push({ ...like, id: 1e6 + all.length, first: at, last: at });
            told.dispatchEvent(new MessageEvent('sighting', { data: JSON.stringify(all.at(-1)) }));
          }
        };
        """;

    /// <summary>A scene of the demo lasts 36 s.</summary>
    private const float ASceneLong = 90_000;

    [Fact]
    public async Task Who_has_left_is_listed_with_a_crop_and_opens_with_what_was_said()
    {
        var page = await demo.OpenAsync("/events");
        var events = new EventsPage(page);
        await events.SeenAsync("Franck");
        var crop = events.Of("Franck").First.Locator("img");
        await Expect(crop).ToBeVisibleAsync();
        var address = await crop.GetAttributeAsync("src") ?? "";

        await events.OpenAsync("Franck");

        var said = await AskAsync(page, Regex.Replace(address, "/pictures/.*", ""));
        await Expect(events.Window.GetByRole(AriaRole.Img)).ToHaveCountAsync(said.GetProperty("pictures").GetArrayLength());
        Assert.True(await events.Window.GetByRole(AriaRole.Img).First.EvaluateAsync<bool>("image => image.decode().then(() => image.naturalWidth >= 48)"));
        await Expect(events.Window).ToContainTextAsync("Franck, confirmed");
        await Expect(events.Window).ToContainTextAsync(said.GetProperty("similarity").GetDouble().ToString("0.00", CultureInfo.InvariantCulture));
        await Expect(events.Window).ToContainTextAsync($"{said.GetProperty("frames").GetInt32()} frames of {said.GetProperty("camera").GetString()}");
        await Screenshots.SaveAsync(page, "events-open");
    }

    [Fact]
    public async Task A_stranger_gets_a_name_with_two_clicks_and_is_among_the_people()
    {
        var page = await demo.OpenAsync("/events");
        var events = new EventsPage(page);
        await events.SeenAsync("Unknown");

        try
        {
            await events.OpenAsync("Unknown");
            await events.Name.ClickAsync();
            await events.Name.FillAsync("Iris");
            await Expect(events.Window).ToContainTextAsync("Iris is new");
            await Screenshots.SaveAsync(page, "events-naming");
            await events.Name.PressAsync("Enter");

            await Expect(events.Window).ToHaveCountAsync(0);
            await Expect(events.Of("Iris").First).ToContainTextAsync("named later");
            await Expect(page.GetByText("Iris is enrolled with")).ToBeVisibleAsync();
            await Screenshots.SaveAsync(page, "events-named");
            await page.GetByRole(AriaRole.Link, new() { Name = "People", Exact = true }).ClickAsync();
            await new PeoplePage(page).Card("Iris").GetByRole(AriaRole.Link).ClickAsync();

            await page.GetByRole(AriaRole.Link, new() { Name = "Seen" }).ClickAsync();
            await Expect(page).ToHaveURLAsync(new Regex(@"/events\?person=\d+$"));
            await Expect(events.Of("Iris").First).ToBeVisibleAsync();
            Assert.Equal("Iris", await events.Filter("Person").EvaluateAsync<string>("select => select.selectedOptions[0].label"));
            Assert.Equal(await events.All.CountAsync(), await events.Of("Iris").CountAsync());
        }
        finally
        {
            await ForgetAsync(page, "Iris");
        }
    }

    [Fact]
    public async Task What_is_told_while_the_list_is_on_its_way_is_not_lost()
    {
        var hold = false;
        var page = await demo.OpenAsync("/events", prepare: async page =>
        {
            await page.AddInitScriptAsync(TellByHand);
            await page.RouteAsync("**/api/v1/sightings?limit=48", async route =>
            {
                var list = await route.FetchAsync();
                if (Volatile.Read(ref hold))
                    await Task.Delay(1500);
                await route.FulfillAsync(new() { Response = list });
            });
        });
        var events = new EventsPage(page);
        await Expect(events.All.First).ToBeVisibleAsync(new() { Timeout = ASceneLong });
        Volatile.Write(ref hold, true);

        var answer = page.WaitForResponseAsync("**/api/v1/sightings?limit=48");
        await page.EvaluateAsync("told.onopen()");
        await page.WaitForTimeoutAsync(300);
        await page.EvaluateAsync("tell(1)");
        await Expect(events.News).ToBeVisibleAsync();
        await (await answer).FinishedAsync();
        await page.WaitForTimeoutAsync(300);

        await Expect(events.News).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Of_what_nobody_asks_for_the_newest_are_kept_and_the_list_is_read_anew_when_somebody_does()
    {
        var lists = 0;
        var page = await demo.OpenAsync("/events", prepare: async page =>
        {
            await page.AddInitScriptAsync(TellByHand);
            page.Request += (_, request) => lists += request.Url.EndsWith("/api/v1/sightings?limit=48", StringComparison.Ordinal) ? 1 : 0;
        });
        var events = new EventsPage(page);
        await Expect(events.All.First).ToBeVisibleAsync(new() { Timeout = ASceneLong });
        await page.WaitForTimeoutAsync(500);

        await page.EvaluateAsync("tell(250)");
        await Expect(events.News).ToHaveTextAsync("192 or more new");
        var before = lists;
        await events.News.ClickAsync();

        // What was told by hand is in no list of the server.
        await Expect(events.News).ToHaveCountAsync(0);
        Assert.Equal(before + 1, lists);
        await Expect(events.All.First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_name_that_was_wrong_is_taken_back_with_what_was_enrolled()
    {
        var page = await demo.OpenAsync("/events");
        var events = new EventsPage(page);
        await events.SeenAsync("Unknown");

        try
        {
            await events.OpenAsync("Unknown");
            await events.Name.FillAsync("Ines");
            await events.Name.PressAsync("Enter");
            await Expect(events.Of("Ines").First).ToBeVisibleAsync();

            await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();

            await Expect(page.GetByText("Taken back")).ToBeVisibleAsync();
            await Expect(events.Of("Ines")).ToHaveCountAsync(0);
            // Somebody who was recognised in that second stays, without a picture.
            Assert.All((await AskAsync(page, "/api/v1/people?search=Ines")).EnumerateArray(), person => Assert.Equal(0, person.GetProperty("templates").GetInt32()));
        }
        finally
        {
            await ForgetAsync(page, "Ines");
        }
    }

    [Fact]
    public async Task Filters_leave_what_was_asked_for_and_are_in_the_address()
    {
        var page = await demo.OpenAsync("/events");
        var events = new EventsPage(page);
        await events.SeenAsync("Franck");

        await events.FilterAsync("Camera", "street");
        await Expect(page).ToHaveURLAsync(new Regex(@"/events\?camera=street$"));
        await Expect(events.All.First).ToBeVisibleAsync();
        Assert.All(await events.All.AllInnerTextsAsync(), card => Assert.Contains("street", card, StringComparison.Ordinal));

        await events.FilterAsync("Person", "Anders");
        await Expect(events.Of("Franck")).ToHaveCountAsync(0);
        await events.FilterAsync("Said then", "Contested");
        await events.Filter("From").FillAsync("2999-01-01");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No event matches" })).ToBeVisibleAsync();

        var shared = new EventsPage(await demo.OpenAsync(new Uri(page.Url).PathAndQuery));
        await Expect(shared.Filter("Camera")).ToHaveValueAsync("street");
        await Expect(shared.Filter("Said then")).ToHaveValueAsync("contested");
        await Expect(shared.Filter("From")).ToHaveValueAsync("2999-01-01");

        await page.GetByRole(AriaRole.Button, new() { Name = "Clear" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/events$"));
        await Expect(events.All.First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_events_of_a_filter_are_saved_as_a_table_and_as_lines_of_JSON()
    {
        var page = await demo.OpenAsync("/events");
        var events = new EventsPage(page);
        await events.SeenAsync("Franck");
        await events.FilterAsync("Person", "Franck");
        await Expect(page).ToHaveURLAsync(new Regex(@"\?person=\d+$"));

        var table = (await events.SaveAsync("CSV")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var lines = (await events.SaveAsync("JSON")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.StartsWith("\uFEFFid,camera,first", table[0], StringComparison.Ordinal);
        Assert.NotEmpty(table[1..]);
        Assert.All(table[1..], row => Assert.Contains(",Franck,", row, StringComparison.Ordinal));
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Equal("Franck", JsonDocument.Parse(line).RootElement.GetProperty("person").GetString()));
        await Screenshots.SaveAsync(page, "events-export");
    }

    [Fact]
    public async Task What_arrives_waits_until_it_is_asked_for()
    {
        var page = await demo.OpenAsync("/events");
        var events = new EventsPage(page);
        await events.All.First.WaitForAsync(new() { Timeout = ASceneLong });
        var shown = await events.All.AllInnerTextsAsync();

        await events.News.WaitForAsync(new() { Timeout = ASceneLong });
        Assert.Equal(shown, await events.All.AllInnerTextsAsync());
        await Screenshots.SaveAsync(page, "events-news");
        await events.News.ClickAsync();

        await Expect(events.News).ToHaveCountAsync(0);
        Assert.True(await events.All.CountAsync() > shown.Count);
    }

    [Fact]
    public async Task The_server_tells_what_happens_and_is_not_asked_again_and_again()
    {
        var questions = 0;
        var page = await demo.OpenAsync("/events", prepare: page =>
        {
            page.Request += (_, request) => questions += request.Url.Contains("/api/v1/sightings?", StringComparison.Ordinal) ? 1 : 0;
            return Task.CompletedTask;
        });
        var events = new EventsPage(page);
        await events.All.First.WaitForAsync(new() { Timeout = ASceneLong });
        await page.WaitForTimeoutAsync(1000);
        var before = questions;

        await events.News.WaitForAsync(new() { Timeout = ASceneLong });

        Assert.Equal(before, questions);
    }

    [Fact]
    public async Task What_the_page_missed_is_said_and_read()
    {
        // A stream that has a gap, and then what comes from the service itself.
        var streams = 0;
        var page = await demo.OpenAsync("/events", prepare: page => page.RouteAsync("**/api/v1/events/stream*", route => streams++ == 0
            ? route.FulfillAsync(new() { ContentType = "text/event-stream", Body = "retry: 200\n\nid: gone-12\nevent: gap\ndata: {\"reason\":\"slow\",\"lost\":12}\n\n" })
            : route.ContinueAsync()));

        await Expect(page.GetByText("12 events missed")).ToBeVisibleAsync();
        // The next one begins where that ended, in an outbox that does not know the number: the service says that it has started anew.
        await Expect(page.GetByText("FaceStream has started anew")).ToBeVisibleAsync();
        Assert.True(streams >= 2);
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1440)]
    public async Task Of_many_cameras_the_timeline_shows_those_that_saw_somebody_and_leaves_room_for_the_faces(int width)
    {
        var page = await demo.OpenAsync("/events", width, prepare: page => page.RouteAsync("**/api/v1/cameras", async route =>
        {
            var cameras = JsonNode.Parse(await (await route.FetchAsync()).TextAsync())!.AsArray();
            for (var i = 0; i < 10; i++)
            {
                var quiet = cameras[0]!.DeepClone();
                quiet["name"] = $"quiet-{i}";
                cameras.Insert(0, quiet);
            }

            await route.FulfillAsync(new() { Body = cameras.ToJsonString(), ContentType = "application/json" });
        }));
        await new EventsPage(page).SeenAsync("Franck");
        var lanes = page.Locator(".lane");
        var more = page.GetByRole(AriaRole.Button, new() { Name = "7 more cameras" });

        await more.WaitForAsync();
        await Expect(lanes).ToHaveCountAsync(5);
        await Expect(lanes.Filter(new() { HasText = "street" })).ToHaveCountAsync(1);
        await Screenshots.SaveAsync(page, $"events-many-cameras-{width}");
        await more.ClickAsync();
        await Expect(lanes).ToHaveCountAsync(12);
        await page.GetByRole(AriaRole.Button, new() { Name = "Fewer cameras" }).ClickAsync();
        await Expect(lanes).ToHaveCountAsync(5);
    }

    [Fact]
    public async Task A_timeline_shows_each_event_where_its_camera_and_its_time_are_and_opens_it_by_keyboard()
    {
        var page = await demo.OpenAsync("/events");
        var events = new EventsPage(page);
        await events.SeenAsync("Franck");
        await events.SeenAsync("Unknown");

        var lane = page.GetByRole(AriaRole.Listbox, new() { Name = "Events of street, in order of time" });
        var marks = lane.GetByRole(AriaRole.Option);
        var said = (await AskAsync(page, "/api/v1/sightings?camera=street&limit=200")).GetProperty("sightings").GetArrayLength();
        Assert.InRange(await marks.CountAsync(), 1, said);
        var places = await marks.EvaluateAllAsync<double[]>("marks => marks.map(mark => mark.getBoundingClientRect().left)");
        Assert.Equal(places.Order(), places);

        await lane.FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(marks.First).ToHaveAttributeAsync("aria-selected", "true");
        await Screenshots.SaveAsync(page, "events-timeline");
        var label = await marks.First.GetAttributeAsync("aria-label") ?? "";
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync(label.Split(',')[0]);
        await page.Keyboard.PressAsync("Escape");

        await page.GetByRole(AriaRole.Button, new() { Name = "Earlier" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Earlier" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Earlier" }).ClickAsync();
        await Expect(lane).ToHaveCountAsync(0);
        await Axe.FindsNothingAsync(page);
    }

    [Fact]
    public async Task A_picture_finds_where_its_face_was_seen_and_an_event_finds_others_like_it()
    {
        var page = await demo.OpenAsync("/events");
        var events = new EventsPage(page);
        await events.SeenAsync("Franck");
        await events.SeenAsync("Unknown");

        await page.GetByLabel("Find a face").SetInputFilesAsync(Directory.GetFiles(Path.Combine(Places.Root, "sample-videos", "made", "people", "Franck"))[0]);
        await Expect(page.GetByRole(AriaRole.Heading, new() { NameRegex = new Regex(@"^\d+ of \d+ events look like this$") })).ToBeVisibleAsync();
        await Expect(events.Of("Franck").First).ToContainTextAsync(new Regex(@"similarity 0\.\d\d"));
        await Expect(events.Of("Anders")).ToHaveCountAsync(0);
        await Expect(page.Locator(".face-box")).ToHaveCountAsync(1);
        await Screenshots.SaveAsync(page, "events-found");
        await Axe.FindsNothingAsync(page);

        await events.OpenAsync("Franck");
        await events.Window.GetByRole(AriaRole.Link, new() { Name = "More like this" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"/events\?like=\d+$"));
        await Expect(events.Window).ToHaveCountAsync(0);
        await Expect(page.Locator(".search-head img")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "See all events" }).ClickAsync();
        await Expect(events.Of("Unknown").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Of_a_picture_with_several_faces_one_is_chosen()
    {
        var page = await demo.OpenAsync("/events");
        await new EventsPage(page).All.First.WaitForAsync(new() { Timeout = ASceneLong });

        await page.GetByLabel("Find a face").SetInputFilesAsync(Places.Package("@vladmandic/face-api/demo/sample1.jpg"));
        await Expect(page.GetByText("There are several faces")).ToBeVisibleAsync();
        await Screenshots.SaveAsync(page, "events-faces");
        await Axe.FindsNothingAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Face 2: this one" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Nobody who looks like this" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Older_ones_come_page_by_page_until_there_are_no_more()
    {
        // Four pages of what there is, few as the demo's events may be.
        var size = 2;
        var page = await demo.OpenAsync("/events", prepare: page => page.RouteAsync(
            "**/api/v1/sightings?*", route => route.ContinueAsync(new() { Url = route.Request.Url.Replace("limit=48", $"limit={size}", StringComparison.Ordinal) })));
        var events = new EventsPage(page);
        for (var patience = DateTime.UtcNow.AddMilliseconds(ASceneLong); (await EventsAsync(page)).Length < 3 && DateTime.UtcNow < patience;)
            await page.WaitForTimeoutAsync(250);
        var before = await EventsAsync(page);
        size = Math.Max(size, before.Length / 4);
        await page.ReloadAsync();
        await events.All.Nth(2).WaitForAsync(new() { Timeout = ASceneLong });

        // They come as their place comes near; its button goes when there are no more.
        await page.WaitForFunctionAsync(
            "() => { scrollTo(0, document.documentElement.scrollHeight); return !document.querySelector('.events-more'); }", null, new() { Timeout = ASceneLong });
        var crops = await events.All.Locator("img").EvaluateAllAsync<string[]>("crops => crops.map(crop => crop.getAttribute('src'))");
        var shown = crops.Select(EventOf).ToArray();
        Assert.Subset(shown.ToHashSet(), before.ToHashSet());
        Assert.Equal((await EventsAsync(page)).Where(shown.Contains), shown);
    }

    [Fact]
    public async Task An_event_is_deleted_once_the_consequence_was_said()
    {
        var page = await demo.OpenAsync("/events");
        var events = new EventsPage(page);
        await events.SeenAsync("Anders");
        var address = await events.Of("Anders").First.Locator("img").GetAttributeAsync("src") ?? "";
        await events.OpenAsync("Anders");

        await events.Window.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(events.Window).ToContainTextAsync("cannot be undone");
        await Expect(events.Window).ToContainTextAsync("under Anders stays");
        await events.Window.GetByRole(AriaRole.Button, new() { Name = "Delete the event" }).ClickAsync();

        await Expect(page.Locator($"img[src='{address}']")).ToHaveCountAsync(0);
        Assert.Equal(404, (await page.APIRequest.GetAsync(address)).Status);
    }

    [Fact]
    public async Task An_event_is_opened_and_left_by_keyboard()
    {
        var page = await demo.OpenAsync("/events");
        var events = new EventsPage(page);
        await events.SeenAsync("Unknown");
        var card = events.Of("Unknown").First.Locator(".event-open");
        await card.FocusAsync();

        await page.Keyboard.PressAsync("Enter");
        await Expect(events.Name).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Escape");
        await Expect(events.Window).ToHaveCountAsync(0);
        await Expect(card).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Dark)]
    [InlineData(ColorScheme.Light)]
    public async Task Filters_and_an_open_event_fit_a_phone(ColorScheme colours)
    {
        var page = await demo.OpenAsync("/events", width: 390, colours);
        var events = new EventsPage(page);
        await events.SeenAsync("Anders");

        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await Expect(events.Filter("To")).ToBeInViewportAsync(new() { Ratio = 1 });
        await Screenshots.SaveAsync(page, $"events-filters-390-{colours.ToString().ToLowerInvariant()}");

        await events.OpenAsync("Anders");
        await Expect(events.Name).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(events.Window.GetByRole(AriaRole.Button, new() { Name = "Nobody I know" })).ToBeInViewportAsync(new() { Ratio = 1 });
        Assert.True(await events.Window.EvaluateAsync<bool>("window => window.scrollWidth <= window.clientWidth"), "the window is wider than the phone");
        await Screenshots.SaveAsync(page, $"events-open-390-{colours.ToString().ToLowerInvariant()}");
    }

    private static async Task<JsonElement> AskAsync(IPage page, string address) => (await (await page.APIRequest.GetAsync(address)).JsonAsync())!.Value;

    /// <summary>The events that have a crop, newest first.</summary>
    private static async Task<string[]> EventsAsync(IPage page) =>
    [
        .. (await AskAsync(page, "/api/v1/sightings?limit=200")).GetProperty("sightings").EnumerateArray()
            .SelectMany(sighting => sighting.GetProperty("pictures").EnumerateArray().Take(1)).Select(address => EventOf(address.GetString()!)),
    ];

    /// <summary>Whose crop it is: while an event lasts, a better crop may take its place.</summary>
    private static string EventOf(string crop) => crop[..crop.IndexOf("/pictures/", StringComparison.Ordinal)];

    /// <summary>The demo is shared, and others count strangers.</summary>
    private static async Task ForgetAsync(IPage page, string name)
    {
        foreach (var person in (await AskAsync(page, $"/api/v1/people?search={name}")).EnumerateArray())
            await page.APIRequest.DeleteAsync($"/api/v1/people/{person.GetProperty("id").GetInt64()}");
    }
}
