using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceStream.Tests;

/// <summary><c>facestream.yaml</c> is edited in the browser.</summary>
[Collection(Lanes.OwnServices)]
public sealed class ConfigurationTests(DemoInABrowser browser)
{
    private const string Usual =
        """
        # What we watch
        cameras:
          - { name: door, source: "rtsp://viewer:hunter2@127.0.0.1:9/x", enabled: false }
        dashboard: { listen: "127.0.0.1:0" }    # this machine only
        gallery: { path: people.db }

        """;

    /// <summary>Models are loaded, where other work has the cores.</summary>
    private const float Long = 90_000;

    [Fact]
    public async Task A_long_line_is_moved_within_the_editor_and_not_the_page_of_a_phone()
    {
        await using var facestream = await RunningFacestream.RunAsync(Usual);
        var page = await browser.OpenAsync("/configuration?edit", 390, at: facestream);
        var text = page.GetByLabel("Text of facestream.yaml");

        await text.FillAsync(await text.InputValueAsync() + "identification:\n  wrong_names_a_mont: 2\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Line 7, column 3:" }).WaitForAsync();

        Assert.True(await page.Locator(".editor").EvaluateAsync<bool>("editor => editor.scrollWidth > editor.clientWidth"), "no line is long");
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= screen.width"), "the page is wider than its window");
    }

    [Fact]
    public async Task The_text_is_checked_while_it_is_typed_its_settings_are_explained_and_the_change_is_shown_before_it_is_written()
    {
        await using var facestream = await RunningFacestream.RunAsync(Usual);
        var page = await browser.OpenAsync("/configuration", at: facestream);
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit", Exact = true }).ClickAsync();
        var text = page.GetByLabel("Text of facestream.yaml");
        await Expect(text).ToHaveValueAsync(Usual.Replace("viewer:hunter2", "***", StringComparison.Ordinal));

        // 1. Wrong: said beside the line and below, and a press goes there.
        await text.FillAsync(await text.InputValueAsync() + "identification:\n  wrong_names_a_mont: 2\n");
        var problem = page.GetByRole(AriaRole.Button, new() { Name = "Line 7, column 3:" });
        await Expect(problem).ToContainTextAsync("unknown key");
        await Expect(page.Locator(".editor-lines [data-wrong=true]")).ToHaveTextAsync("7");
        await problem.ClickAsync();
        await Expect(text).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Show the change" })).ToBeDisabledAsync();
        await Screenshots.SaveAsync(page, "editor-wrong-1440-dark");
        await Axe.FindsNothingAsync(page);

        // 2. Mended: the setting under the caret is explained.
        await text.FillAsync((await text.InputValueAsync()).Replace("mont:", "month:", StringComparison.Ordinal));
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(page.GetByRole(AriaRole.Complementary, new() { Name = "About this setting" })).ToContainTextAsync("identification.wrong_names_a_month");
        await Expect(page.GetByRole(AriaRole.Complementary)).ToContainTextAsync("at the next start");
        await Screenshots.SaveAsync(page, "editor-1440-dark");

        // 3. Shown, and written with what was not shown.
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the change" }).ClickAsync();
        var window = page.GetByRole(AriaRole.Dialog);
        await Expect(window).ToContainTextAsync("+  wrong_names_a_month: 2");
        await Expect(window).ToContainTextAsync("At the next start: identification.");
        await Screenshots.SaveAsync(page, "editor-review");
        await Axe.FindsNothingAsync(page);
        await window.GetByRole(AriaRole.Button, new() { Name = "Write it" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Messages" })).ToContainTextAsync("Written and in force");
        Assert.Equal(Usual + "identification:\n  wrong_names_a_month: 2\n", Written(facestream));

        var phone = await browser.OpenAsync("/configuration?edit", 390, ColorScheme.Light, at: facestream);
        await phone.Locator("textarea").ClickAsync();
        Assert.True(await phone.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= screen.width"), "the page is wider than its window");
        await Screenshots.SaveAsync(phone, "editor-390-light");
        await Axe.FindsNothingAsync(phone);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_broken_file_is_mended_in_the_browser_and_FaceStream_starts()
    {
        await using var facestream = await RunningFacestream.RunAsync(Usual + "tracker: { speeed: 7 }\n");
        var page = await browser.OpenAsync("/people", at: facestream);
        var text = page.GetByLabel("Text of facestream.yaml");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Line 6, column 12:" })).ToBeVisibleAsync();
        await Screenshots.SaveAsync(page, "editor-broken");

        // With the port of now: another one is not found by a page that asks where it was.
        var mended = (await text.InputValueAsync()).Replace("{ speeed: 7 }", "{}", StringComparison.Ordinal).Replace("127.0.0.1:0", $"127.0.0.1:{facestream.Address.Port}", StringComparison.Ordinal);
        await text.FillAsync(mended);
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the change" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Write it" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Nobody is enrolled yet" })).ToBeVisibleAsync(new() { Timeout = Long });
        Assert.Equal(mended.Replace("***", "viewer:hunter2", StringComparison.Ordinal), Written(facestream));
    }

    private static string Written(RunningFacestream facestream) => File.ReadAllText(Path.Combine(facestream.Folder, "facestream.yaml"));
}
