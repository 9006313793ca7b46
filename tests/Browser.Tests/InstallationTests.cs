using FaceStream.Tests.Pages;
using FaceStream.Tests.Rtsp;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceStream.Tests;

/// <summary>What whoever has just installed FaceStream sees, with a configuration of their own.</summary>
[Collection(Lanes.OwnServices)]
public sealed class InstallationTests(DemoInABrowser browser)
{
    private const string Empty =
        """
        # What we watch
        cameras: []
        dashboard: { listen: "127.0.0.1:0" }    # this machine only
        gallery: { path: people.db }

        """;

    /// <summary>Models are loaded and a camera is opened, where other work has the cores.</summary>
    private const float Long = 60_000;

    [Fact]
    public async Task Without_a_camera_there_are_two_ways_on_and_a_camera_is_tried_added_seen_changed_and_removed()
    {
        await using var facestream = await RunningFacestream.RunAsync(Empty);
        using var folder = new TemporaryFolder();
        await using var camera = new RtspCamera(H264Clip.Make(folder.Path), login: new("viewer", "hunter2"));
        foreach (var (width, colours) in new[] { (390, ColorScheme.Dark), (390, ColorScheme.Light), (1440, ColorScheme.Dark), (1440, ColorScheme.Light) })
        {
            var first = await browser.OpenAsync("/", width, colours, at: facestream);
            await Expect(first.GetByRole(AriaRole.Heading, new() { Name = "No camera yet" })).ToBeVisibleAsync();
            await ShowAsync(first, $"first-start-{width}-{colours.ToString().ToLowerInvariant()}");
        }

        // 1. Tried: the plain reason, then the first picture.
        var page = await browser.OpenAsync("/", at: facestream);
        var cameras = new CamerasPage(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Add a camera" }).ClickAsync();
        await cameras.TestAsync(camera.Url.Replace("hunter2", "hunter3", StringComparison.Ordinal));
        await Expect(cameras.Trial).ToHaveAttributeAsync("data-works", "false", new() { Timeout = Long });
        await Expect(cameras.Trial).ToContainTextAsync("password");
        await ShowAsync(page, "cameras-refused");
        await cameras.TestAsync(camera.Url);
        await Expect(cameras.Trial).ToContainTextAsync("H.264", new() { Timeout = Long });
        Assert.True(await cameras.Trial.GetByRole(AriaRole.Img).EvaluateAsync<bool>("image => image.decode().then(() => image.naturalWidth > 0)"));
        await ShowAsync(page, "cameras-tested");

        // 2. Added: the lines are shown before they are written, without the password.
        await cameras.Window.GetByLabel("Name", new() { Exact = true }).FillAsync("<b>door</b>");
        await cameras.Window.GetByRole(AriaRole.Button, new() { Name = "Show the change" }).ClickAsync();
        await Expect(cameras.Window).ToContainTextAsync("name must be");
        await cameras.Window.GetByRole(AriaRole.Button, new() { Name = "Back" }).ClickAsync();
        await cameras.Window.GetByLabel("Name", new() { Exact = true }).FillAsync("door");
        await cameras.Window.GetByRole(AriaRole.Button, new() { Name = "Show the change" }).ClickAsync();
        await Expect(cameras.Diff).ToContainTextAsync("- name: door");
        await Expect(cameras.Diff).Not.ToContainTextAsync("hunter2");
        await ShowAsync(page, "cameras-diff");
        await cameras.Window.GetByRole(AriaRole.Button, new() { Name = "Write it" }).ClickAsync();
        await Expect(cameras.Row("door")).ToHaveAttributeAsync("data-state", "live", new() { Timeout = Long });
        await Expect(cameras.Row("door").Locator("img")).ToBeVisibleAsync(new() { Timeout = Long });
        Assert.Contains("# this machine only", Written(facestream), StringComparison.Ordinal);
        await ShowAsync(page, "cameras-1440-dark");

        // 3. Its picture is on the wall.
        var wall = await browser.OpenAsync("/", at: facestream);
        await new LivePage(wall).PictureAsync("door");

        // 4. Switched off and on, and given another name.
        await cameras.Row("door").GetByRole(AriaRole.Switch).ClickAsync();
        await Expect(cameras.Row("door")).ToHaveAttributeAsync("data-state", "disabled", new() { Timeout = Long });
        await cameras.Row("door").GetByRole(AriaRole.Switch).ClickAsync();
        await cameras.Row("door").GetByRole(AriaRole.Button, new() { Name = "Change door" }).ClickAsync();
        await Expect(cameras.Window.GetByLabel("Address", new() { Exact = true })).ToHaveValueAsync(new System.Text.RegularExpressions.Regex(@"^rtsp://\*\*\*@"));
        await cameras.Window.GetByLabel("Name", new() { Exact = true }).FillAsync("gate");
        await cameras.WriteAsync();
        await Expect(cameras.Row("gate")).ToHaveAttributeAsync("data-state", "live", new() { Timeout = Long });
        await Expect(page.Locator(".state-history")).ToContainTextAsync("gate");

        // 5. It goes away: the reason is told in the reader's language, and what happened is there for whoever comes later.
        await camera.GoAwayAsync();
        await Expect(cameras.Row("gate")).ToHaveAttributeAsync("data-state", "backoff", new() { Timeout = Long });
        await ShowAsync(page, "cameras-away");
        var german = await browser.OpenAsync("/cameras", 390, ColorScheme.Light, "de-DE", at: facestream);
        await Expect(german.Locator(".state-history li[data-state='backoff']").First).ToContainTextAsync(new System.Text.RegularExpressions.Regex("Verbindung|antwortet"), new() { Timeout = Long });
        await Expect(german.Locator(".camera-reason")).ToContainTextAsync(new System.Text.RegularExpressions.Regex("Verbindung|antwortet"));
        await ShowAsync(german, "cameras-away-german", ".camera-reason");
        camera.ComeBack();
        await Expect(cameras.Row("gate")).ToHaveAttributeAsync("data-state", "live", new() { Timeout = Long });
        await Expect(page.Locator(".state-history li[data-state='live']").First).ToBeVisibleAsync();
        await ShowAsync(await browser.OpenAsync("/cameras", 390, ColorScheme.Light, at: facestream), "cameras-390-light", ".camera-row[data-state]");

        // 6. Removed: the file is what it was.
        await cameras.Row("gate").GetByRole(AriaRole.Button, new() { Name = "Remove gate" }).ClickAsync();
        await Expect(cameras.Diff).ToContainTextAsync("-  - name: gate");
        await cameras.Window.GetByRole(AriaRole.Button, new() { Name = "Write it" }).ClickAsync();
        await Expect(cameras.Row("gate")).ToHaveCountAsync(0);
        Assert.DoesNotContain("gate", Written(facestream), StringComparison.Ordinal);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task The_demo_is_tried_by_a_press_and_its_people_are_named_and_the_configuration_shows_what_is_in_force()
    {
        await using var facestream = await RunningFacestream.RunAsync(Empty);
        var page = await browser.OpenAsync("/", at: facestream);

        await page.GetByRole(AriaRole.Button, new() { Name = "Try the demo" }).ClickAsync();

        await page.Locator("article.tile").Nth(1).WaitForAsync(new() { Timeout = Long });      // they are opened one after the other
        Assert.Equal(["street", "visitors"], await new LivePage(page).CamerasAsync());
        await new LivePage(page).ConfirmedAsync("Franck");

        await page.GotoAsync("/configuration");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "dashboard" })).ToContainTextAsync("127.0.0.1:0");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "cameras[0] street" })).ToContainTextAsync("walk-through.mp4");
        await ShowAsync(page, "configuration-1440-dark");
        await page.GetByLabel("Only what was changed").CheckAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "tracker" })).ToHaveCountAsync(0);
        await ShowAsync(await browser.OpenAsync("/configuration", 390, ColorScheme.Light, at: facestream), "configuration-390-light", ".settings");
        await ShowAsync(await browser.OpenAsync("/cameras", 1440, ColorScheme.Light, at: facestream), "cameras-1440-light", ".camera-row img");
        await ShowAsync(await browser.OpenAsync("/cameras", 390, ColorScheme.Dark, at: facestream), "cameras-390-dark", ".camera-row img");
    }

    [Fact]
    public async Task A_broken_configuration_is_shown_with_line_and_column_and_FaceStream_starts_when_it_is_mended()
    {
        await using var facestream = await RunningFacestream.RunAsync(Empty + "tracker: { speeed: 7 }\nidentification:\n  false_alarm_rate: often\n");
        foreach (var (width, colours) in new[] { (390, ColorScheme.Dark), (390, ColorScheme.Light), (1440, ColorScheme.Light) })
            await ShowAsync(await browser.OpenAsync("/", width, colours, at: facestream), $"broken-{width}-{colours.ToString().ToLowerInvariant()}", ".fault");
        var page = await browser.OpenAsync("/people", at: facestream);

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "facestream.yaml has 2 errors" })).ToBeVisibleAsync();
        await Expect(page.Locator(".fault").First).ToContainTextAsync("Line 5, column 12:");
        await Expect(page.Locator(".fault").Last.Locator("[data-wrong=true]")).ToContainTextAsync("often");
        await ShowAsync(page, "broken-1440-dark");

        // With another port: this one is not free again at once everywhere, and the page asks where it was.
        var port = facestream.Address.Port;
        await File.WriteAllTextAsync(Path.Combine(facestream.Folder, "facestream.yaml"), Empty.Replace("127.0.0.1:0", $"127.0.0.1:{port}", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Nobody is enrolled yet" })).ToBeVisibleAsync(new() { Timeout = Long });
    }

    [Fact]
    public async Task What_became_of_a_camera_is_told_after_a_restart_with_the_time_in_between()
    {
        using var folder = new TemporaryFolder();
        var configuration = $$"""
            cameras:
              - name: door
                source: no/door.mp4
            dashboard: { listen: "127.0.0.1:0" }
            gallery: { path: {{folder["people.db"]}} }
            """;
        await using (var first = await RunningFacestream.RunAsync(configuration))
            await Expect((await browser.OpenAsync("/cameras", at: first)).Locator(".state-history li[data-state='failed']")).ToHaveCountAsync(1, new() { Timeout = Long });

        await using var second = await RunningFacestream.RunAsync(configuration);
        var page = await browser.OpenAsync("/cameras", at: second);

        var pause = page.Locator(".state-history li[data-state='notRunning']");
        await Expect(pause).ToContainTextAsync(new System.Text.RegularExpressions.Regex("FaceStream was not running from .* to .*[0-9]\\."), new() { Timeout = Long });
        await Expect(page.Locator(".state-history li[data-state='failed']")).ToHaveCountAsync(2);
        await ShowAsync(page, "cameras-restarted");
        await ShowAsync(await browser.OpenAsync("/cameras", 390, ColorScheme.Light, "de-DE", at: second), "cameras-restarted-german", ".state-history li[data-state='notRunning']");
        Assert.Empty(browser.Complaints);
    }

    private static string Written(RunningFacestream facestream) => File.ReadAllText(Path.Combine(facestream.Folder, "facestream.yaml"));

    private static async Task ShowAsync(IPage page, string name, string sign = "h1")
    {
        await page.Locator(sign).First.WaitForAsync();
        await page.EvaluateAsync("() => Promise.all([...document.images].map(image => image.decode().catch(() => {})))");
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= screen.width"), $"{name} is wider than its window");
        await Screenshots.SaveAsync(page, name);
        await Axe.FindsNothingAsync(page);
    }
}
