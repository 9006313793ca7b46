using FaceStream.Dashboard.Annotation;
using FaceStream.Recognizer.Identification;
using FaceStream.StreamIngest;

namespace FaceStream.Dashboard.Tests.Annotation;

public class AnnotationTests
{
    // ITU-R BT.601 and BT.709 in studio range, and JFIF: the standards' own values of pure colours.
    [Theory]
    [InlineData(255, 0, 0, YuvMatrix.Bt601, false, 81, 90, 240)]
    [InlineData(0, 0, 255, YuvMatrix.Bt601, false, 41, 240, 110)]
    [InlineData(255, 0, 0, YuvMatrix.Bt709, false, 63, 102, 240)]
    [InlineData(255, 255, 255, YuvMatrix.Bt709, false, 235, 128, 128)]
    [InlineData(0, 0, 0, YuvMatrix.Bt2020, false, 16, 128, 128)]
    [InlineData(0, 255, 0, YuvMatrix.Bt601, true, 150, 44, 21)]
    public void Ink_takes_the_colours_of_the_picture(byte red, byte green, byte blue, YuvMatrix matrix, bool full, byte y, byte u, byte v) =>
        Assert.Equal((y, u, v), new Ink(red, green, blue).In(new(matrix, full)));

    [Theory]
    [InlineData(-5, -5, 9, 9)]
    [InlineData(12, 6, 50, 50)]
    [InlineData(-100, 3, 300, 1)]
    [InlineData(40, 40, 5, 5)]
    public void What_is_drawn_across_the_edge_of_an_odd_picture_is_cut(int x, int y, int width, int height)
    {
        var canvas = new Canvas(Header(15, 9));

        canvas.Fill(x, y, width, height, new Ink(255, 255, 255));

        for (var row = 0; row < 9; row++)
        {
            for (var column = 0; column < 15; column++)
            {
                var inside = column >= x && column < x + width && row >= y && row < y + height;
                Assert.Equal(inside ? 235 : 0, canvas.Planes[row * 15 + column]);
            }
        }
    }

    [Fact]
    public void Names_in_any_script_and_with_any_signs_are_set()
    {
        using var press = new LabelPress(20);
        var (plain, braces, arabic, nothing) = (press["Al"], press[@"Al {\b1}\N"], press["علي"], press[" "]);

        Assert.Equal(30, plain.Height);
        Assert.True(plain.Cover.Count(ink => ink == 255) > 20, "the letters have solid parts");
        Assert.True(braces.Width > 2 * plain.Width, $"what would be commands is text: {braces.Width} against {plain.Width}");
        Assert.Contains(arabic.Cover, ink => ink > 200);
        Assert.DoesNotContain(nothing.Cover, ink => ink > 0);
        Assert.Same(plain, press["Al"]);
    }

    [Fact]
    public void A_box_is_drawn_where_the_face_is_with_its_name_above()
    {
        using var press = new LabelPress(14);
        var canvas = new Canvas(Header(160, 120));
        var face = new RecognisedFace(1, new(new(40, 60, 50, 40), default, 1), 1, new(IdentityState.Confirmed, 1, "Al", 0.8f, 1));

        new Overlay(press).Draw(canvas, [face]);

        var box = new Ink(0, 158, 115).In(default).Y;
        Assert.Equal((box, box, box, box), (Luma(canvas, 40, 60), Luma(canvas, 89, 60), Luma(canvas, 40, 99), Luma(canvas, 89, 99)));
        Assert.Equal(0, Luma(canvas, 60, 80));
        Assert.Equal(box, Luma(canvas, 41, 41));
        Assert.Contains(canvas.Planes[(41 * 160)..(60 * 160)].ToArray(), luma => luma is > 0 and < 60);      // letters, between black and the box's colour
    }

    [Theory]
    [InlineData(IdentityState.Confirmed, "Al", "#4 Al")]
    [InlineData(IdentityState.Tentative, "Al", "#4 Al?")]
    [InlineData(IdentityState.Contested, "Al", "#4 contested: Al")]
    [InlineData(IdentityState.Unknown, null, "#4 unknown")]
    public void A_label_says_how_sure_the_name_is(IdentityState state, string? person, string words) =>
        Assert.Equal(words, Overlay.Words(new(4, default, 1, new(state, 1, person, 0, 0))));

    private static byte Luma(Canvas canvas, int x, int y) => canvas.Planes[y * canvas.Size.Width + x];

    private static FrameHeader Header(int width, int height) => new("a", 0, 0, TimeSpan.Zero, 0, default, width, height, default);
}
