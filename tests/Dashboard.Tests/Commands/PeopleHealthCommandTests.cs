using FaceStream.Dashboard.Commands;

namespace FaceStream.Dashboard.Tests.Commands;

public class PeopleHealthCommandTests
{
    [Theory]
    [InlineData(500, 14.4213, 9.6142, "At 500 strangers a day (identification.strangers_a_day, at each camera) 14 wrong names a month are to be expected, at most 9.6 of one person (Alice).")]
    [InlineData(500, 0.12345, 0.00012345, "At 500 strangers a day (identification.strangers_a_day, at each camera) 0.12 wrong names a month are to be expected, at most 0.00012 of one person (Alice).")]
    public void Wrong_names_are_foreseen_with_two_digits(double strangers, double wrong, double likeliest, string words) =>
        Assert.Equal(words, PeopleHealthCommand.Forecast(strangers, wrong, new(new(1, "Alice"), 3, likeliest)));

    [Fact]
    public void A_similarity_has_the_digits_that_the_pages_show() => Assert.Equal("0.61", PeopleHealthCommand.Cosine(0.6149f));
}
