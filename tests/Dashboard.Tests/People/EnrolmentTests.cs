using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FaceStream.Dashboard.Tests.Web;

namespace FaceStream.Dashboard.Tests.People;

public class EnrolmentTests
{
    private const byte Alice = 40, AliceToday = 60, Bob = 160;

    [Fact]
    public async Task A_person_is_enrolled_from_a_picture_and_recognised_in_another()
    {
        await using var dashboard = await TestDashboard.StartAsync();

        var (status, answer) = await PostAsync(dashboard, "/api/v1/people", "Alice", ("alice.jpg", HandDesk.Picture(Alice)));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Alice", answer.GetProperty("person").GetProperty("name").GetString());
        var verdict = answer.GetProperty("pictures")[0];
        Assert.Equal("accepted", verdict.GetProperty("verdict").GetString());
        Assert.Equal("alice.jpg", verdict.GetProperty("file").GetString());
        Assert.Equal("[10,10,80,100]", verdict.GetProperty("faces")[0].GetProperty("box").GetRawText());
        var kept = await dashboard.Http.GetByteArrayAsync(answer.GetProperty("person").GetProperty("picture").GetString(), TestContext.Current.CancellationToken);
        Assert.Equal([0xFF, 0xD8], kept[..2]);

        var (_, who) = await PostAsync(dashboard, "/api/v1/identify", null, ("who.jpg", HandDesk.Picture(AliceToday)));
        var match = who.GetProperty("faces")[0].GetProperty("matches")[0];
        Assert.Equal("Alice", match.GetProperty("person").GetString());
        Assert.InRange(match.GetProperty("similarity").GetDouble(), 0.85, 0.9);     // cos(20/256 of a circle) = 0.88
        Assert.True(match.GetProperty("likely").GetBoolean());
        Assert.InRange(match.GetProperty("falseAlarmProbability").GetDouble(), 1e-12, 1e-6);
        var (_, other) = await PostAsync(dashboard, "/api/v1/identify", null, ("other.jpg", HandDesk.Picture(Bob)));
        Assert.False(other.GetProperty("faces")[0].GetProperty("matches")[0].GetProperty("likely").GetBoolean());
    }

    [Fact]
    public async Task Good_and_bad_pictures_each_get_their_verdict_and_the_good_ones_are_kept()
    {
        await using var dashboard = await TestDashboard.StartAsync();

        var (status, answer) = await PostAsync(dashboard, "/api/v1/people", "Alice",
            ("nobody.jpg", HandDesk.Picture(Alice, faces: 0)), ("alice.jpg", HandDesk.Picture(Alice)),
            ("crowd.jpg", HandDesk.Picture(Alice, faces: 3)), ("notes.jpg", Encoding.UTF8.GetBytes("dear diary")));

        Assert.Equal(HttpStatusCode.MultiStatus, status);
        Assert.Equal(["no_face", null, "several_faces", "unreadable"], answer.GetProperty("pictures").EnumerateArray().Select(one => one.GetProperty("reason").GetString()));
        Assert.Equal(3, answer.GetProperty("pictures")[2].GetProperty("faces").GetArrayLength());
        Assert.Equal(1, answer.GetProperty("person").GetProperty("templates").GetInt32());
        Assert.Contains("facestream_enrolments_total{reason=\"no_face\",result=\"refused\"} 1",
            await dashboard.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_faces_the_one_that_is_named_is_enrolled()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var group = HandDesk.Picture(Alice, faces: 3);

        var (status, answer) = await PostAsync(dashboard, "/api/v1/people", "Alice", face: "2", ("group.jpg", group));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(2, answer.GetProperty("pictures")[0].GetProperty("face").GetInt32());
        Assert.Equal(1, answer.GetProperty("person").GetProperty("templates").GetInt32());

        var id = answer.GetProperty("person").GetProperty("id").GetInt64();
        var (added, second) = await PostAsync(dashboard, $"/api/v1/people/{id}/pictures", null, face: "0", ("today.jpg", HandDesk.Picture(AliceToday, faces: 2)));
        Assert.Equal((HttpStatusCode.OK, 0), (added, second.GetProperty("pictures")[0].GetProperty("face").GetInt32()));
    }

    [Theory]
    [InlineData("3", "several_faces")]
    [InlineData("-1", null)]
    [InlineData("left", null)]
    public async Task A_face_that_is_not_there_is_refused(string face, string? reason)
    {
        await using var dashboard = await TestDashboard.StartAsync();

        var (status, answer) = await PostAsync(dashboard, "/api/v1/people", "Alice", face, ("group.jpg", HandDesk.Picture(Alice, faces: 3)));

        Assert.Equal(reason is null ? HttpStatusCode.BadRequest : HttpStatusCode.UnprocessableEntity, status);
        if (reason is null)
            Assert.Equal("urn:facestream:problem:bad-face", answer.GetProperty("type").GetString());
        else
            Assert.Equal(reason, answer.GetProperty("pictures")[0].GetProperty("reason").GetString());
        Assert.Empty(dashboard.Gallery.People);
    }

    [Fact]
    public async Task A_face_is_named_of_one_picture_only()
    {
        await using var dashboard = await TestDashboard.StartAsync();

        var (status, _) = await PostAsync(dashboard, "/api/v1/people", "Alice", face: "1", ("a.jpg", HandDesk.Picture(Alice, faces: 2)), ("b.jpg", HandDesk.Picture(AliceToday, faces: 2)));

        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    [Fact]
    public async Task A_picture_that_shows_nothing_new_is_said_to_be_set_aside_and_is_a_duplicate_the_next_time()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        for (var i = 0; i < 5; i++)
            await PostAsync(dashboard, "/api/v1/people", "Alice", ("alice.jpg", HandDesk.Picture((byte)(Alice + (20 * i)))));

        var (_, sixth) = await PostAsync(dashboard, "/api/v1/people", "Alice", ("sixth.jpg", HandDesk.Picture(Alice - 9)));
        var (_, again) = await PostAsync(dashboard, "/api/v1/people", "Alice", ("sixth.jpg", HandDesk.Picture(Alice - 9)));

        var verdict = sixth.GetProperty("pictures")[0];
        Assert.Equal(("accepted", true), (verdict.GetProperty("verdict").GetString(), verdict.GetProperty("setAside").GetBoolean()));
        Assert.Contains("Set aside", verdict.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal((5, 1), (sixth.GetProperty("person").GetProperty("templates").GetInt32(), sixth.GetProperty("person").GetProperty("setAside").GetInt32()));
        Assert.Equal("duplicate", again.GetProperty("pictures")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Nothing_good_enrols_nobody()
    {
        await using var dashboard = await TestDashboard.StartAsync();

        var (status, answer) = await PostAsync(dashboard, "/api/v1/people", "Alice", ("nobody.jpg", HandDesk.Picture(Alice, faces: 0)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("person").ValueKind);
        Assert.StartsWith("No face found.", answer.GetProperty("pictures")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(dashboard.Gallery.People);
    }

    [Fact]
    public async Task The_face_of_somebody_else_is_refused_with_the_name_and_taken_when_forced()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await PostAsync(dashboard, "/api/v1/people", "Bob", ("bob.jpg", HandDesk.Picture(Bob)));

        var (status, answer) = await PostAsync(dashboard, "/api/v1/people", "Alice", ("bob.jpg", HandDesk.Picture(Bob)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("looks_like_other", answer.GetProperty("pictures")[0].GetProperty("reason").GetString());
        Assert.Equal("Bob", answer.GetProperty("pictures")[0].GetProperty("resembles").GetProperty("person").GetString());

        using var forced = Form("Alice", ("bob.jpg", HandDesk.Picture(Bob)));
        forced.Add(new StringContent("true"), "force");
        using var response = await dashboard.Http.PostAsync("/api/v1/people", forced, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, dashboard.Gallery.People.Count);
    }

    [Fact]
    public async Task A_twin_of_a_name_is_the_same_person()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await PostAsync(dashboard, "/api/v1/people", "Zoé", ("1.jpg", HandDesk.Picture(Alice)));

        var (_, answer) = await PostAsync(dashboard, "/api/v1/people", " ZOE\u0301 ", ("2.jpg", HandDesk.Picture(AliceToday)));

        Assert.Equal("Zoé", answer.GetProperty("person").GetProperty("name").GetString());
        Assert.Equal(2, answer.GetProperty("person").GetProperty("templates").GetInt32());
    }

    [Fact]
    public async Task Pictures_are_added_to_a_person_that_exists_and_only_to_one()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var (_, first) = await PostAsync(dashboard, "/api/v1/people", "Alice", ("1.jpg", HandDesk.Picture(Alice)));
        var id = first.GetProperty("person").GetProperty("id").GetInt64();

        var (added, answer) = await PostAsync(dashboard, $"/api/v1/people/{id}/pictures", null, ("2.jpg", HandDesk.Picture(AliceToday)));
        var (missing, _) = await PostAsync(dashboard, "/api/v1/people/99/pictures", null, ("2.jpg", HandDesk.Picture(AliceToday)));

        Assert.Equal(HttpStatusCode.OK, added);
        Assert.Equal(2, answer.GetProperty("person").GetProperty("templates").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, missing);
    }

    public static TheoryData<string, byte[], string> Unreadable => new()
    {
        { "empty.jpg", [], "empty" },
        { "cut.jpg", HandDesk.Picture(Alice)[..60], "cut off" },
        { "photo.heic", [0, 0, 0, 24, .. "ftypheic\0\0\0\0mif1heic"u8], "HEIC" },
        { "drawing.svg", Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg'/>"), "JPEG, PNG, WebP and BMP" },
        { "paper.pdf", Encoding.UTF8.GetBytes("%PDF-1.7\n"), "PDF" },
        { "staff.zip", [.. "PK\u0003\u0004"u8, .. new byte[26]], "ZIP" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task What_is_no_picture_is_refused_as_such_in_words(string file, byte[] bytes, string words)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        foreach (var path in (string[])["/api/v1/people", "/api/v1/identify"])
        {
            var (status, problem) = await PostAsync(dashboard, path, "Alice", (file, bytes));

            Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
            Assert.Equal("urn:facestream:problem:picture-unreadable", problem.GetProperty("type").GetString());
            Assert.Contains(file, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.Contains(words, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_picture_bomb_is_refused_from_its_header()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        // A PNG's signature and IHDR: 16 000 × 16 000, 8 bit, grey. Nothing more is needed to say no.
        byte[] bomb = [0x89, .. "PNG\r\n"u8, 0x1A, 10, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0x3E, 0x80, 0, 0, 0x3E, 0x80, 8, 0, 0, 0, 0, 0, 0, 0, 0];

        var (status, problem) = await PostAsync(dashboard, "/api/v1/people", "Alice", ("bomb.png", bomb));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Contains("16000 × 16000", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_of_eleven_megabytes_is_refused_and_the_one_beside_it_taken()
    {
        await using var dashboard = await TestDashboard.StartAsync();

        var (alone, problem) = await PostAsync(dashboard, "/api/v1/people", "Alice", ("huge.jpg", new byte[11 << 20]));
        var (beside, answer) = await PostAsync(dashboard, "/api/v1/people", "Alice", ("huge.jpg", new byte[11 << 20]), ("alice.jpg", HandDesk.Picture(Alice)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, alone);
        Assert.Contains("10 MB", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.MultiStatus, beside);
        Assert.Equal("too_large", answer.GetProperty("pictures")[0].GetProperty("reason").GetString());
        Assert.Equal("accepted", answer.GetProperty("pictures")[1].GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task A_form_of_more_than_64_megabytes_is_refused()
    {
        await using var dashboard = await TestDashboard.StartAsync();

        using var form = Form("Alice", [.. Enumerable.Range(0, 7).Select(i => ($"{i}.jpg", new byte[(10 << 20) - 1]))]);
        // Asked first, the server says no before the pictures are on their way.
        using var patient = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = dashboard.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/people") { Content = form, Headers = { ExpectContinue = true } };

        using var response = await patient.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Contains("64 MB", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(dashboard.Gallery.People);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u202Eevil")]
    [InlineData("a\u0007b")]
    public async Task Nobody_is_enrolled_under_what_is_no_name(string name)
    {
        await using var dashboard = await TestDashboard.StartAsync();

        var (status, problem) = await PostAsync(dashboard, "/api/v1/people", name, ("alice.jpg", HandDesk.Picture(Alice)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("urn:facestream:problem:bad-name", problem.GetProperty("type").GetString());
        Assert.Empty(dashboard.Gallery.People);
    }

    [Fact]
    public async Task A_path_or_a_control_character_in_a_file_name_is_not_kept()
    {
        await using var dashboard = await TestDashboard.StartAsync();

        var (_, answer) = await PostAsync(dashboard, "/api/v1/people", "Alice", ("../../etc/\u202Epasswd.jpg", HandDesk.Picture(Alice)));

        Assert.Equal("passwd.jpg", answer.GetProperty("pictures")[0].GetProperty("file").GetString());
    }

    [Fact]
    public async Task A_request_that_is_no_form_or_has_no_picture_is_refused_in_words()
    {
        await using var dashboard = await TestDashboard.StartAsync();

        using var json = await dashboard.Http.PostAsJsonAsync("/api/v1/people", new { name = "Alice" }, TestContext.Current.CancellationToken);
        var (empty, problem) = await PostAsync(dashboard, "/api/v1/people", "Alice");
        using var cut = new ByteArrayContent("--x\r\nContent-Disposition: form-data; name=\"pictures\"; filename=\"a.jpg\"\r\n\r\nabc"u8.ToArray());
        cut.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        using var broken = await dashboard.Http.PostAsync("/api/v1/people", cut, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, json.StatusCode);
        Assert.Equal("application/problem+json", json.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.BadRequest, empty);
        Assert.Contains("'pictures'", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, broken.StatusCode);
        HeadersTests.AssertSecure(broken);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("51")]
    [InlineData("all")]
    public async Task Matches_are_asked_for_in_a_sane_number(string top)
    {
        await using var dashboard = await TestDashboard.StartAsync();

        var (status, _) = await PostAsync(dashboard, $"/api/v1/identify?top={top}", null, ("who.jpg", HandDesk.Picture(Alice)));

        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    [Theory]
    [InlineData(19, HttpStatusCode.OK)]
    [InlineData(20, HttpStatusCode.BadRequest)]
    [InlineData(5000, HttpStatusCode.BadRequest)]
    public async Task A_form_with_fields_without_end_is_refused(int more, HttpStatusCode expected)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var form = Form("Alice", ("alice.jpg", HandDesk.Picture(Alice)));
        for (var i = 0; i < more; i++)
            form.Add(new StringContent("x"), $"field-{i}");

        using var response = await dashboard.Http.PostAsync("/api/v1/people", form, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.BadRequest)
            Assert.Equal("The form has more than 20 fields besides the pictures.", (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("detail").GetString());
    }

    private static MultipartFormDataContent Form(string? name, params (string File, byte[] Bytes)[] pictures)
    {
        var form = new MultipartFormDataContent();
        if (name is not null)
            form.Add(new StringContent(name), "name");
        foreach (var (file, bytes) in pictures)
            form.Add(new ByteArrayContent(bytes), "pictures", file);
        return form;
    }

    private static Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(
        TestDashboard dashboard, string path, string? name, params (string File, byte[] Bytes)[] pictures) => PostAsync(dashboard, path, name, face: null, pictures);

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(
        TestDashboard dashboard, string path, string? name, string? face, params (string File, byte[] Bytes)[] pictures)
    {
        using var form = Form(name, pictures);
        if (face is not null)
            form.Add(new StringContent(face), "face");
        using var response = await dashboard.Http.PostAsync(path, form, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }
}
