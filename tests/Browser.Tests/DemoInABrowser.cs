using System.Collections.Concurrent;
using FaceStream.Tests;
using Microsoft.Playwright;
using Xunit.Sdk;

[assembly: AssemblyFixture(typeof(DemoInABrowser))]

namespace FaceStream.Tests;

/// <summary>The demo and Debian's Chromium, started when the first test needs them and shared by all.</summary>
public sealed class DemoInABrowser : IAsyncLifetime
{
    /// <summary>For pages with webcams: the shell names its cameras anew on every reload.</summary>
    private const string Chromium = "/usr/bin/chromium";

    /// <summary>The same browser without windows, which takes half of the time.</summary>
    private const string Shell = "/usr/bin/chromium-headless-shell";

    /// <summary>What a page may take to show something where other work has the cores.</summary>
    private const float Patience = 20_000;

    private readonly SemaphoreSlim _starting = new(1);
    private readonly ConcurrentQueue<string> _complaints = [];
    private IPlaywright? _playwright;
    private readonly Dictionary<string, IBrowser> _browsers = [];
    private readonly ConcurrentDictionary<string, (ITest? Test, List<IBrowserContext> Contexts)> _open = [];
    private RunningFacestream? _demo;

    /// <summary>Scripts that failed and things that the content security policy refused, on any page so far.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Opens a page of the dashboard in a fresh browser profile.</summary>
    /// <param name="path">Such as <c>/people</c>.</param>
    /// <param name="width">Of the window; 390 is a phone.</param>
    /// <param name="colours">What the operator's system prefers.</param>
    /// <param name="locale">The browser's language.</param>
    /// <param name="prepare">Called before the page is loaded.</param>
    /// <param name="at">Another program than the demo.</param>
    /// <param name="film">What the only camera of the browser's device sees, MJPEG, over and over; null where it has none.</param>
    /// <param name="webcams">How many cameras the browser's device has that see a moving figure.</param>
    public async Task<IPage> OpenAsync(
        string path, int width = 1440, ColorScheme colours = ColorScheme.Dark, string locale = "en-US", Func<IPage, Task>? prepare = null, RunningFacestream? at = null, string? film = null, int webcams = 0)
    {
        // A camera is a device of the browser, so those with others have a browser of their own.
        var browser = await StartAsync((film, webcams) switch
        {
            ({ } file, _) => ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", $"--use-file-for-fake-video-capture={file}"],
            (null, > 0) => ["--use-fake-ui-for-media-stream", $"--use-fake-device-for-media-stream=device-count={webcams}"],
            _ => [],
        });
        if (at is null)
            await StartDemoAsync();
        var open = await OpenInThisTestAsync();
        var phone = width < 500;
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = (at ?? _demo)!.Address.ToString(),
            ViewportSize = new() { Width = width, Height = phone ? 844 : 900 },
            DeviceScaleFactor = phone ? 2 : 1,
            HasTouch = phone,
            IsMobile = phone,
            ColorScheme = colours,
            Locale = locale,
        });
        open.Add(context);
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => _complaints.Enqueue($"{path}: {error}");
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                _complaints.Enqueue($"{path}: {message.Text}");
        };
        if (prepare is not null)
            await prepare(page);
        await page.GotoAsync(path);
        return page;
    }

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var browser in _browsers.Values)
            await browser.DisposeAsync();
        _playwright?.Dispose();
        if (_demo is not null)
            await _demo.DisposeAsync();
        _starting.Dispose();
    }

    /// <summary>
    /// The profiles of this test. Those of the lane's earlier tests are closed: a live page that nobody looks at any more would go on painting, and slow down
    /// all tests that follow.
    /// </summary>
    private async Task<List<IBrowserContext>> OpenInThisTestAsync()
    {
        var (lane, test) = (TestContext.Current.TestCollection!.UniqueID, TestContext.Current.Test);
        var (opened, contexts) = _open.GetOrAdd(lane, (null, []));
        if (ReferenceEquals(opened, test))
            return contexts;
        foreach (var context in contexts)
            await context.CloseAsync();
        return (_open[lane] = (test, [])).Contexts;
    }

    private async Task StartDemoAsync()
    {
        await _starting.WaitAsync();
        try
        {
            _demo ??= await RunningFacestream.DemoAsync(slow: true);
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task<IBrowser> StartAsync(string[] camera)
    {
        var program = camera is [] ? Shell : Chromium;
        if (!File.Exists(program))
            Assert.Skip($"needs {program}; install it with: apt-get install {Path.GetFileName(program)}");

        await _starting.WaitAsync();
        try
        {
            Assertions.SetDefaultExpectTimeout(Patience);
            _playwright ??= await Playwright.CreateAsync();
            var key = string.Join(' ', camera);
            if (_browsers.TryGetValue(key, out var known))
                return known;
            return _browsers[key] = await _playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = program,
                // Debian's sandbox does not start for root, and tests may run as root.
                Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", .. camera],
            });
        }
        finally
        {
            _starting.Release();
        }
    }
}
