using System.Text.RegularExpressions;
using FaceStream.Tests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceStream.Tests;

[Collection(Lanes.Demo)]
public class LanguageTests(DemoInABrowser demo)
{
    [Theory]
    [InlineData("/", "Live", "canvas[data-sequence]")]
    [InlineData("/events", "Ereignisse", "li.event img")]
    [InlineData("/decisions", "Prüfen", ".decision[data-id]")]
    [InlineData("/people", "Personen", "li.card img")]
    [InlineData("/cameras", "Kameras", "li.camera-row img")]
    [InlineData("/configuration", "Konfiguration", ".settings")]
    [InlineData("/status", "Zustand", "tr[data-state]")]
    public async Task A_German_browser_gets_German_that_fits_a_phone_and_that_axe_finds_no_fault_in(string path, string title, string sign)
    {
        var page = await demo.OpenAsync(path, width: 390, locale: "de-DE");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);
        await page.Locator(sign).First.WaitForAsync(new() { Timeout = 90_000 });

        Assert.Equal("de", await page.EvaluateAsync<string>("() => document.documentElement.lang"));
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= screen.width"), "the page is wider than its window");
        await Screenshots.SaveAsync(page, $"german-{title}");
        await Axe.FindsNothingAsync(page);
    }

    [Fact]
    public async Task Numbers_and_dates_are_written_as_in_the_readers_country()
    {
        var page = await demo.OpenAsync("/events");
        await new EventsPage(page).SeenAsync("Franck");
        var german = await demo.OpenAsync("/events", locale: "de-DE");

        await german.Locator(".event-open").GetByText("Franck", new() { Exact = true }).First.ClickAsync();

        var window = german.GetByRole(AriaRole.Dialog);
        await Expect(window).ToContainTextAsync("Franck, bestätigt");
        await Expect(window).ToContainTextAsync(new Regex(@"0,\d\d zur Person"));
        await Expect(window).ToContainTextAsync(new Regex(@"\d\d\.\d\d\.20\d\d, \d\d:\d\d:\d\d bis "));
        await Screenshots.SaveAsync(german, "german-event");
    }

    [Fact]
    public async Task What_is_no_picture_is_refused_in_German_where_somebody_is_enrolled_and_where_a_face_is_searched()
    {
        var page = await demo.OpenAsync("/people", locale: "de-DE");
        var text = new FilePayload { Name = "urlaub.jpg", MimeType = "image/jpeg", Buffer = "Kein Bild"u8.ToArray() };
        await page.GetByRole(AriaRole.Button, new() { Name = "Einlernen", Exact = true }).ClickAsync();
        var window = page.GetByRole(AriaRole.Dialog);
        await window.GetByRole(AriaRole.Textbox, new() { Name = "Name" }).FillAsync("Berta");
        await window.Locator(".drop input[type=file]").SetInputFilesAsync(text);
        await window.GetByRole(AriaRole.Button, new() { Name = "1 Bild einlernen" }).ClickAsync();
        await Expect(window.Locator("li.verdict")).ToContainTextAsync("Das ist kein Bild, das sich lesen lässt");

        await page.GotoAsync("/events");
        await page.GetByLabel("Gesicht suchen").SetInputFilesAsync(text);
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Was gefunden wurde" })).ToContainTextAsync("Das ist kein Bild, das sich lesen lässt");
    }

    [Fact]
    public async Task Why_a_processor_computes_where_a_card_might_is_said_in_German()
    {
        var page = await demo.OpenAsync("/status", locale: "de-DE");
        var device = await page.EvaluateAsync<string?>("async () => (await (await fetch('/api/v1/status')).json()).device.fallback?.code ?? null");
        if (device is null)
            Assert.Skip("this machine has a GPU that works");

        await Expect(page.Locator(".figures")).ToContainTextAsync(new Regex("nicht installiert|Treiber|GPU|startet nicht"));
        await Expect(page.Locator(".figures")).Not.ToContainTextAsync("is not");
    }

    [Fact]
    public async Task Whoever_chooses_a_language_keeps_it()
    {
        var page = await demo.OpenAsync("/people", locale: "fr-FR");
        await Expect(page).ToHaveTitleAsync("People · FaceStream");

        await page.GetByRole(AriaRole.Button, new() { Name = "Auf Deutsch" }).ClickAsync();
        await Expect(page).ToHaveTitleAsync("Personen · FaceStream");
        await page.GotoAsync("/status");
        await Expect(page).ToHaveTitleAsync("Zustand · FaceStream");

        await page.GetByRole(AriaRole.Button, new() { Name = "In English" }).ClickAsync();
        await Expect(page).ToHaveTitleAsync("Status · FaceStream");
        Assert.Equal("en", await page.EvaluateAsync<string>("() => document.documentElement.lang"));
    }
}
