namespace FaceStream.Gallery.Tests;

public class PersonNameTests
{
    [Theory]
    [InlineData(" Alice\t\n", "Alice")]
    [InlineData("Anna\u00A0 \u3000Maria", "Anna Maria")]
    [InlineData("Andre\u0301", "André")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("../../etc/passwd", "../../etc/passwd")]
    [InlineData("Robert'); DROP TABLE person;--", "Robert'); DROP TABLE person;--")]
    [InlineData("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0")]
    [InlineData("👩‍🚀", "👩‍🚀")]
    [InlineData("❤️", "❤️")]
    [InlineData("محمد", "محمد")]
    [InlineData("0", "0")]
    public void A_name_is_text_trimmed_and_composed(string text, string name) => Assert.Equal(name, PersonName.Parse(text));

    [Theory]
    [InlineData("", "empty")]
    [InlineData(" \u00A0\t", "empty")]
    [InlineData("\u200D", "empty")]
    [InlineData("\u0301", "empty")]
    [InlineData("a\0b", "control character (U+0000) at place 2")]
    [InlineData("a\u001Bb", "control character (U+001B)")]
    [InlineData("a\nb", "control character (U+000A)")]
    [InlineData("a\u2028b", "line break (U+2028)")]
    [InlineData("ecila\u202E", "direction of the text (U+202E)")]
    [InlineData("\u2067a", "direction of the text (U+2067)")]
    [InlineData("Al\u200Bice", "invisible character (U+200B)")]
    [InlineData("\uFEFFAlice", "invisible character (U+FEFF)")]
    [InlineData("Alice\u3164", "invisible character (U+3164) at place 6")]
    [InlineData("\u2800", "invisible character (U+2800)")]
    [InlineData("Al\u034Fice", "invisible character (U+034F)")]
    [InlineData("a\uFFFF", "without a meaning (U+FFFF)")]
    public void What_cannot_be_seen_or_turns_the_text_is_no_name(string text, string why)
    {
        Assert.False(PersonName.TryParse(text, out _, out var reason));
        Assert.Contains(why, reason, StringComparison.Ordinal);
        Assert.Equal(GalleryRefusal.BadName, Assert.Throws<GalleryRefusedException>(() => PersonName.Parse(text)).Reason);
    }

    [Fact]
    public void Half_a_character_is_no_name()
    {
        Assert.False(PersonName.TryParse("a\uD800b", out _, out var why));
        Assert.Contains("not valid Unicode: half a character at place 2", why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hundred_characters_are_a_name_and_one_more_is_not()
    {
        Assert.Equal(100, PersonName.Parse(new string('x', 100)).Length);
        Assert.Equal(200, PersonName.Parse(string.Concat(Enumerable.Repeat("😀", 100))).Length);
        Assert.Equal(100, PersonName.Parse(string.Concat(Enumerable.Repeat("e\u0301", 100))).Length);
        foreach (var length in (int[])[101, 300, 10_000_000])
        {
            Assert.False(PersonName.TryParse(new string('x', length), out _, out var why));
            Assert.Contains($"{length} characters; 100 is the most", why, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Alice", " alice ")]
    [InlineData("André", "ANDRE\u0301")]
    [InlineData("Anna Maria", "anna\u00A0\u00A0maria")]
    [InlineData("Σίσυφος", "ΣΊΣΥΦΟΣ")]
    [InlineData("Kelvin", "\u212Aelvin")]
    [InlineData("Alice", "Al\u200Dice")]
    [InlineData("ǅ", "ǆ")]
    public void Twins_are_one_person(string name, string twin) => Assert.Equal(PersonName.Key(name), PersonName.Key(twin));

    [Theory]
    [InlineData("Alice", "Alicia")]
    [InlineData("Andre", "André")]
    [InlineData("annamaria", "Anna Maria")]
    [InlineData("Bill", "Вill")]
    public void Others_are_not(string name, string other) => Assert.NotEqual(PersonName.Key(name), PersonName.Key(other));
}
