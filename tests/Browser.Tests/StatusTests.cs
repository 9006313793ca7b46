using System.Text.RegularExpressions;
using FaceStream.Tests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceStream.Tests;

[Collection(Lanes.Demo)]
public class StatusTests(DemoInABrowser demo)
{
    [Fact]
    public async Task The_status_tells_of_cameras_stages_and_models()
    {
        var page = await demo.OpenAsync("/status");
        var status = new StatusPage(page);

        await Expect(status.Cameras("live")).ToHaveCountAsync(2);
        await Expect(status.Figure("Cameras live")).ToHaveTextAsync("2 / 2");
        await Expect(status.Stages.Filter(new() { HasText = "detect" })).ToBeVisibleAsync();
        var storage = page.GetByRole(AriaRole.Region, new() { Name = "Storage" });
        await Expect(storage).ToContainTextAsync("2 people with ");
        await Expect(storage).ToContainTextAsync("Kept for 30 days of people you know, 7 days of others.");
        await Expect(storage).ToContainTextAsync("gallery.sightings.db");
        await Expect(storage).ToContainTextAsync(new Regex("[0-9.]+ [MGT]B free of [0-9.]+ [MGT]B"));
        var hashes = await status.HashesAsync();
        Assert.Equal(4, hashes.Count);
        Assert.All(hashes, hash => Assert.Matches("^[0-9a-f]{64}$", hash));
    }

    [Fact]
    public async Task A_tab_that_is_shown_again_before_an_answer_came_asks_no_more_often()
    {
        var (asked, most) = (0, 0);
        var page = await demo.OpenAsync("/status", prepare: page => page.RouteAsync("**/api/v1/status", async route =>
        {
            most = Math.Max(most, Interlocked.Increment(ref asked));
            await Task.Delay(500);
            Interlocked.Decrement(ref asked);
            await route.ContinueAsync();
        }));
        await Expect(new StatusPage(page).Cameras("live")).ToHaveCountAsync(2);

        for (var i = 0; i < 10; i++)
        {
            await page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))");
            await page.WaitForTimeoutAsync(100);
        }

        // The application's frame and the page ask, each for itself.
        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task The_last_minutes_of_stages_and_cameras_are_drawn()
    {
        var page = await demo.OpenAsync("/status");

        // Two points make a line: the demo has run for ten seconds then.
        foreach (var stage in new[] { "detect", "track", "embed", "identify" })
        {
            await Expect(page.Locator($"li[data-stage='{stage}'] .spark path[data-kind='low']")).ToHaveAttributeAsync("d", new Regex("L"), new() { Timeout = 90_000 });
            await Expect(page.Locator($"li[data-stage='{stage}'] .spark")).ToHaveAttributeAsync("aria-label", new Regex($"^{stage}: median and 95th percentile of the last 5 minutes, at most [0-9.]+ "));
        }

        await Expect(page.Locator("tr[data-camera='street'] .spark[aria-label^='street: pictures a second'] path[data-kind='low']")).ToHaveAttributeAsync("d", new Regex("^M[0-9]+ [0-9.]+L"));
        Assert.Equal("none", await page.Locator(".spark path[data-kind='low']").First.EvaluateAsync<string>("path => getComputedStyle(path).fill"));
        await Screenshots.SaveAsync(page, "status-charts");
    }

    [Fact]
    public async Task People_whom_the_embedder_in_use_does_not_know_are_told_with_what_mends_it()
    {
        var page = await demo.OpenAsync("/status", prepare: page => page.RouteAsync("**/api/v1/status", async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = answer, Body = (await answer.TextAsync()).Replace("\"unembedded\":0", "\"unembedded\":1", StringComparison.Ordinal) });
        }));

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("1 of 2 people cannot be recognised");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("facestream people re-embed");
        await Axe.FindsNothingAsync(page);
        await Screenshots.SaveAsync(page, "status-unembedded");
    }

    [Fact]
    public async Task Searches_that_are_rarer_under_load_are_told_and_with_room_there_is_not_a_word()
    {
        var stretch = "2.44";
        var page = await demo.OpenAsync("/status", prepare: page => page.RouteAsync("**/api/v1/status", async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = answer, Body = Regex.Replace(await answer.TextAsync(), "\"searchStretch\":[0-9.]+", $"\"searchStretch\":{stretch}") });
        }));

        await Expect(page.GetByText("whole pictures are searched 2.4 times more rarely")).ToBeVisibleAsync();
        await Axe.FindsNothingAsync(page);
        stretch = "1";
        await Expect(page.GetByText("more rarely")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Room_that_is_short_is_said_before_the_disk_is_full()
    {
        var page = await demo.OpenAsync("/status", prepare: page => page.RouteAsync("**/api/v1/status", async route =>
        {
            var answer = await route.FetchAsync();
            var full = Regex.Replace(await answer.TextAsync(), "\"freeBytes\":[0-9]+,\"totalBytes\":[0-9]+,\"scarce\":(true|false)", "\"freeBytes\":734003200,\"totalBytes\":107374182400,\"scarce\":true");
            await route.FulfillAsync(new() { Response = answer, Body = full });
        }));

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Room on the disk is short: 700 MB of 100 GB are free.");
        await Expect(page.Locator(".disk[data-scarce=true]")).ToHaveCountAsync(1);
        await page.Locator(".disk").ScrollIntoViewIfNeededAsync();
        await Screenshots.SaveAsync(page, "status-storage");
        await Axe.FindsNothingAsync(page);
    }

    [Fact]
    public async Task The_log_is_shown_as_text_without_passwords_and_is_filtered_followed_and_copied()
    {
        await using var facestream = await RunningFacestream.RunAsync(
            """
            cameras:
              - name: door
                source: rtsp://viewer:hunter2@127.0.0.1:9/stream
              - name: yard
                source: "no/<img src=x onerror=alert(1)>.mp4"
            dashboard: { listen: "127.0.0.1:0" }
            gallery: { path: people.db }
            """);
        var page = await demo.OpenAsync("/status", at: facestream);
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var lines = new StatusPage(page).LogLines;
        await Expect(lines.Filter(new() { HasText = "rtsp://***@127.0.0.1:9/stream" }).First).ToBeAttachedAsync(new() { Timeout = 90_000 });
        await Expect(lines.Filter(new() { HasText = "<img src=x onerror=alert(1)>" }).First).ToBeAttachedAsync();
        await lines.Last.ScrollIntoViewIfNeededAsync();
        await Screenshots.SaveAsync(page, "status-log");

        // Only what is important.
        await page.GetByLabel("Which lines").SelectOptionAsync("error");
        await Expect(page.Locator(".log-lines li[data-level='warning']")).ToHaveCountAsync(0);
        await page.GetByLabel("Which lines").SelectOptionAsync("warning");
        await Expect(page.Locator(".log-lines li[data-level='warning']").First).ToBeAttachedAsync();

        // Whoever scrolls back is left there until the end is asked for.
        var list = page.Locator(".log-lines");
        await list.EvaluateAsync("list => { list.style.minHeight = 0; list.style.height = '20px'; list.scrollTop = list.scrollHeight; }");
        await Expect(page.GetByLabel("Follow")).ToBeCheckedAsync();
        await list.EvaluateAsync("list => { list.scrollTop = 0; }");
        await Expect(page.GetByLabel("Follow")).Not.ToBeCheckedAsync();
        await page.GetByLabel("Follow").CheckAsync();
        Assert.True(await list.EvaluateAsync<bool>("list => list.scrollHeight - list.scrollTop - list.clientHeight < 8"), "the end is not in sight");

        await page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Messages" })).ToContainTextAsync("copied");
        var copied = await page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        Assert.Contains("warning CameraSession: door: Backoff: rtsp://***@127.0.0.1:9/stream", copied, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", copied + await page.ContentAsync() + await (await page.APIRequest.GetAsync(new Uri(facestream.Address, "/api/v1/log").ToString())).TextAsync(), StringComparison.Ordinal);
        Assert.Empty(demo.Complaints);
    }

    [Fact]
    public async Task Real_similarities_are_drawn_beside_what_a_name_needs()
    {
        var page = await demo.OpenAsync("/status");
        var scores = page.Locator(".scores");

        // The first track of the demo ends within a scene; the page asks again every half minute.
        await Expect(scores.Locator("rect.scores-named:not([height='0'])").First).ToBeAttachedAsync(new() { Timeout = 180_000 });
        await Expect(scores.Locator("line.scores-bar")).ToHaveCountAsync(2);
        await Expect(scores.Locator("figcaption")).ToContainTextAsync(new Regex("Similarity of [0-9,]+ tracks with a name and [0-9,]+ without"));
        await scores.ScrollIntoViewIfNeededAsync();
        await Screenshots.SaveAsync(page, "status-scores");
    }
}
