using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Detection.Mtcnn;
using FaceStream.Recognizer.Faces;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests.Detection;

public sealed class MtcnnDetectorTests : IDisposable
{
    private readonly MtcnnDetector _detector = new(
        TestModels.Load("mtcnn-pnet"), TestModels.Load("mtcnn-rnet"), TestModels.Load("mtcnn-onet"), new MtcnnOptions());

    [Theory]
    [InlineData("sample1.jpg", 3)]
    [InlineData("sample3.jpg", 3)]
    [InlineData("sample4.jpg", 4)]
    [InlineData("sample5.jpg", 5)]
    [InlineData("sample6.jpg", 4)]
    public void Every_face_of_a_group_is_found(string picture, int people)
    {
        using var frame = Picture(picture);

        var faces = _detector.Detect([frame], [new(60)])[0];

        Assert.Equal(people, faces.Length);
        Assert.All(faces, face => Assert.True(LandmarksInside(face), $"{face} has landmarks outside its box"));
    }

    [Fact]
    public void In_most_group_photos_all_faces_are_found_and_nothing_else()
    {
        var photos = File.ReadLines(Places.SharedData("group.csv")).Skip(1).Select(line => line.Split(',')).ToArray();

        var wrong = new List<string>();
        foreach (var photo in photos)
        {
            using var frame = StillPicture.Load(Places.SharedData(photo[0]));
            var count = _detector.Detect([frame], [FaceSearch.Of(new() { Name = "group", Source = photo[0] })])[0].Length;
            if (count < int.Parse(photo[3], null) || count > int.Parse(photo[4], null))
                wrong.Add($"{photo[0]}: {count}, not {photo[3]} to {photo[4]}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', wrong));
        Assert.True(wrong.Count <= 2, string.Join('\n', wrong)); // of 19; all were right when this was written
    }

    [Fact]
    public void Pictures_of_one_batch_do_not_touch_one_another()
    {
        using var three = Picture("sample1.jpg");
        using var four = Picture("sample6.jpg");
        using var again = Picture("sample1.jpg");

        var together = _detector.Detect([three, four, again], [new(60), new(80), new(60)]);

        Same(_detector.Detect([three], [new(60)])[0], together[0]);
        Same(_detector.Detect([four], [new(80)])[0], together[1]);
        Same(together[0], together[2]);
    }

    [Fact]
    public void A_face_that_moved_a_little_is_found_from_where_it_was()
    {
        using var frame = Picture("sample3.jpg");
        var faces = _detector.Detect([frame], [new(80)])[0];
        var expected = faces.Select(face => face.Box with { X = face.Box.X + 0.15f * face.Box.Width, Y = face.Box.Y - 0.1f * face.Box.Height });

        var found = _detector.Refine([frame], [expected.ToArray()])[0];

        for (var i = 0; i < faces.Length; i++)
            Assert.True(found[i]!.Value.Box.Iou(faces[i].Box) > 0.75f, $"{faces[i].Box} became {found[i]!.Value.Box}");
    }

    [Fact]
    public void Where_there_is_no_face_none_is_found()
    {
        using var frame = Picture("sample3.jpg");

        Assert.Equal([null], _detector.Refine([frame], [[new Box(20, 1000, 200, 200)]])[0]);
    }

    public void Dispose() => _detector.Dispose();

    private static Frame Picture(string name) => StillPicture.Load(Places.Package($"@vladmandic/face-api/demo/{name}"));

    private static bool LandmarksInside(Face face)
    {
        for (var i = 0; i < Landmarks.Count; i++)
        {
            var (x, y) = (face.Landmarks[i].X - face.Box.X, face.Landmarks[i].Y - face.Box.Y);
            if (x < -0.1f * face.Box.Width || y < -0.1f * face.Box.Height || x > 1.1f * face.Box.Width || y > 1.1f * face.Box.Height)
                return false;
        }

        return true;
    }

    private static void Same(Face[] alone, Face[] together)
    {
        Assert.Equal(alone.Length, together.Length);
        for (var i = 0; i < alone.Length; i++)
        {
            Assert.Equal(alone[i].Box.X, together[i].Box.X, 1e-3);
            Assert.Equal(alone[i].Box.Y, together[i].Box.Y, 1e-3);
            Assert.Equal(alone[i].Box.Width, together[i].Box.Width, 1e-3);
            Assert.Equal(alone[i].Score, together[i].Score, 1e-4);
        }
    }
}
