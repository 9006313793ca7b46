using Microsoft.Playwright;

namespace FaceStream.Tests.Pages;

/// <summary>The people page, in the words of its user.</summary>
public sealed class PeoplePage(IPage page)
{
    /// <summary>A person's card.</summary>
    public ILocator Card(string name) => page.Locator("li.card").Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }) });

    /// <summary>A picture's line in the enrolment window.</summary>
    public ILocator Verdict(string file) => page.Locator("li.verdict").Filter(new() { HasText = file });

    /// <summary>The faces of a picture, to choose from.</summary>
    public ILocator Faces(string file) => page.GetByRole(AriaRole.Group, new() { Name = $"Which face of {file} is meant?" }).GetByRole(AriaRole.Button);

    /// <summary>The window that is open.</summary>
    public ILocator Window => page.GetByRole(AriaRole.Dialog);

    /// <summary>Enrols somebody from files, and waits until every picture has its verdict.</summary>
    public async Task EnrolAsync(string name, params string[] files)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Enrol", Exact = true }).ClickAsync();
        await Window.GetByRole(AriaRole.Textbox, new() { Name = "Name" }).FillAsync(name);
        await Window.Locator(".drop input[type=file]").SetInputFilesAsync(files);
        await Window.GetByRole(AriaRole.Button, new() { Name = "Enrol" }).ClickAsync();
        await page.Locator("li.verdict:is([data-state='accepted'], [data-state='refused'])").Nth(files.Length - 1).WaitForAsync();
    }

    /// <summary>Drops a picture on the page, as from a folder of the desktop, and enrols somebody with it.</summary>
    public async Task DropAsync(string name, string file)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Enrol", Exact = true }).WaitForAsync();
        await page.EvaluateAsync(
            """
            ({ name, data }) => {
                const transfer = new DataTransfer();
                transfer.items.add(new File([Uint8Array.from(atob(data), letter => letter.charCodeAt(0))], name, { type: 'image/jpeg' }));
                for (const type of ['dragover', 'drop'])
                    document.body.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
            }
            """, new { name = Path.GetFileName(file), data = Convert.ToBase64String(await File.ReadAllBytesAsync(file)) });
        await Window.GetByRole(AriaRole.Textbox, new() { Name = "Name" }).FillAsync(name);
        await Window.GetByRole(AriaRole.Button, new() { Name = "Enrol" }).ClickAsync();
    }

    /// <summary>Opens the enrolment window with the camera, and waits for its picture.</summary>
    public async Task OpenCameraAsync(string name)
    {
        await AskForCameraAsync(name);
        await page.Locator(".viewfinder[data-ready='true']").WaitForAsync();
    }

    /// <summary>Asks for the camera in the enrolment window.</summary>
    public async Task AskForCameraAsync(string name)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Enrol", Exact = true }).ClickAsync();
        await Window.GetByRole(AriaRole.Textbox, new() { Name = "Name" }).FillAsync(name);
        await Window.GetByRole(AriaRole.Button, new() { Name = "Camera" }).ClickAsync();
    }

    /// <summary>Closes the enrolment window.</summary>
    public Task DoneAsync() => Window.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();

    /// <summary>Renames somebody where the name stands.</summary>
    public async Task RenameAsync(string name, string to)
    {
        await Card(name).HoverAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Rename {name}", Exact = true }).ClickAsync();
        var field = page.GetByRole(AriaRole.Textbox, new() { Name = $"New name for {name}" });
        await field.FillAsync(to);
        await field.PressAsync("Enter");
    }

    /// <summary>Enrols somebody through the API, whatever the pictures are like; the id.</summary>
    public async Task<long> EnrolAtOnceAsync(string name, string picture)
    {
        var form = page.Context.APIRequest.CreateFormData().Append("name", name).Append("force", "true")
            .Append("pictures", new FilePayload { Name = Path.GetFileName(picture), MimeType = "image/jpeg", Buffer = await File.ReadAllBytesAsync(picture) });
        var answer = await page.Context.APIRequest.PostAsync("/api/v1/people", new() { Multipart = form });
        Assert.True(answer.Ok, await answer.TextAsync());
        return (await answer.JsonAsync())!.Value.GetProperty("person").GetProperty("id").GetInt64();
    }

    /// <summary>Forgets somebody through the API.</summary>
    public async Task ForgetAsync(string name)
    {
        var people = await (await page.Context.APIRequest.GetAsync("/api/v1/people")).JsonAsync();
        foreach (var person in people!.Value.EnumerateArray().Where(person => person.GetProperty("name").GetString() == name))
            await page.Context.APIRequest.DeleteAsync($"/api/v1/people/{person.GetProperty("id").GetInt64()}");
    }

    /// <summary>Asks to delete somebody; the window with the consequences opens.</summary>
    public async Task AskToDeleteAsync(string name)
    {
        await Card(name).HoverAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Delete {name}", Exact = true }).ClickAsync();
    }
}
