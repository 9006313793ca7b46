using FaceStream.Dashboard.Commands;

namespace FaceStream.Dashboard.Tests.Commands;

public class VerifyCommandTests
{
    [Theory]
    [InlineData(0.72, "72 % of pairs of two different people are at least as similar")]
    [InlineData(0.000648, "one in 1,500 pairs of two different people is at least as similar")]
    [InlineData(6.2e-12, "fewer than one in a billion pairs of two different people are at least as similar")]
    [InlineData(0, "fewer than one in a billion pairs of two different people are at least as similar")]
    public void A_similarity_is_as_rare_as_calibration_can_say_and_no_digit_more(double chance, string words) =>
        Assert.Equal(words, VerifyCommand.Share(chance));
}
