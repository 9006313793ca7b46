using FaceStream.Dashboard.Output;

namespace FaceStream.Dashboard.Tests.Output;

public class FoldedTests
{
    [Theory]
    [InlineData("one two three", 7, "one two|three")]
    [InlineData("one two three", 13, "one two three")]
    [InlineData("one\n two", 20, "one| two")]
    [InlineData("a word-that-is-longer b", 6, "a|word-that-is-longer|b")]
    [InlineData("", 6, "")]
    public void Lines_end_between_words(string text, int width, string folded) => Assert.Equal(folded, Folded.At(text, width, "|"));
}
