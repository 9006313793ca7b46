using System.Text.RegularExpressions;
using FaceStream.Dashboard.Reports;
using FaceStream.Tests;

namespace FaceStream.Dashboard.Tests.Commands;

public sealed class EvalReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_report_gathers_what_was_measured_and_the_same_again_takes_its_place()
    {
        var (first, second, report) = (Tracks("first"), Tracks("second"), _folder["accuracy.html"]);

        foreach (var folder in (string[])[first, second, first])
        {
            var answer = await Run("eval", "tracking", folder, "--json", "--report", report);
            Assert.Equal(0, answer.Code);
            Assert.Equal(20, answer.Json.GetProperty("total").GetProperty("boxes").GetInt32());
        }

        var page = await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken);
        Assert.Equal([$"eval tracking {first}", $"eval tracking {second}"], Regex.Matches(page, "<h2>(.*?)</h2>").Select(match => match.Groups[1].Value));
        Assert.Equal(2, Regex.Count(page, "<th>MOTA</th>"));
        Assert.All(Regex.Matches(page, "base64,([^\"]*)").Select(match => match.Groups[1].Value), plot => Assert.Contains("<svg", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(plot)), StringComparison.Ordinal));
        Assert.DoesNotContain("http", Regex.Replace(page, "base64,[^\"]*", ""), StringComparison.Ordinal); // nothing is fetched when it is read
    }

    [Fact]
    public async Task Names_in_a_report_are_text_whatever_they_hold()
    {
        var list = _folder.Write("groups.csv", $"path,person,group\n{Footage.Franck(2045)},Franck,</section><script>alert(1)</script>\n{Footage.Franck(3909)},Franck,</section><script>alert(1)</script>\n");
        var report = _folder["accuracy.html"];

        var answers = new[] { await Run("eval", "bias", list, "--report", report), await Run("eval", "tracking", Tracks("mot"), $"--report={report}") };

        Assert.All(answers, answer => Assert.Equal(0, answer.Code));
        var page = await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("&lt;/section&gt;&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
        Assert.Equal((2, 2), (Regex.Count(page, "<section "), Regex.Count(page, "</section>")));
    }

    [Fact]
    public async Task A_file_that_is_no_report_is_left_alone()
    {
        var notes = _folder.Write("notes.html", "<p>mine</p>\n");

        var (taken, nowhere) = (await Run("eval", "tracking", Tracks("mot"), "--report", notes), await Run("eval", "tracking", Tracks("mot"), "--report", _folder["none/accuracy.html"]));

        Assert.Equal((2, 1), (taken.Code, nowhere.Code));
        Assert.Contains("is not a report of FaceStream", taken.Error, StringComparison.Ordinal);
        Assert.Contains("cannot be written", nowhere.Error, StringComparison.Ordinal);
        Assert.Equal("<p>mine</p>\n", await File.ReadAllTextAsync(notes, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Counts_in_a_table_are_told_apart_from_shares_by_a_comma_at_each_thousand()
    {
        var (found, page) = (new Findings(), new System.Text.StringBuilder());
        found.Table("pairs", "frames", "share").Add(2197, 12_345L, "2197");

        found.All[0].Print(page);

        Assert.Contains(">2,197</td><td class=\"figure\">12,345</td><td class=\"figure\">2197<", page.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_that_judges_pictures_has_its_plots()
    {
        var (franck, other, audrey, report) = (Footage.Franck(2045), Footage.Franck(3909), Footage.Audrey, _folder["accuracy.html"]);
        var pairs = _folder.Write("pairs.csv", "a,b,label\n" + string.Concat(Enumerable.Repeat($"{franck},{other},same\n{franck},{audrey},different\n", 10)));
        var roles = _folder.Write("roles.csv", $"path,person,role\n{franck},Franck,gallery\n{other},Franck,probe\n{audrey},Audrey,distractor\n");
        var ages = _folder.Write("ages.csv", $"path,person,group,template\n{franck},Franck,young,1\n{other},Franck,mature,1\n{audrey},Audrey,young,1\n");

        var fruits = await Run("eval", "fruits", pairs, "--json", "--report", report);
        Assert.DoesNotContain("with ", (await Run("eval", "fruits", pairs)).Output.Split('\n')[0], StringComparison.Ordinal);
        var template = await Run("eval", "template", ages, "--json", "--report", report);
        var others = new[] { await Run("eval", "verification", pairs, "--report", report), await Run("eval", "identification", _folder.Path, "--roles", roles, "--report", report) };

        Assert.All([fruits, template, .. others], answer => Assert.Equal(0, answer.Code));
        var runs = fruits.Json.GetProperty("runs").EnumerateArray().ToArray();
        Assert.Equal(
            from embedder in (string[])["mobilefacenet-192", "mobilefacenet-dlib-320"] from way in (string[])["one look", "two looks", "two looks, mirrored"] select (embedder, way),
            runs.Select(run => (run.GetProperty("model").GetString()!, run.GetProperty("way").GetString()!)));
        Assert.All(runs, run => Assert.Equal(1.0, run.GetProperty("accuracy").GetDouble()));
        Assert.All(runs, run => Assert.InRange(run.GetProperty("milliseconds_median").GetDouble(), 0.5, run.GetProperty("milliseconds_p95").GetDouble()));
        var cell = template.Json.GetProperty("cells").EnumerateArray().Single(cell => cell.GetProperty("a").GetString() != cell.GetProperty("b").GetString());
        Assert.Equal((1, 1), (cell.GetProperty("pairs").GetInt32(), cell.GetProperty("impostor_pairs").GetInt32()));
        Assert.InRange(cell.GetProperty("similarity").GetDouble(), 0.7, 1);
        Assert.InRange(cell.GetProperty("impostor_similarity").GetDouble(), -1, 0.4);

        var page = await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken);
        string[] expected =
        [
            "Accuracy and time for each picture", "Enrolled people missed, at each rate of strangers named", "Similarity of one person&#39;s templates",
            "How similar the pairs are", "Missed and falsely accepted, at every threshold",
        ];
        Assert.Equal(expected, Regex.Matches(page, "alt=\"(.*?)\"").Select(match => match.Groups[1].Value));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A sequence of ten frames with two objects, and detections that are right.</summary>
    private string Tracks(string name)
    {
        string Rows(Func<int, int> id) => string.Concat(Enumerable.Range(1, 10).SelectMany(frame => new[] { 1, 2 }.Select(who => $"{frame},{id(who)},{100 * who + frame},50,20,40,1,-1,-1,-1\n")));
        Directory.CreateDirectory(_folder[name]);
        _folder.Write($"{name}/seqinfo.ini", "[Sequence]\nframeRate=25\nseqLength=10\n");
        _folder.Write($"{name}/gt.txt", Rows(who => who));
        _folder.Write($"{name}/det.txt", Rows(_ => -1));
        return _folder[name];
    }

    private Task<Cli.Answer> Run(params string[] args) => Cli.Run(Footage.Home(_folder), args);
}
