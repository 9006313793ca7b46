using System.Buffers.Binary;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.StreamIngest.Tests.Imaging;

public class StillPictureTests
{
    [Theory]
    [InlineData("still.jpg", "-q:v 1 -pix_fmt yuvj420p", 0, true)]
    [InlineData("still422.jpg", "-q:v 1 -pix_fmt yuvj422p", 1, true)]
    [InlineData("stillgrey.jpg", "-q:v 1 -pix_fmt gray", 0.6, true)]
    [InlineData("stillrgb.png", "-pix_fmt rgb24", 1.5, true)]
    [InlineData("stillrgba.png", "-pix_fmt rgba", 1.5, true)]
    [InlineData("still16.png", "-pix_fmt rgb48be", 1.5, true)]
    [InlineData("stillpal.png", "-pix_fmt pal8", 1.5, true)]
    [InlineData("still.bmp", "-pix_fmt bgr24", 1.5, true)]
    [InlineData("still.webp", "-c:v libwebp -quality 95 -pix_fmt yuv420p", 0, false)]
    [InlineData("stilllossless.webp", "-c:v libwebp -lossless 1 -pix_fmt bgra", 1.5, true)]
    public void The_usual_formats_are_read_with_their_colours(string name, string encoder, double tolerance, bool full)
    {
        var path = Footage.Make(name, $"-f lavfi -i testsrc=size=162x121:rate=1 -frames:v 1 {encoder}");

        using var picture = StillPicture.Load(path);

        Assert.Equal((162, 121, new YuvColour(YuvMatrix.Bt601, full)), (picture.Header.Width, picture.Header.Height, picture.Header.Colour));
        var oracle = Footage.Raw(path, full ? "-vf scale=out_color_matrix=bt601:out_range=pc -pix_fmt yuvj420p" : "-pix_fmt yuv420p");
        Assert.InRange(Footage.Difference(oracle, picture.Bytes()), 0, tolerance);
    }

    [Theory]
    [MemberData(nameof(Orientations))]
    public void Pictures_are_turned_and_mirrored_as_their_camera_noted(int orientation, bool bigEndian, bool png)
    {
        // Two ways to the same picture: ffmpeg's filters on the plain file, EXIF on the marked one.
        var name = png ? "exif.png" : "exif.jpg";
        var file = File.ReadAllBytes(Footage.Make(name, "-f lavfi -i testsrc2=size=64x48:rate=1 -frames:v 1 -q:v 1 -pix_fmt " + (png ? "gray" : "yuvj420p")));
        string[] filters = ["null", "hflip", "hflip,vflip", "vflip", "transpose=cclock_flip", "transpose=clock", "transpose=clock_flip", "transpose=cclock"];
        var plain = Footage.Write($"{orientation}{bigEndian}{name}", file);

        using var picture = StillPicture.Decode(Pictures.WithOrientation(file, orientation, bigEndian), name);

        var expected = Footage.Raw(plain, $"-vf {filters[orientation - 1]} -pix_fmt {(png ? "gray" : "yuvj420p")}");
        Assert.Equal(orientation >= 5 ? (48, 64) : (64, 48), (picture.Header.Width, picture.Header.Height));
        Assert.Equal(expected, picture.Bytes()[..expected.Length]);
    }

    [Theory]
    [InlineData("\0\0\0\u0018ftypheic\0\0\0\0", "is a HEIC picture")]
    [InlineData("\0\0\0\u0018ftypavif\0\0\0\0", "is an AVIF picture")]
    [InlineData("\0\0\0\u0018ftypisom\0\0\0\0", "is a video, not a picture")]
    [InlineData("GIF89a\u0001\0\u0001\0", "is a GIF")]
    [InlineData("%PDF-1.7\n", "is a PDF document")]
    [InlineData("<?xml version=\"1.0\"?>\n<svg xmlns=\"x\"/>", "is an SVG drawing")]
    [InlineData("II*\0\u0008\0\0\0", "is a TIFF")]
    [InlineData("Dear diary", "is text, not a picture")]
    [InlineData("\u0001\u0002\u0003\u0004", "is not a picture")]
    [InlineData("", "is empty")]
    public void Other_files_are_refused_by_their_kind(string content, string words)
    {
        var refused = Assert.Throws<PictureException>(() => StillPicture.Decode(System.Text.Encoding.Latin1.GetBytes(content), "me.jpg"));

        Assert.StartsWith("me.jpg: " + words, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8000, 5001)]
    [InlineData(100_000, 100_000)]
    public void Huge_pictures_are_refused_by_their_header(int width, int height)
    {
        var bomb = File.ReadAllBytes(Footage.Make("stillrgb2.png", "-f lavfi -i testsrc2=size=16x16:rate=1 -frames:v 1"));
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(20), height);

        var refused = Assert.Throws<PictureException>(() => StillPicture.Decode(bomb, "bomb.png"));

        Assert.Contains($"{width} × {height} pixels", refused.Message, StringComparison.Ordinal);
        Assert.Contains("40 million is the limit", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cutoff.png", "")]
    [InlineData("cutoff.jpg", "-q:v 1 -pix_fmt yuvj420p")]
    [InlineData("cutoff.webp", "-c:v libwebp -quality 95 -pix_fmt yuv420p")]
    public void Pictures_that_were_cut_off_are_refused_at_any_length(string name, string encoder)
    {
        var file = File.ReadAllBytes(Footage.Make(name, $"-f lavfi -i testsrc2=size=160x120:rate=1 -frames:v 1 {encoder}"));

        for (var length = 1; length < file.Length * 9 / 10; length += Math.Max(1, file.Length / 60))
        {
            var refused = Assert.Throws<PictureException>(() => StillPicture.Decode(file.AsMemory(0, length), name).Dispose());
            Assert.StartsWith(name, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Any_broken_bytes_end_in_a_picture_or_in_words()
    {
        foreach (var source in (string[])["still.jpg", "stillrgb.png", "still.webp", "still.bmp"])
        {
            var path = Footage.Make("fuzz" + source, "-f lavfi -i testsrc2=size=48x32:rate=1 -frames:v 1 " + (source.EndsWith("webp", StringComparison.Ordinal) ? "-c:v libwebp" : ""));
            var whole = File.ReadAllBytes(path);
            var random = new Random(7);
            for (var i = 0; i < 300; i++)
            {
                var broken = whole.ToArray();
                for (var flips = random.Next(1, 6); flips > 0; flips--)
                    broken[random.Next(Math.Min(broken.Length, i % 2 == 0 ? 64 : broken.Length))] = (byte)random.Next(256);
                try
                {
                    StillPicture.Decode(broken, "broken").Dispose();
                }
                catch (PictureException)
                {
                }
            }
        }
    }

    [Fact]
    public void Missing_files_and_directories_are_told_apart()
    {
        Assert.EndsWith("no such file", Assert.Throws<PictureException>(() => StillPicture.Load(Footage.Nowhere("gone.jpg"))).Message, StringComparison.Ordinal);
        Assert.Contains("is a directory", Assert.Throws<PictureException>(() => StillPicture.Load(Path.GetTempPath())).Message, StringComparison.Ordinal);
    }

    public static TheoryData<int, bool, bool> Orientations() =>
        [.. from orientation in Enumerable.Range(1, 8)
            from png in (bool[])[false, true]
            select (orientation, orientation % 2 == 0, png)];
}
