using FaceStream.StreamIngest.Imaging;
using FaceStream.Tests;

namespace FaceStream.StreamIngest.Tests.Imaging;

public sealed class VideoWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(64, 48, 64, 48)]
    [InlineData(63, 47, 64, 48)]
    public void What_is_written_can_be_watched(int width, int height, int toWidth, int toHeight)
    {
        var colour = new YuvColour(YuvMatrix.Bt709, FullRange: false);
        using (var writer = new VideoWriter(_folder["out.mp4"], width, height, 12.5, colour, crf: 5))
        {
            using var frame = Pictures.Gradient(width, height, colour);
            for (var i = 0; i < 5; i++)
                writer.Write(frame);
            for (var i = 0; i < 5; i++)
                writer.Write(frame.Bytes());
            writer.Finish();
        }

        using var source = Footage.Source(_folder["out.mp4"]);
        var info = source.Open(TestContext.Current.CancellationToken);
        var pictures = Footage.Read(source);
        Assert.Equal((10, "h264", toWidth, toHeight, 12.5), (pictures.Count, info.Codec, info.Width, info.Height, info.Fps));
        Assert.Equal(colour, pictures[0].Picture.Colour);
        using var expected = Pictures.Gradient(width, height, colour);
        for (var x = 0; x < width; x += 5)
            Assert.InRange(pictures[9].Planes[20 * toWidth + x], expected.Y[20 * width + x] - 4, expected.Y[20 * width + x] + 4);
        Assert.Equal(["out.mp4"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void What_is_not_finished_leaves_nothing_behind()
    {
        using (var writer = new VideoWriter(_folder["out.mp4"], 64, 48, 25, default))
            writer.Write(Pictures.Gradient(64, 48));

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told() => Assert.Contains(
        "no such folder",
        Assert.Throws<VideoWriterException>(() => new VideoWriter(_folder["none/out.mp4"], 64, 48, 25, default)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void What_ffmpeg_complains_of_is_passed_on()
    {
        Directory.CreateDirectory(_folder["out.mp4.part"]);      // ffmpeg cannot open it
        using var writer = new VideoWriter(_folder["out.mp4"], 64, 48, 25, default);

        var failed = Assert.Throws<VideoWriterException>(() =>
        {
            for (var i = 0; i < 1000; i++)
                writer.Write(new byte[64 * 48 * 3 / 2]);
            writer.Finish();
        });

        Assert.Contains("Is a directory", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_of_size_is_refused()
    {
        using var writer = new VideoWriter(_folder["out.mp4"], 64, 48, 25, default);
        using var other = Pictures.Gradient(32, 24);

        Assert.Contains("from 64×48 to 32×24", Assert.Throws<VideoWriterException>(() => writer.Write(other)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => writer.Write(new byte[10]));
    }
}
