using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using FaceStream.Dashboard.Output;

namespace FaceStream.Dashboard.Reports;

/// <summary>
/// One HTML file, readable without a network, that gathers what was measured: a section for each command line, replaced when the same is measured again.
/// </summary>
/// <param name="path">Need not exist yet.</param>
internal sealed partial class HtmlReport(string path)
{
    private const string Mark = "<meta name=\"generator\" content=\"FaceStream\">";

    /// <summary>Whether the file may be written: it is a report, or not there yet.</summary>
    public static bool MayBe(string path) => !File.Exists(path) || File.ReadLines(path).Take(10).Contains(Mark);

    /// <summary>Puts a section into it; others stay as they are.</summary>
    /// <param name="command">What was asked, as typed.</param>
    /// <param name="measured">With what.</param>
    /// <param name="findings">What came of it.</param>
    /// <exception cref="CommandFailure">The file is somebody else's.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Put(string command, string measured, Findings findings)
    {
        if (!MayBe(path))
            throw new CommandFailure(ExitCode.Refused, $"{path} is not a report of FaceStream.", "Name another file.");
        var sections = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (File.Exists(path))
        {
            foreach (Match section in Section().Matches(File.ReadAllText(path)))
                sections[WebUtility.HtmlDecode(section.Groups["command"].Value)] = section.Value;
        }

        sections[command] = Print(command, measured, findings);
        var partial = path + ".partial";
        File.WriteAllText(partial, Page(sections));
        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Everything quoted is encoded, so no section holds the end of one.</summary>
    [GeneratedRegex("<section id=\"[0-9a-f]+\"><h2>(?<command>[^<]*)</h2>.*?</section>", RegexOptions.Singleline)]
    private static partial Regex Section();

    private static string Print(string command, string measured, Findings findings)
    {
        var page = new StringBuilder($"<section id=\"{Anchor(command)}\"><h2>{WebUtility.HtmlEncode(command)}</h2>\n<p class=\"measured\">{WebUtility.HtmlEncode(measured)}</p>\n");
        foreach (var finding in findings.All)
            finding.Print(page);
        return page.Append("</section>").ToString();
    }

    private static string Page(SortedDictionary<string, string> sections)
    {
        var page = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n").Append(Mark).Append('\n');
        page.Append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>FaceStream: how well it works</title>\n<style>").Append(Style.Value).Append("</style>\n</head>\n<body>\n");
        page.Append("<header><h1>How well it works</h1><nav>");
        foreach (var command in sections.Keys)
            page.Append($"<a href=\"#{Anchor(command)}\">{WebUtility.HtmlEncode(command)}</a>");
        page.Append("</nav></header>\n<main>\n");
        foreach (var section in sections.Values)
            page.Append(section).Append('\n');
        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static string Anchor(string command) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(command)))[..12];

    private static readonly Lazy<string> Style = new(() =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });
}
