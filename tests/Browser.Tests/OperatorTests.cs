using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using FaceStream.Tests.Pages;
using FaceStream.Tests.Rtsp;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceStream.Tests;

/// <summary>An operator's first hour, from the first view to a camera of their own, in one go.</summary>
[Collection(Lanes.OwnServices)]
public sealed class OperatorTests(DemoInABrowser browser, ITestOutputHelper output)
{
    private const string Nothing =
        """
        cameras: []
        dashboard: { listen: "127.0.0.1:0" }
        gallery: { path: people.db }
        """;

    /// <summary>The stranger of the demo's <c>visitors</c>, in the photograph that the scene was made of.</summary>
    private static readonly string Photograph = Places.Package("@vladmandic/face-api/demo/sample6.jpg");

    /// <summary>A machine with other work takes longer; the promise is kept by the explicit test.</summary>
    [Fact]
    public Task Somebody_is_named_enrolled_recognised_corrected_and_explained_and_a_camera_comes_and_goes() => WorkAsync(recognised: TimeSpan.FromSeconds(120));

    /// <summary>For a machine that has nothing else to do: <c>-explicit only -class '*OperatorTests'</c>.</summary>
    [Fact(Explicit = true)]
    public Task Somebody_in_view_whose_picture_is_dropped_has_a_name_on_the_wall_within_five_seconds() => WorkAsync(recognised: TimeSpan.FromSeconds(5));

    private async Task WorkAsync(TimeSpan recognised)
    {
        await using var facestream = await RunningFacestream.RunAsync(Nothing);
        using var folder = new TemporaryFolder();

        // 1. The first view, and a name over a face.
        var wall = await browser.OpenAsync("/", at: facestream);
        await wall.GetByRole(AriaRole.Button, new() { Name = "Try the demo" }).ClickAsync();
        var live = new LivePage(wall);
        await live.ConfirmedAsync("Franck");

        // 2. Somebody unknown has been here; when she comes again, her picture is dropped.
        var desk = await browser.OpenAsync("/decisions?state=unknown", at: facestream);
        var decisions = new DecisionsPage(desk);
        await decisions.SeenAsync("Unknown");
        var past = await DecisionsPage.IdAsync(decisions.Of("Unknown").First);
        await live.InViewAsync("visitors", "unknown");
        var office = await browser.OpenAsync("/people", at: facestream);
        var people = new PeoplePage(office);
        Ffmpeg.Run($"-i {Photograph} -vf crop=480:600:560:180 -frames:v 1 {folder["ida.jpg"]}");
        await people.DropAsync("Ida", folder["ida.jpg"]);
        await Expect(people.Verdict("ida.jpg")).ToHaveAttributeAsync("data-state", "accepted");
        var enrolled = Stopwatch.GetTimestamp();

        // 3. The wall says who she is.
        await live.ConfirmedAsync("Ida");
        var took = Stopwatch.GetElapsedTime(enrolled);
        output.WriteLine(FormattableString.Invariant($"recognised {took.TotalSeconds:0.0} s after enrolment"));
        Assert.InRange(took, TimeSpan.Zero, recognised);
        await people.DoneAsync();
        await Expect(people.Card("Ida").Locator("img")).ToBeVisibleAsync();

        // 4. She is named where she was unknown, and what was seen then has her name.
        await decisions.Card(past).FocusAsync();
        await desk.Keyboard.PressAsync("n");
        await decisions.Window.GetByLabel("This is …").FillAsync("Ida");
        await desk.Keyboard.PressAsync("Enter");
        await Expect(decisions.Message).ToContainTextAsync("aken for Ida");
        await desk.GotoAsync("/events");
        var events = new EventsPage(desk);
        await events.SeenAsync("Ida");
        var sighting = await AskAsync(desk, $"/api/v1/sightings/{past}");
        Assert.Equal(("Ida", "unknown"), (sighting.GetProperty("person").GetString(), sighting.GetProperty("state").GetString()));

        // 5. The explanation of a name says what the API says.
        await events.SeenAsync("Franck");
        await ExplainAsync(desk, events, "Franck");

        // 6. A camera of one's own comes and goes.
        await using var camera = new RtspCamera(H264Clip.Make(folder.Path), login: new("viewer", "hunter2"));
        await desk.GotoAsync("/cameras");
        var cameras = new CamerasPage(desk);
        await desk.GetByRole(AriaRole.Button, new() { Name = "Add a camera" }).ClickAsync();
        await cameras.Window.GetByLabel("Address", new() { Exact = true }).FillAsync(camera.Url);
        await cameras.Window.GetByLabel("Name", new() { Exact = true }).FillAsync("door");
        await cameras.WriteAsync();
        await live.PictureAsync("door");
        await cameras.Row("door").GetByRole(AriaRole.Button, new() { Name = "Remove door" }).ClickAsync();
        await cameras.Window.GetByRole(AriaRole.Button, new() { Name = "Write it" }).ClickAsync();
        await Expect(cameras.Row("door")).ToHaveCountAsync(0);
        await Expect(wall.Locator("canvas[data-camera='door']")).ToHaveCountAsync(0);
        Assert.Empty(browser.Complaints);
    }

    private static async Task ExplainAsync(IPage page, EventsPage events, string name)
    {
        await events.OpenAsync(name);
        var asked = page.WaitForResponseAsync(response => response.Url.EndsWith("/explain", StringComparison.Ordinal));
        await events.Window.GetByRole(AriaRole.Button, new() { Name = "Why?" }).ClickAsync();
        var truth = await AskAsync(page, new Uri((await asked).Url).AbsolutePath);

        var why = page.GetByRole(AriaRole.Dialog, new() { Name = $"Why {name}" });
        var (rows, candidates) = (why.Locator(".why-candidates tbody tr"), truth.GetProperty("track").GetProperty("candidates").EnumerateArray().Take(4).ToArray());
        Assert.Equal(name, candidates[0].GetProperty("person").GetString());
        await Expect(rows).ToHaveCountAsync(candidates.Length + 1);
        for (var i = 0; i < candidates.Length; i++)
        {
            await Expect(rows.Nth(i)).ToContainTextAsync(candidates[i].GetProperty("person").GetString()!);
            await Expect(rows.Nth(i).Locator("td").Nth(0)).ToHaveTextAsync(Shown(candidates[i].GetProperty("mean").GetDouble(), "0.00"));
            await Expect(rows.Nth(i).Locator("td").Nth(1)).ToHaveTextAsync(Shown(candidates[i].GetProperty("evidence").GetDouble(), "#,0.0"));
        }

        await Expect(why.Locator(".why-looks > li")).ToHaveCountAsync(truth.GetProperty("track").GetProperty("looks").GetArrayLength());
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Escape");
    }

    /// <summary>As the page writes it: a number that is shown as nothing has no sign.</summary>
    private static string Shown(double number, string format)
    {
        var text = number.ToString(format, CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAnyInRange('1', '9') < 0 ? text.TrimStart('-') : text;
    }

    private static async Task<JsonElement> AskAsync(IPage page, string address) => (await (await page.APIRequest.GetAsync(address)).JsonAsync())!.Value;
}
