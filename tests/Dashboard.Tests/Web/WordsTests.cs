using System.Text.RegularExpressions;
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

    [GeneratedRegex(@"faults: \{\n(?<words>.*?)\n    \}", RegexOptions.Singleline)]
    private static partial Regex Faults();

    [GeneratedRegex(@"(?<code>[a-z_]+): '(?<words>[^']+)'")]
    private static partial Regex Entry();
}
