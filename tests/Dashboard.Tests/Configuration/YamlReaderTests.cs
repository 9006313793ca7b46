using FaceStream.Dashboard.Configuration;
using FaceStream.Dashboard.Configuration.Yaml;
using FsCheck;
using FsCheck.Fluent;

namespace FaceStream.Dashboard.Tests.Configuration;

public class YamlReaderTests
{
    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void Deep_nesting_is_refused_at_its_line_before_it_costs_anything(string opening)
    {
        var problem = Assert.Single(Read("a: 1\nb: " + (opening is "- " or "? " ? "\n " : "") + string.Concat(Enumerable.Repeat(opening, 200_000))));

        Assert.Matches(@"^x\.yaml:\d+:\d+: not valid YAML: nesting is deeper than 64\.$", problem);
    }

    [Theory]
    [InlineData("a: &x 1\nb: *x", "x.yaml:1:4")]
    [InlineData("a: *x", "x.yaml:1:4")]
    [InlineData("&x a: 1", "x.yaml:1:1")]
    public void Anchors_and_aliases_are_refused(string yaml, string place) =>
        Assert.Equal($"{place}: not valid YAML: anchors (&) and aliases (*) are not taken here; write the value out.", Assert.Single(Read(yaml)));

    [Theory]
    [InlineData("a:\n\tb: 1", "x.yaml:2:1: a tab indents this line; YAML wants spaces.")]
    [InlineData("a: [1", "x.yaml:")]
    [InlineData("a: !!]@", "x.yaml:1:1: not valid YAML after here.")]
    [InlineData("a: !x 1", "x.yaml:1:4: not valid YAML: tags (!) are not taken here; put text in quotation marks if it begins with one.")]
    [InlineData("- a\n- b", "x.yaml:1:1: a configuration is made of 'key: value' lines.")]
    [InlineData("a: 1\na: 2", "x.yaml:2:1: 'a' stands here a second time; the first is at x.yaml:1:1.")]
    [InlineData("a: 1\n---\nb: 2", "x.yaml:2:1: not valid YAML: a second document begins here; a configuration is one.")]
    public void What_is_no_configuration_is_said_with_its_place(string yaml, string beginning) =>
        Assert.StartsWith(beginning, Assert.Single(Read(yaml)), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment")]
    [InlineData("---\n...")]
    public void Nothing_is_an_empty_configuration(string yaml) => Assert.Empty(Read(yaml));

    [Fact]
    public void A_text_too_long_is_not_parsed() => Assert.Contains("characters long", Assert.Single(Read(new string('#', 5 << 20))), StringComparison.Ordinal);

    // Brackets, indentation, indicators and letters make most strings nearly YAML, which is where readers break.
    private static readonly Arbitrary<string> NearlyYaml = Gen.Elements("[]{}:,-?&*!|>'\"%@`#~ \n\t\\0aé\u0085\u2028\uFEFF".ToCharArray())
        .ListOf().Select(letters => string.Concat(letters)).ToArbitrary();

    [Fact]
    public void No_text_whatever_does_more_than_add_a_problem() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(NearlyYaml, text => Read(text).All(line => line.StartsWith("x.yaml", StringComparison.Ordinal))));

    private static IReadOnlyList<string> Read(string yaml)
    {
        var problems = new Problems();
        YamlReader.Read(yaml, "x.yaml", problems);
        return [.. problems.Found.Select(problem => problem.ToString())];
    }
}
