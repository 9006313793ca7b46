using FaceStream.Recognizer.Evaluation;
using FaceStream.Recognizer.Quality;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests.Evaluation;

public class GroupProtocolTests
{
    [Fact]
    public void Pairs_are_counted_within_each_group_alone()
    {
        // On a circle: a's looks are 10° apart, b's 60°; c lies with a, in the other group.
        LabelledLook[] looks = [Look("a", 0), Look("a", 10), Look("b", 90), Look("b", 150), Look("c", 5), Look("c", 15)];

        var rates = GroupProtocol.Measure(looks, person => person == "c" ? "two" : "one", threshold: 0.9);

        Assert.Equal(["one", "two"], rates.Select(one => one.Group));
        Assert.Equal((2, 4, new Proportion(1, 2), new Proportion(0, 4)), (rates[0].People, rates[0].Looks, rates[0].Misses, rates[0].FalseMatches));
        Assert.Equal((1, 2, new Proportion(0, 1), new Proportion(0, 0)), (rates[1].People, rates[1].Looks, rates[1].Misses, rates[1].FalseMatches));
        Assert.All(rates, one => Assert.True(one.TooSmall));
        Assert.False(rates[0].DiffersFrom(rates[1]));
    }

    [Fact]
    public void Groups_differ_when_there_is_enough_of_both_and_their_intervals_are_apart()
    {
        GroupRates Group(int missed, int of, int people = 50) => new("g", people, 2 * of, new(missed, of), new(0, 1000));

        Assert.True(Group(50, 200).DiffersFrom(Group(10, 200)));
        Assert.False(Group(20, 200).DiffersFrom(Group(10, 200)));
        Assert.False(Group(50, 200, people: 19).DiffersFrom(Group(10, 200)));
        Assert.True(Group(30, 99).TooSmall);
    }

    [Fact]
    public void A_list_that_is_none_or_puts_somebody_in_two_groups_is_told_with_its_line()
    {
        using var folder = new TemporaryFolder();
        var good = folder.Write("good.csv", "path,person,group,more\na/1.jpg,a,one,x\n\nb/1.jpg,b,two,y\n");

        Assert.Equal([new(folder["a/1.jpg"], "a", "one"), new(folder["b/1.jpg"], "b", "two")], GroupedPicture.Read(good));
        Assert.Contains("line 3", Assert.Throws<FormatException>(() => GroupedPicture.Read(folder.Write("two.csv", "path,person,group\na/1.jpg,a,one\na/2.jpg,a,two\n"))).Message, StringComparison.Ordinal);
        Assert.Contains("line 2", Assert.Throws<FormatException>(() => GroupedPicture.Read(folder.Write("bad.csv", "path,person,group\na/1.jpg,a,\n"))).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => GroupedPicture.Read(folder.Write("none.csv", "a,b,c\n")));
    }

    private static LabelledLook Look(string person, double degrees) => new(
        person, new[] { (float)Math.Cos(degrees * Math.PI / 180), (float)Math.Sin(degrees * Math.PI / 180) }, new LookQuality(1, 60, 1, 0, 0, 0, 1, 1));
}
