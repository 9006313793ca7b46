using FaceStream.Tests;

namespace FaceStream.Dashboard.Tests.Commands;

public sealed class EvalCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_list_of_pairs_is_judged_in_the_promised_format()
    {
        // Ten pairs of one person, ten of two.
        var (franck, audrey) = (Footage.Franck(2045), Footage.Audrey);
        var list = _folder.Write("pairs.csv", "a,b,label,source\n" +
            string.Concat(Enumerable.Repeat($"{franck},{Footage.Franck(3909)},same,own-1\n", 10)) +
            string.Concat(Enumerable.Repeat($"{franck},{audrey},different,own-2\n", 10)));

        var answer = await Run("eval", "verification", list, "--json");

        Assert.Equal(0, answer.Code);
        Assert.Equal((20, 1.0, 0.0, 0), (answer.Json.GetProperty("pairs").GetInt32(), answer.Json.GetProperty("accuracy").GetDouble(),
            answer.Json.GetProperty("accuracy_std").GetDouble(), answer.Json.GetProperty("no_face").GetInt32()));
        Assert.Equal(1, answer.Json.GetProperty("tar").GetProperty("1e-1").GetDouble());
    }

    [Fact]
    public async Task A_list_that_is_none_or_too_short_is_told_with_its_line()
    {
        var wrong = _folder.Write("wrong.csv", "a,b,label\nx.jpg,y.jpg,perhaps\n");
        var few = _folder.Write("few.csv", $"a,b,label\n{Footage.Audrey},{Footage.Audrey},same\n");

        var (answer, tooFew, none) = (await Run("eval", "verification", wrong), await Run("eval", "verification", few), await Run("eval", "verification", _folder["none.csv"]));

        Assert.Equal((2, 2, 4), (answer.Code, tooFew.Code, none.Code));
        Assert.Contains("line 2", answer.Error, StringComparison.Ordinal);
        Assert.Contains("10", tooFew.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<Cli.Answer> Run(params string[] args) => Cli.Run(Footage.Home(_folder), args);
}
