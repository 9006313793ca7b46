using FaceStream.Dashboard.Configuration;
using FaceStream.Recognizer.Models;

namespace FaceStream.Dashboard.Tests.Configuration;

public class ScalarsTests
{
    [Theory]
    [InlineData("5", 5)]
    [InlineData("5s", 5)]
    [InlineData("1500ms", 1.5)]
    [InlineData("2m", 120)]
    [InlineData("1.5h", 5400)]
    [InlineData("00:01:05", 65)]
    [InlineData("5 s", 5)]
    [InlineData("-1s", -1)]
    public void A_time_has_a_unit_or_is_in_seconds(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Scalars.Parse(typeof(TimeSpan), text));

    [Theory]
    [InlineData(typeof(TimeSpan), "soon")]
    [InlineData(typeof(TimeSpan), "5 parsecs")]
    [InlineData(typeof(TimeSpan), "1e300h")]
    [InlineData(typeof(TimeSpan), "99:99:99:99:99")]
    [InlineData(typeof(int), "1.5")]
    [InlineData(typeof(int), "99999999999")]
    [InlineData(typeof(double), "NaN")]
    [InlineData(typeof(double), "1,5")]
    [InlineData(typeof(bool), "yes")]
    [InlineData(typeof(ExecutionProvider), "gpu")]
    [InlineData(typeof(ExecutionProvider), "1")]
    public void What_is_not_of_the_kind_is_nothing(Type type, string text) => Assert.Null(Scalars.Parse(type, text));

    [Theory]
    [InlineData("tensorrt", ExecutionProvider.TensorRt)]
    [InlineData("CPU", ExecutionProvider.Cpu)]
    public void A_choice_is_one_word(string text, ExecutionProvider provider) => Assert.Equal(provider, Scalars.Parse(typeof(ExecutionProvider), text));
}
