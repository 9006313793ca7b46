using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceStream.Tests;

/// <summary>What a service with a configuration of its own says in German.</summary>
[Collection(Lanes.OwnServices)]
public class GermanServiceTests(DemoInABrowser browser)
{
    [Fact]
    public async Task What_the_server_refuses_and_what_does_not_work_is_said_in_German()
    {
        await using var facestream = await RunningFacestream.RunAsync(
            """
            cameras:
              - name: hall
                source: no/hall.mp4
            dashboard: { listen: "127.0.0.1:0" }
            gallery: { path: people.db }
            """);
        var page = await browser.OpenAsync("/cameras", locale: "de-DE", at: facestream);
        var window = page.GetByRole(AriaRole.Dialog, new() { Name = "Kamera hinzufügen" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Kamera hinzufügen" }).ClickAsync();
        await window.GetByLabel("Adresse", new() { Exact = true }).FillAsync("rtsp://192.168.1.20/stream1");
        foreach (var (name, words) in new[] { ("HALL", "Es gibt schon eine Kamera „hall“."), ("vor der Tür", "Der Name hat 1 bis 64 Zeichen") })
        {
            await window.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
            await window.GetByRole(AriaRole.Button, new() { Name = "Änderung zeigen" }).ClickAsync();
            await Expect(window).ToContainTextAsync(words);
            await window.GetByRole(AriaRole.Button, new() { Name = "Zurück" }).ClickAsync();
        }

        // The database goes away under the service.
        File.Delete(Path.Combine(facestream.Folder, "people.db"));
        var status = await browser.OpenAsync("/status", locale: "de-DE", at: facestream);
        await Expect(status.GetByRole(AriaRole.Alert)).ToContainTextAsync(new Regex("Personen: .*people.db (ließ|lässt) sich nicht"), new() { Timeout = 90_000 });
    }

    [Fact]
    public async Task What_is_wrong_with_the_configuration_is_said_in_German_where_it_is_mended()
    {
        await using var facestream = await RunningFacestream.RunAsync(
            """
            cameras:
              - name: hall
                source: no/hall.mp4
                max_fpss: 5
            dashboard: { listen: "127.0.0.1:0" }
            """);
        var page = await browser.OpenAsync("/", locale: "de-DE", at: facestream);

        await Expect(page.Locator(".fault")).ToContainTextAsync("Zeile 4, Spalte 5: Den Schlüssel „cameras[0].max_fpss“ gibt es nicht. Ist „max_fps“ gemeint?");
        var text = page.Locator("textarea");
        await text.FillAsync((await text.InputValueAsync()).Replace("max_fpss: 5", "max_fps: viel", StringComparison.Ordinal));
        await Expect(page.Locator(".editor-problems")).ToContainTextAsync("Zeile 4, Spalte 14: cameras[0].max_fps ist eine Zahl, mit Punkt statt Komma; da steht „viel“.");
        await Expect(page.Locator(".editor-marks")).ToContainTextAsync("da steht „viel“");
    }

    [Fact]
    public async Task What_a_setting_does_is_said_in_German_beside_the_editor()
    {
        await using var facestream = await RunningFacestream.RunAsync(
            """
            identification:
              false_alarm_rate: 0.002
            dashboard: { listen: "127.0.0.1:0" }
            """);
        var page = await browser.OpenAsync("/configuration?edit", locale: "de-DE", at: facestream);
        var text = page.Locator("textarea");
        await text.FillAsync(await text.InputValueAsync());

        await text.EvaluateAsync("field => { field.focus(); field.setSelectionRange(20, 20); field.click(); }");

        var help = page.GetByRole(AriaRole.Complementary, new() { Name = "Zu dieser Einstellung" });
        await Expect(help).ToContainTextAsync("Die Wahrscheinlichkeit, dass ein Fremder");
        await Expect(help).ToContainTextAsync("1e-9 bis 0.5");
    }

    /// <summary>The German words have the type of the English ones, so a key that is missing, or too many, does not compile.</summary>
    [Fact]
    public async Task No_word_is_missing_in_a_language()
    {
        using var compiler = Process.Start(new ProcessStartInfo("node", [Places.Package("typescript/bin/tsc"), "--noEmit", "--project", Path.Combine(Places.Root, "src", "Dashboard", "web")])
        {
            RedirectStandardOutput = true,
        })!;

        var words = await compiler.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await compiler.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (compiler.ExitCode, words));
    }
}
