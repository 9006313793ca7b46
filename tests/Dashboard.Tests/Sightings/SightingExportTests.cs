using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FaceStream.Dashboard.Sightings;
using FaceStream.Gallery.Sightings;

namespace FaceStream.Dashboard.Tests.Sightings;

public class SightingExportTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_table_has_every_sighting_of_many_pages_once_the_newest_first()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await StoreAsync(dashboard, Enumerable.Range(0, 450).Select(i => Sighting("door", Noon.AddSeconds(i))));

        using var answer = await dashboard.Http.GetAsync("/api/v1/sightings.csv", Cancel);

        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal([0xEF, 0xBB, 0xBF], (await answer.Content.ReadAsByteArrayAsync(Cancel))[..3]);
        var rows = (await answer.Content.ReadAsStringAsync(Cancel)).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("id,camera,first,last,frames,state,said,person_id,person,similarity,confidence,pictures", rows[0]);
        Assert.Equal("450,door,2030-01-01T12:07:29.000Z,2030-01-01T12:07:32.000Z,9,unknown,,,,0.25,0.5,0", rows[1]);
        Assert.Equal(Enumerable.Range(1, 450).Reverse(), rows[1..].Select(row => int.Parse(row.Split(',')[0], null)));
    }

    [Fact]
    public async Task Lines_of_JSON_are_what_the_list_says_and_pass_the_same_filter()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await StoreAsync(dashboard, [Sighting("door", Noon), Sighting("yard", Noon), Sighting("door", Noon.AddDays(1))]);

        var lines = (await dashboard.Http.GetStringAsync("/api/v1/sightings.jsonl?camera=door&to=2030-01-02T00:00:00Z", Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var list = await dashboard.Http.GetFromJsonAsync<JsonElement>("/api/v1/sightings?camera=door&to=2030-01-02T00:00:00Z", Cancel);
        Assert.Equal(list.GetProperty("sightings").EnumerateArray().Select(one => one.GetRawText()), lines);
        Assert.Single(lines);
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("+1", "'+1")]
    [InlineData("  @SUM(A1)", "'  @SUM(A1)")]
    [InlineData("\t-1", "\"'\t-1\"")]
    [InlineData("＝1", "'＝1")]
    [InlineData("Doe, \"Jane\"", "\"Doe, \"\"Jane\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("Zoë", "Zoë")]
    public void What_somebody_wrote_is_one_cell_and_never_a_formula(string name, string cell)
    {
        var row = new CsvRows().Row(new(1, "door", Noon, Noon, 9, "confirmed", null, 7, name, -0.25f, 0.5, null, []));

        Assert.EndsWith($",,7,{cell},-0.25,0.5,0\r\n", row, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public async Task A_question_that_makes_no_sense_gets_a_problem_and_no_file(string form)
    {
        await using var dashboard = await TestDashboard.StartAsync();

        using var answer = await dashboard.Http.GetAsync($"/api/v1/sightings.{form}?state=sure", Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(answer.Content.Headers.ContentDisposition);
        Assert.Equal("urn:facestream:problem:bad-state", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("type").GetString());
    }

    internal static NewSighting Sighting(string camera, DateTimeOffset first) =>
        new(camera, first, first.AddSeconds(3), 9, SightingState.Unknown, null, null, 0.25f, 0.5, []);

    private static async Task StoreAsync(TestDashboard dashboard, IEnumerable<NewSighting> sightings)
    {
        var waiting = sightings.ToList();
        waiting.ForEach(dashboard.Sightings.Add);
        for (var i = 0; dashboard.Sightings.Show(waiting.Count) is null; i++)
        {
            Assert.True(i < 300, "not everything was stored within half a minute");
            await Task.Delay(100, Cancel);
        }
    }
}
