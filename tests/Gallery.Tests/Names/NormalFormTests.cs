using FaceStream.Gallery.Names;
using FsCheck;
using FsCheck.Fluent;

namespace FaceStream.Gallery.Tests.Names;

public class NormalFormTests
{
    [Theory]
    [InlineData("Andre\u0301", "Andr\u00E9")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("\u1112\u1161\u11AB\u1100\u1173\u11AF", "한글")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("\u0301", "\u0301")]
    public void Letters_and_marks_are_joined_as_Unicode_says(string text, string expected) =>
        Assert.Equal(expected, NormalForm.Compose(text));

    [Fact]
    public void Every_character_is_composed_as_ICU_composes_it()
    {
        var icu = Icu.Find() ?? throw Xunit.Sdk.SkipException.ForSkip("ICU is the oracle, and is not installed.");
        for (var point = 0; point < 0x30000; point++)       // above are ideographs and private use, which never change
        {
            if (point is >= 0xD800 and < 0xE000 || !icu.KnownToUnicode15(point))
                continue;
            var text = char.ConvertFromUtf32(point);
            Assert.Equal(icu.Compose(text), NormalForm.Compose(text));
            Assert.Equal(icu.Compose("a" + text + "\u0323\u0301"), NormalForm.Compose("a" + text + "\u0323\u0301"));
        }
    }

    [Fact]
    public void Any_text_of_letters_marks_and_syllables_is_composed_as_ICU_composes_it()
    {
        var icu = Icu.Find() ?? throw Xunit.Sdk.SkipException.ForSkip("ICU is the oracle, and is not installed.");
        var point = Gen.OneOf(
            Gen.Choose('A', 'z'), Gen.Choose(0xC0, 0x24F), Gen.Choose(0x300, 0x36F), Gen.Choose(0x5B0, 0x5C7), Gen.Choose(0x1100, 0x11FF),
            Gen.Choose(0xAC00, 0xAC40), Gen.Choose(0x900, 0x9FF), Gen.Choose(0x1E00, 0x1FFF), Gen.Choose(0x1D157, 0x1D1C0));
        var text = point.Where(icu.KnownToUnicode15).ListOf().Select(points => string.Concat(points.Select(char.ConvertFromUtf32)));
        Prop.ForAll(text.ToArbitrary(), t => NormalForm.Compose(t) == icu.Compose(t))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }
}
