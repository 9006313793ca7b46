using System.Text.RegularExpressions;
using FaceStream.Dashboard.Configuration.Schema;
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

    [Fact]
    public async Task Every_setting_has_German_words_that_name_what_the_English_ones_name()
    {
        var settings = ConfigurationSchema.Settings;

        var (keys, said) = await GermanWords.OfSettingsAsync(settings.Select(setting => setting.Key));

        Assert.Equal(settings.Select(setting => setting.Key).Order(StringComparer.Ordinal), keys.Order(StringComparer.Ordinal));
        Assert.All(said.Zip(settings), pair =>
        {
            var (german, setting) = pair;
            Assert.NotNull(german);
            Assert.NotEqual(setting.Meaning, german);
            Assert.Equal(OfTheFile(setting.Meaning), OfTheFile(german));
            // A number is a fact: where the options change theirs, the translation does not stay behind.
            Assert.Equal(Numbers(setting.Meaning), Numbers(german));
        });

        static IEnumerable<string> OfTheFile(string words) => words.Split('`').Where((_, i) => i % 2 == 1).Order(StringComparer.Ordinal);
        static IEnumerable<string> Numbers(string words) => Number().Matches(words).Select(number => number.Value).Order(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"  problems: \{\n.*?\n  \}", RegexOptions.Singleline)]
    private static partial Regex Problems();

    [GeneratedRegex(@"^    '(?<code>[a-z-]+)': ", RegexOptions.Multiline)]
    private static partial Regex Problem();

    [GeneratedRegex(@"faults: \{\n(?<words>.*?)\n    \}", RegexOptions.Singleline)]
    private static partial Regex Faults();

    [GeneratedRegex(@"(?<code>[a-z_]+): '(?<words>[^']+)'")]
    private static partial Regex Entry();
}
