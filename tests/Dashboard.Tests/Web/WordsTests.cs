using System.Text.RegularExpressions;
using FaceStream.Dashboard.Web;
using FaceStream.Gallery;
using FaceStream.StreamIngest.Cameras;
using FaceStream.Tests;

namespace FaceStream.Dashboard.Tests.Web;

public partial class WordsTests
{
    [Theory]
    [InlineData("i18n/en.ts")]
    [InlineData("i18n/de.ts")]
    public void Every_reason_that_a_camera_can_have_has_words_in_every_language(string file)
    {
        var text = File.ReadAllText(Path.Combine(Places.Root, "src", "Dashboard", "web", "src", file));
        var words = Faults().Match(text).Groups["words"].Value;

        var known = Entry().Matches(words).ToDictionary(entry => entry.Groups["code"].Value, entry => entry.Groups["words"].Value);

        Assert.Equal(CameraStatus.Faults.Order(StringComparer.Ordinal), known.Keys.Order(StringComparer.Ordinal));
        Assert.All(known.Values, sentence => Assert.InRange(sentence.Length, 10, 200));
    }

    [Fact]
    public void What_has_German_words_is_what_the_server_can_say()
    {
        var source = Path.Combine(Places.Root, "src", "Dashboard");
        var said = string.Concat(Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var faults = Enum.GetValues<GalleryFault>().Select(fault => ProblemHandler.CodeOf(new(fault, "people.db", "", ""))).ToHashSet();
        var german = Problem().Matches(Problems().Match(File.ReadAllText(Path.Combine(source, "web", "src", "i18n", "de.ts"))).Value).Select(code => code.Groups["code"].Value).ToList();

        Assert.Superset(faults, german.ToHashSet());
        Assert.All(german, code => Assert.True(faults.Contains(code) || said.Contains($"\"{code}\"", StringComparison.Ordinal), $"the server never says {code}"));
    }

    [GeneratedRegex(@"  problems: \{\n.*?\n  \}", RegexOptions.Singleline)]
    private static partial Regex Problems();

    [GeneratedRegex(@"^    '(?<code>[a-z-]+)': ", RegexOptions.Multiline)]
    private static partial Regex Problem();

    [GeneratedRegex(@"faults: \{\n(?<words>.*?)\n    \}", RegexOptions.Singleline)]
    private static partial Regex Faults();

    [GeneratedRegex(@"(?<code>[a-z_]+): '(?<words>[^']+)'")]
    private static partial Regex Entry();
}
