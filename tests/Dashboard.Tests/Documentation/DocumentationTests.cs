using System.Text.RegularExpressions;
using FaceStream.Dashboard.Configuration;
using FaceStream.Tests;

namespace FaceStream.Dashboard.Tests.Documentation;

/// <summary>What the documents show is what the program takes.</summary>
public sealed partial class DocumentationTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/configuration.md")]
    [InlineData("docs/operations.md")]
    public void Every_configuration_that_is_shown_is_accepted(string document)
    {
        using var folder = new TemporaryFolder();
        var shown = YamlBlock().Matches(Read(document));

        Assert.NotEmpty(shown);
        foreach (Match yaml in shown)
            Assert.NotEmpty(ConfigurationFile.Load(folder.Write("facestream.yaml", yaml.Groups[1].Value), new Dictionary<string, string> { ["DOOR_PASSWORD"] = "x" }).Cameras);
    }

    /// <summary>With <c>FACESTREAM_RENEW_DOCS=1</c> the document is written anew, from the options' types and their comments.</summary>
    [Fact]
    public void The_table_of_settings_is_that_of_the_code()
    {
        var document = Path.Combine(Places.Root, "docs", "configuration.md");
        var text = File.ReadAllText(document);
        var current = text[..text.IndexOf("| setting |", StringComparison.Ordinal)] + ConfigurationReference.Table();

        if (Environment.GetEnvironmentVariable("FACESTREAM_RENEW_DOCS") is { Length: > 0 })
            File.WriteAllText(document, current);
        else
            Assert.True(text == current, "docs/configuration.md is not what the code says; run this test once with FACESTREAM_RENEW_DOCS=1");
    }

    [Fact]
    public async Task Every_command_that_is_shown_exists()
    {
        var shown = new[] { "README.md", "docs/operations.md", "docs/models.md", "docs/metrics.md" }
            .SelectMany(document => Command().Matches(Read(document))).Select(match => match.Groups[1].Value)
            .Where(word => word is not ("test" or "setup"))       // the launcher's own
            .Distinct().Order().ToList();

        Assert.Contains("analyze", shown);
        foreach (var command in shown)
            Assert.Equal((command, 0), (command, (await Commands.Cli.Run(command, "--help")).Code));
    }

    private static string Read(string document) => File.ReadAllText(Path.Combine(Places.Root, document));

    [GeneratedRegex(@"```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex YamlBlock();

    [GeneratedRegex(@"\./facestream ([a-z]+)")]
    private static partial Regex Command();
}
