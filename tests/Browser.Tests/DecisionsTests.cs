using System.Text.Json;
using FaceStream.Tests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FaceStream.Tests;

[Collection(Lanes.Demo)]
public class DecisionsTests(DemoInABrowser demo)
{
    [Fact]
    public async Task A_track_is_shown_with_winner_and_runner_up_and_their_similarities_are_those_of_the_API()
    {
        var page = await demo.OpenAsync("/decisions");
        var decisions = new DecisionsPage(page);
        await decisions.SeenAsync("Franck");

        var card = decisions.Of("Franck").First;
        var sighting = (await AskAsync(page, "/api/v1/sightings?decided=false&candidates=2&limit=200")).GetProperty("sightings").EnumerateArray()
            .First(one => $"{one.GetProperty("id").GetInt64()}" == card.GetAttributeAsync("data-id").Result);
        var candidates = sighting.GetProperty("candidates").EnumerateArray().ToArray();

        Assert.Equal("Franck", candidates[0].GetProperty("person").GetString());
        await Expect(card.Locator(".candidate")).ToHaveCountAsync(candidates.Length);
        foreach (var (candidate, i) in candidates.Select((one, i) => (one, i)))
            await Expect(card.Locator(".candidate-number").Nth(i)).ToHaveTextAsync($"{candidate.GetProperty("similarity").GetDouble():0.00}");
        await Screenshots.SaveAsync(page, "decisions");
    }

    [Fact]
    public async Task By_keyboard_one_is_right_and_leaves_and_undo_brings_it_back()
    {
        var page = await demo.OpenAsync("/decisions");
        var decisions = new DecisionsPage(page);
        await decisions.SeenAsync("Anders");
        var id = await DecisionsPage.IdAsync(decisions.Of("Anders").First);
        await decisions.Card(id).FocusAsync();

        await page.Keyboard.PressAsync("r");

        await Expect(decisions.Message).ToContainTextAsync("Taken for Anders");
        await Expect(decisions.Card(id)).ToHaveCountAsync(0);
        Assert.NotEqual(JsonValueKind.Null, (await AskAsync(page, $"/api/v1/sightings/{id}")).GetProperty("decided").ValueKind);

        await page.Keyboard.PressAsync("z");
        await Expect(decisions.Message).ToContainTextAsync("Taken back");
        // What is taken back is not offered to be taken back once more.
        await Expect(decisions.Message).Not.ToContainTextAsync("Taken for Anders");
        await Expect(decisions.Card(id)).ToBeVisibleAsync();
        Assert.Equal(JsonValueKind.Null, (await AskAsync(page, $"/api/v1/sightings/{id}")).GetProperty("decided").ValueKind);
    }

    [Fact]
    public async Task Several_strangers_are_named_at_once_are_recognised_from_then_on_and_are_taken_back_together()
    {
        var page = await demo.OpenAsync("/decisions?state=unknown");
        var decisions = new DecisionsPage(page);
        await decisions.SeenAsync("Unknown", times: 2);

        try
        {
            await decisions.All.First.FocusAsync();
            await page.Keyboard.PressAsync("x");
            await page.Keyboard.PressAsync("ArrowRight");
            await page.Keyboard.PressAsync("x");
            await Expect(page.GetByRole(AriaRole.Toolbar)).ToContainTextAsync("2 chosen");
            await Screenshots.SaveAsync(page, "decisions-chosen");
            string[] ids = [await DecisionsPage.IdAsync(decisions.All.Nth(0)), await DecisionsPage.IdAsync(decisions.All.Nth(1))];

            await page.Keyboard.PressAsync("n");
            await decisions.Window.GetByLabel("This is …").FillAsync("Ida");
            await Screenshots.SaveAsync(page, "decisions-naming");
            await page.Keyboard.PressAsync("Enter");

            await Expect(decisions.Message).ToContainTextAsync("2 taken for Ida");
            foreach (var id in ids)
            {
                await Expect(decisions.Card(id)).ToHaveCountAsync(0);
                Assert.Equal("Ida", (await AskAsync(page, $"/api/v1/sightings/{id}")).GetProperty("person").GetString());
            }

            await decisions.Message.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
            await Expect(decisions.Message).ToContainTextAsync("Taken back");
            foreach (var id in ids)
                Assert.Equal(JsonValueKind.Null, (await AskAsync(page, $"/api/v1/sightings/{id}")).GetProperty("person").ValueKind);
        }
        finally
        {
            foreach (var person in (await AskAsync(page, "/api/v1/people?search=Ida")).EnumerateArray())
                await page.APIRequest.DeleteAsync($"/api/v1/people/{person.GetProperty("id").GetInt64()}");
        }
    }

    [Fact]
    public async Task Where_nothing_is_to_decide_whoever_arrives_is_shown_without_a_press()
    {
        var (looking, newest) = (false, 0L);
        var page = await demo.OpenAsync("/decisions", prepare: page => page.RouteAsync("**/api/v1/sightings?*", async route =>
        {
            // As if all that came until somebody looks had been decided.
            var answer = (await (await route.FetchAsync()).JsonAsync())!.Value.GetProperty("sightings").EnumerateArray().ToArray();
            if (!Volatile.Read(ref looking))
                newest = answer.Select(one => one.GetProperty("id").GetInt64()).DefaultIfEmpty().Max();
            await route.FulfillAsync(new() { Json = new { sightings = answer.Where(one => one.GetProperty("id").GetInt64() > newest), next = (string?)null } });
        }));
        var decisions = new DecisionsPage(page);
        await Expect(decisions.Nothing).ToBeVisibleAsync();
        await page.EvaluateAsync("""
            () => {
                window.offered = false;
                new MutationObserver(() => { if (!document.querySelector('.decision[data-id]')) window.offered ||= document.querySelector('.news-pill[type=button]') !== null; })
                    .observe(document.body, { childList: true, subtree: true });
            }
            """);
        Volatile.Write(ref looking, true);

        await decisions.All.First.WaitForAsync(new() { Timeout = DecisionsPage.ASceneLong });

        await Expect(decisions.Nothing).ToBeHiddenAsync();
        Assert.False(await page.EvaluateAsync<bool>("() => window.offered"), "for a moment there was something to press");
    }

    [Fact]
    public async Task Of_two_who_arrive_together_where_nothing_was_to_decide_the_first_is_not_pushed_aside_by_the_second()
    {
        var page = await demo.OpenAsync("/decisions", width: 1440);
        var decisions = new DecisionsPage(page);
        await decisions.SeenAsync("Unknown", times: 2);
        await page.AddInitScriptAsync(EventsTests.TellByHand);
        var (two, arrived, asked) = (Array.Empty<JsonElement>(), false, 0);
        await page.RouteAsync("**/api/v1/sightings?*", async route =>
        {
            // Nobody at first. Then one, and in the answer to the next question, which comes later, two.
            if (two.Length == 0)
                two = [.. (await (await route.FetchAsync()).JsonAsync())!.Value.GetProperty("sightings").EnumerateArray().Take(2)];
            var asks = Volatile.Read(ref arrived) ? Interlocked.Increment(ref asked) : 0;
            await Task.Delay(500 * Math.Min(asks, 2));
            await route.FulfillAsync(new() { Json = new { sightings = asks == 0 ? [] : asks == 1 ? two[1..] : two, next = (string?)null } });
        });
        await page.ReloadAsync();
        await Expect(decisions.Nothing).ToBeVisibleAsync();
        await page.WaitForTimeoutAsync(500);

        Volatile.Write(ref arrived, true);
        const string Tell = "() => told.dispatchEvent(new MessageEvent('sighting', { data: JSON.stringify({ state: 'unknown' }) }))";
        await page.EvaluateAsync(Tell);
        await page.WaitForTimeoutAsync(100);
        await page.EvaluateAsync(Tell);

        await Expect(decisions.All).ToHaveCountAsync(1);
        var first = await DecisionsPage.IdAsync(decisions.All.First);
        await Expect(page.Locator("button.news-pill")).ToHaveTextAsync("1 new");
        Assert.Equal(first, await DecisionsPage.IdAsync(decisions.All.First));
        Assert.True(asked >= 2);
    }

    [Theory]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(1440, ColorScheme.Light)]
    public async Task Whoever_arrives_while_the_page_comes_waits_for_a_press_beside_what_is_to_be_read(int width, ColorScheme colours)
    {
        var page = await demo.OpenAsync("/decisions", width, colours);
        var decisions = new DecisionsPage(page);
        await decisions.SeenAsync("Unknown", times: 2);
        var asked = 0;
        await page.RouteAsync("**/api/v1/sightings?*", async route =>
        {
            // As if the first answer were slow, and the newest had arrived since.
            var first = Interlocked.Increment(ref asked) == 1;
            if (first)
                await Task.Delay(1000);
            var answer = (await (await route.FetchAsync()).JsonAsync())!.Value;
            var sightings = answer.GetProperty("sightings").EnumerateArray();
            await route.FulfillAsync(new() { Json = new { sightings = first ? sightings.Skip(1) : sightings, next = answer.GetProperty("next") } });
        });
        await page.ReloadAsync();
        var pill = page.Locator("button.news-pill");
        await pill.WaitForAsync();

        var first = await DecisionsPage.IdAsync(decisions.All.First);
        const string Covers = """
            pill => {
                const own = pill.getBoundingClientRect(), words = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
                const covered = [];
                for (let node; node = words.nextNode();) {
                    const range = document.createRange();
                    range.selectNodeContents(node);
                    if (!pill.contains(node) && [...range.getClientRects()].some(box => box.left < own.right && box.right > own.left && box.top < own.bottom && box.bottom > own.top))
                        covered.push(node.data);
                }
                return covered;
            }
            """;
        await Screenshots.SaveAsync(page, $"decisions-arrived-{width}");
        Assert.Empty(await pill.EvaluateAsync<string[]>(Covers));

        await pill.ClickAsync();
        await Expect(decisions.All.First).Not.ToHaveAttributeAsync("data-id", first);
        await Expect(decisions.Card(first)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task On_a_phone_in_German_the_states_are_one_row_and_what_to_type_can_be_read()
    {
        var page = await demo.OpenAsync("/decisions?state=contested", width: 390, locale: "de-DE");
        var states = page.Locator(".choices-state a");
        await Expect(states).ToHaveCountAsync(5);
        Assert.Single((await states.EvaluateAllAsync<int[]>("links => links.map(link => link.offsetTop)")).Distinct());
        await Expect(page.Locator(".choices-state a[aria-current]")).ToBeInViewportAsync(new() { Ratio = 1 });
        await Screenshots.SaveAsync(page, "german-decisions-states");

        await page.GotoAsync("/decisions");
        await new DecisionsPage(page).All.First.WaitForAsync(new() { Timeout = DecisionsPage.ASceneLong });
        await page.GetByRole(AriaRole.Button, new() { Name = "Das ist …" }).First.ClickAsync();
        const string Fits = """
            field => {
                const pen = document.createElement('canvas').getContext('2d'), style = getComputedStyle(field);
                pen.font = style.font;
                return pen.measureText(field.placeholder).width <= field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
            }
            """;
        var field = page.GetByLabel("Das ist …", new() { Exact = true });
        Assert.NotEqual("", await field.GetAttributeAsync("placeholder"));
        Assert.True(await field.EvaluateAsync<bool>(Fits), "the field is too small for what stands in it");
        await Screenshots.SaveAsync(page, "german-decisions-naming");
    }

    [Theory]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Light)]
    public async Task The_wall_fits_its_window(int width, ColorScheme colours)
    {
        var page = await demo.OpenAsync("/decisions", width, colours);
        await new DecisionsPage(page).SeenAsync("Unknown");

        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= screen.width"), "the page is wider than its window");
        await Screenshots.SaveAsync(page, $"decisions-{width}-{colours.ToString().ToLowerInvariant()}");
        await Axe.FindsNothingAsync(page);
        Assert.Empty(demo.Complaints);
    }

    private static async Task<JsonElement> AskAsync(IPage page, string address) => (await (await page.APIRequest.GetAsync(address)).JsonAsync())!.Value;
}
