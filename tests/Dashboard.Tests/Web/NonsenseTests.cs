using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FaceStream.Dashboard.Tests.Sightings;
using FsCheck;
using FsCheck.Fluent;

namespace FaceStream.Dashboard.Tests.Web;

/// <summary>Whatever is sent to whichever address: the answer is what was asked for, or a problem with words; never a failure of the server, and nothing is changed.</summary>
public class NonsenseTests
{
    private const string Deep = "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]";

    private static readonly string[] Values =
    [
        "-1", "0", "99999999999999999999", "nonsense", "' OR 1=1 --", "x'); DROP TABLE person;--", "NaN", "1e999", "true", "<script>alert(1)</script>", "\u202E", "..", "../../etc/passwd", "%", "\0", "🙂", "2026-13-45", "",
    ];

    private static readonly (string Type, string Text)[] Bodies =
    [
        ("application/json", ""), ("application/json", "{"), ("application/json", "null"), ("application/json", "7"), ("application/json", "[]"), ("application/json", Deep),
        ("application/json", """{"name":{"a":1},"decisions":7,"into":"x","source":[],"text":{},"zones":{}}"""), ("application/json", """{"name":7,"into":1e99,"decisions":[null],"zones":[null],"text":null}"""),
        ("application/json", """{"decisions":[null],"zones":[null],"source":"rtsp://127.0.0.1:9/x"}"""), ("application/json", "{}"), ("application/json", """{"decisions":[{"id":"x"}],"source":"exec:ls","name":"\u0000"}"""), ("text/plain", "name=Bob"), ("application/x-www-form-urlencoded", "name=Bob"), ("application/xml", "<name/>"),
        ("multipart/form-data", "--x--"), ("multipart/form-data; boundary=x", "--x\r\n\r\n"), ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nBob\r\n--x--\r\n"), ("nonsense", "nonsense"),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_part_of_an_address_makes_the_server_fail()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var before = await KnownAsync(dashboard);
        foreach (var (path, method) in Routes(dashboard).Where(route => route.Path.Contains('{')))
        {
            // Kestrel itself refuses a zero in a path, before anything of ours is asked.
            foreach (var value in Values.Where(value => value is not ("" or ".." or "\0")))
            {
                var address = path;
                for (var open = address.IndexOf('{'); open >= 0; open = address.IndexOf('{'))
                    address = string.Concat(address.AsSpan(0, open), Uri.EscapeDataString(value), address.AsSpan(address.IndexOf('}') + 1));
                await AskAsync(dashboard, method, address, null);
            }
        }

        Assert.Equal(before, await KnownAsync(dashboard));
    }

    [Fact]
    public async Task No_value_of_a_query_makes_the_server_fail()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await KnownAsync(dashboard);
        using var document = JsonDocument.Parse(await dashboard.Http.GetStringAsync("/openapi/v1.json", Cancel));
        var asked = 0;
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject().Where(path => !path.Name.EndsWith("/stream", StringComparison.Ordinal)))
        {
            foreach (var method in path.Value.EnumerateObject().Where(method => method.Name != "delete" && method.Value.TryGetProperty("parameters", out _)))
            {
                foreach (var name in method.Value.GetProperty("parameters").EnumerateArray().Where(one => one.GetProperty("in").GetString() == "query").Select(one => one.GetProperty("name").GetString()!))
                {
                    foreach (var value in Values)
                    {
                        await AskAsync(dashboard, method.Name.ToUpperInvariant(), $"{TestDashboard.Filled(path.Name)}?{name}={Uri.EscapeDataString(value)}", null);
                        asked++;
                    }
                }
            }
        }

        Assert.InRange(asked, 300, 10_000);
    }

    [Fact]
    public async Task No_body_makes_the_server_fail_and_none_of_these_changes_anything()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var before = await KnownAsync(dashboard);
        foreach (var (path, method) in Routes(dashboard).Where(route => route.Method is "POST" or "PUT" or "PATCH"))
        {
            foreach (var (type, text) in Bodies)
            {
                using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
                if (!body.Headers.TryAddWithoutValidation("Content-Type", type))
                    continue;
                await AskAsync(dashboard, method, TestDashboard.Filled(path), body);
            }
        }

        Assert.Equal(before, await KnownAsync(dashboard));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_everywhere_before_it_is_kept()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var before = await KnownAsync(dashboard);
        foreach (var (path, method) in Routes(dashboard).Where(route => route.Method is "POST" or "PUT" or "PATCH"))
        {
            using var body = new ByteArrayContent([.. "{\"name\":\""u8, .. Enumerable.Repeat((byte)'x', 50 << 20), .. "\"}"u8]);
            body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            HttpStatusCode status;
            try
            {
                status = await AskAsync(dashboard, method, TestDashboard.Filled(path), body);
            }
            catch (HttpRequestException)
            {
                continue;       // the server has said so and hung up while the rest was on its way
            }

            Assert.True((int)status is >= 400 and < 500, $"{method} {path} answers {status} to fifty megabytes");
        }

        Assert.Equal(before, await KnownAsync(dashboard));
    }

    [Fact]
    public async Task Any_text_is_a_camera_a_cursor_a_name_and_a_search_that_finds_nothing_or_is_refused()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var before = await KnownAsync(dashboard);
        Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyString>(), text =>
        {
            var value = Uri.EscapeDataString(text.Get);
            foreach (var address in (string[])[
                $"/api/v1/sightings?camera={value}", $"/api/v1/sightings?cursor={value}", $"/api/v1/sightings?state={value}", $"/api/v1/people?search={value}&limit=1",
                $"/api/v1/camera-states?camera={value}", $"/api/v1/log?level={value}", $"/api/v1/sightings.csv?camera={value}"])
            {
                AskAsync(dashboard, "GET", address, null).GetAwaiter().GetResult();
            }
        }).QuickCheckThrowOnFailure();

        Assert.Equal(before, await KnownAsync(dashboard));
    }

    [Theory]
    [InlineData("PUT", "/api/v1/sightings/1/person", "{}", "it lacks 'name'.")]
    [InlineData("PUT", "/api/v1/sightings/1/person", """{"nmae":"Alice"}""", "it lacks 'name'.")]
    [InlineData("PUT", "/api/v1/cameras/door/tracks/1/person", """{"force":true}""", "it lacks 'name'.")]
    [InlineData("POST", "/api/v1/people/1/merge", "{}", "it lacks 'into'.")]
    [InlineData("POST", "/api/v1/people/1/merge", """{"into":"Bob"}""", "what is at $.into is of another kind.")]
    [InlineData("POST", "/api/v1/sightings/decisions", """{"decisions":[{"id":1}]}""", "it lacks 'verdict'.")]
    [InlineData("POST", "/api/v1/sightings/decisions", """{"decisions":[null]}""", "One of the decisions is null")]
    [InlineData("PATCH", "/api/v1/cameras/door", """{"sauce":"rtsp://10.0.0.7/x"}""", "there is no 'sauce' in it.")]
    [InlineData("PATCH", "/api/v1/people/1", "", "The request has no body")]
    [InlineData("GET", "/api/v1/sightings?from=yesterday", null, "from is 'yesterday'; it must be a time, such as 2026-05-01 or 2026-05-01T18:00:00Z.")]
    [InlineData("GET", "/api/v1/sightings?person=Alice", null, "person is 'Alice'; it must be a whole number.")]
    [InlineData("GET", "/api/v1/people?hidden=perhaps", null, "hidden is 'perhaps'; it must be true or false.")]
    [InlineData("GET", "/api/v1/sightings/1/similar?atLeast=much", null, "atLeast is 'much'; it must be a number.")]
    [InlineData("PUT", "/api/v1/configuration/text", """{"text":""}""", "version is missing from the address")]
    [InlineData("GET", "/openapi/v2.json", null, "There is no /openapi/v2.json here")]
    public async Task What_is_missing_or_of_another_kind_is_named_and_nothing_is_changed(string method, string address, string? body, string words)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var before = await KnownAsync(dashboard);
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };

        using var answer = await dashboard.Http.SendAsync(request, Cancel);

        Assert.Contains(words, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.InRange((int)answer.StatusCode, 400, 404);
        Assert.Equal(before, await KnownAsync(dashboard));
    }

    [Theory]
    [InlineData("HEAD"), InlineData("OPTIONS"), InlineData("TRACE"), InlineData("PROPFIND")]
    public async Task No_method_makes_the_server_fail(string method)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        foreach (var path in Routes(dashboard).Select(route => route.Path).Distinct().Append("/").Append("/people").Append("/nothing/at/all").Append("/assets/gone.js"))
            await AskAsync(dashboard, method, TestDashboard.Filled(path), null);
    }

    private static IEnumerable<(string Path, string Method)> Routes(TestDashboard dashboard) =>
        dashboard.Routes.Where(route => !route.Path.EndsWith("/stream", StringComparison.Ordinal) && !route.Path.EndsWith("/live", StringComparison.Ordinal));

    /// <summary>The answer's status; a refusal is a problem with words, and nothing that a stranger should not read.</summary>
    private static async Task<HttpStatusCode> AskAsync(TestDashboard dashboard, string method, string address, HttpContent? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = body };
        using var answer = await dashboard.Http.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        var what = $"{method} {address} ({body?.Headers.ContentType}) answers {(int)answer.StatusCode}: {text[..Math.Min(text.Length, 300)]}";

        Assert.True((int)answer.StatusCode is < 500 or 503, what);
        HeadersTests.AssertSecure(answer);
        if ((int)answer.StatusCode < 400 || method == "HEAD")
            return answer.StatusCode;
        Assert.True(answer.Content.Headers.ContentType?.MediaType == "application/problem+json", what);
        using var problem = JsonDocument.Parse(text);
        Assert.True(problem.RootElement.GetProperty("type").GetString()!.StartsWith("urn:facestream:problem:", StringComparison.Ordinal), what);
        var detail = problem.RootElement.GetProperty("detail").GetString()!;
        Assert.True(detail.Length > 15, what);
        foreach (var inside in (string[])["Exception", "Nullable", "FaceStream.Dashboard", "System.", ".NET", "parameter"])
            Assert.False(detail.Contains(inside, StringComparison.Ordinal), what);
        return answer.StatusCode;
    }

    /// <summary>Enrols and sees somebody the first time; says who is known and was seen.</summary>
    private static async Task<string> KnownAsync(TestDashboard dashboard)
    {
        if (dashboard.Gallery.People.Count == 0)
        {
            dashboard.Gallery.Enrol("Alice", [new(new("test-2", new float[] { 1, 0 }), 0.9f, "a.jpg", default)]);
            dashboard.Sightings.Add(SightingExportTests.Sighting("door", DateTimeOffset.UtcNow));
        }

        for (var i = 0; dashboard.Sightings.List(new(), 1).Sightings.Count == 0; i++)
        {
            Assert.True(i < 300, "the sighting was not stored within half a minute");
            await Task.Delay(100, Cancel);
        }

        return string.Join(' ', dashboard.Gallery.List()) + string.Join(' ', dashboard.Sightings.List(new(), 10).Sightings.Select(one => $"{one with { Looks = [] }}"));
    }
}
