using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Detection.Mtcnn;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Models;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;
using FaceStream.StreamIngest.Zones;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests.Detection;

/// <summary>A search of the whole picture is the oracle: of its faces, those whose middle lies in the zones are found, and no others.</summary>
public sealed class ZonesTests : IDisposable
{
    private readonly MtcnnDetector _plain = Detector(new GraphProposals(TestModels.Load("mtcnn-pnet")));
    private readonly Watched _proposals = new(Proposals.For(TestModels.Store.Get("mtcnn-pnet"), TestModels.Load("mtcnn-pnet"), Workers.Alone));
    private readonly MtcnnDetector _fast;
    private readonly TemporaryFolder _folder = new();

    public ZonesTests() => _fast = Detector(_proposals);

    [Fact]
    public void The_faces_of_random_zones_are_those_that_a_search_of_the_whole_picture_finds_there()
    {
        var (random, faces) = (new Random(12), 0);
        foreach (var (file, size) in Photos())
        {
            using var frame = size is { } odd ? Cut(file, odd) : StillPicture.Load(file);
            var whole = _plain.Detect([frame], [new(40)])[0];
            for (var i = 0; i < 4; i++)
            {
                var search = new FaceSearch(40) { Area = Some(random) };

                var found = _fast.Detect([frame], [search])[0];

                Same(Array.FindAll(whole, face => search.Includes(face.Box, frame.Header)), found, $"{file} {string.Join("; ", search.Area.Zones.Select(Words))}");
                faces += found.Length;
            }
        }

        Assert.True(faces > 60, $"only {faces} faces were compared");
    }

    [Fact]
    public void Zones_of_several_cameras_in_one_batch_do_not_touch_one_another()
    {
        var random = new Random(3);
        var frames = Photos().Take(4).Select(photo => StillPicture.Load(photo.File)).ToArray();
        var searches = Array.ConvertAll(frames, _ => new FaceSearch(random.Next(30, 60)) { Area = Some(random) });
        searches[3] = new(40);

        var together = _fast.Detect(frames, searches);

        for (var i = 0; i < frames.Length; i++)
            Same(_fast.Detect([frames[i]], [searches[i]])[0], together[i], $"picture {i}");
        Array.ForEach(frames, frame => frame.Dispose());
    }

    [Theory]
    [InlineData(0, 0, 0.5, 1, 0.66)]
    [InlineData(0.4, 0.4, 0.6, 0.6, 0.2)]
    [InlineData(0, 0, 1, 1, 1)]
    public void P_Net_looks_only_at_the_rectangle_of_the_zone(double left, double top, double right, double bottom, double share)
    {
        using var frame = StillPicture.Load(Places.Package("@vladmandic/face-api/demo/sample1.jpg"));
        _fast.Detect([frame], [new(40)]);
        var whole = _proposals.TakePixels();

        _fast.Detect([frame], [new(40) { Area = new([Rectangle(left, top, right, bottom)]) }]);

        Assert.InRange(_proposals.TakePixels(), 1, (long)(share * whole));
    }

    [Fact]
    public void What_is_cut_away_at_a_side_is_not_looked_at_either()
    {
        using var frame = StillPicture.Load(Places.Package("@vladmandic/face-api/demo/sample1.jpg"));

        _fast.Detect([frame], [new(40) { Area = new([Rectangle(0, 0.5, 1, 1)]) }]);
        var included = _proposals.TakePixels();
        _fast.Detect([frame], [new(40) { Area = new([Rectangle(0, 0, 1, 0.5) with { Kind = ZoneKind.Exclude }]) }]);

        Assert.Equal(included, _proposals.TakePixels());
    }

    [Fact]
    public void Where_everything_is_excluded_nobody_is_found()
    {
        using var frame = StillPicture.Load(Places.Package("@vladmandic/face-api/demo/sample1.jpg"));

        Assert.Empty(_fast.Detect([frame], [new(40) { Area = new([Rectangle(0, 0, 1, 1) with { Kind = ZoneKind.Exclude }]) }])[0]);
    }

    [Fact]
    public void A_face_that_the_edge_of_the_picture_cuts_belongs_to_the_zone_at_that_edge()
    {
        var search = new FaceSearch(40) { Area = new([Rectangle(0.5, 0, 1, 1)]) };
        var picture = new FrameHeader("door", 0, 0, default, 0, default, 100, 100, default);

        Assert.True(search.Includes(new Box(90, 40, 30, 30), picture));
        Assert.False(search.Includes(new Box(-20, 40, 30, 30), picture));
        Assert.True(search.Includes(new Box(70, 90, 30, 30), picture));
    }

    public void Dispose()
    {
        _plain.Dispose();
        _fast.Dispose();
        _folder.Dispose();
    }

    private static MtcnnDetector Detector(IProposals proposals) =>
        new(TestModels.Load("mtcnn-pnet"), TestModels.Load("mtcnn-rnet"), TestModels.Load("mtcnn-onet"), new MtcnnOptions(), proposals);

    /// <summary>Group photos, each as it is, and every third cut to odd numbers of rows and columns.</summary>
    private static IEnumerable<(string File, (int Width, int Height)? Odd)> Photos()
    {
        var files = File.ReadLines(Places.SharedData("group.csv")).Skip(1).Select(line => Places.SharedData(line.Split(',')[0])).ToArray();
        for (var i = 0; i < files.Length; i++)
        {
            yield return (files[i], null);
            if (i % 3 == 0)
                yield return (files[i], (633 + 2 * i, 421 + 4 * i));
        }
    }

    /// <summary>The middle of a photo, through ffmpeg.</summary>
    private Frame Cut(string file, (int Width, int Height) size)
    {
        var cut = _folder["cut.png"];
        Ffmpeg.Run($"-y -i {file} -vf scale={size.Width}:{size.Height}:force_original_aspect_ratio=increase,crop={size.Width}:{size.Height} {cut}");
        return StillPicture.Load(cut);
    }

    private static SearchArea Some(Random random) =>
        new([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => new Zone { Kind = (ZoneKind)random.Next(2), Points = Shape(random) })]);

    /// <summary>A rectangle or a triangle, anywhere.</summary>
    private static ZonePoint[] Shape(Random random)
    {
        var points = Enumerable.Range(0, 3).Select(_ => new ZonePoint(Somewhere(random), Somewhere(random))).ToArray();
        return random.Next(2) == 0 ? points : [.. Rectangle(points[0].X, points[0].Y, points[1].X, points[1].Y).Points];
    }

    private static double Somewhere(Random random) => Math.Clamp(random.NextDouble() * 1.2 - 0.1, 0, 1);

    private static Zone Rectangle(double left, double top, double right, double bottom) =>
        new() { Points = [new(left, top), new(right, top), new(right, bottom), new(left, bottom)] };

    private static string Words(Zone zone) => $"{zone.Kind} {string.Join(", ", zone.Points.Select(point => $"{point.X} {point.Y}"))}";

    private static void Same(Face[] expected, Face[] found, string where)
    {
        Assert.True(expected.Length == found.Length, $"{where}: {found.Length} faces, not {expected.Length}");
        foreach (var (a, b) in expected.Zip(found))
        {
            foreach (var apart in (float[])[a.Box.X - b.Box.X, a.Box.Y - b.Box.Y, a.Box.Right - b.Box.Right, a.Box.Bottom - b.Box.Bottom, (a.Landmarks[2] - b.Landmarks[2]).Length()])
                Assert.True(MathF.Abs(apart) < 1e-3f, $"{where}: {b.Box}, not {a.Box}");
        }
    }

    /// <summary>Counts what P-Net is given.</summary>
    private sealed class Watched(IProposals inner) : IProposals
    {
        private long _pixels;

        public (int Rows, int Columns) Cells => inner.Cells;

        public Span<float> Prepare(int pictures, int height, int width)
        {
            _pixels += (long)pictures * height * width;
            return inner.Prepare(pictures, height, width);
        }

        public int Passes => inner.Passes;

        public void Run(int worker, int pass) => inner.Run(worker, pass);

        /// <summary>How many since the last time.</summary>
        public long TakePixels() => Interlocked.Exchange(ref _pixels, 0);

        public ReadOnlySpan<float> Scores(int picture) => inner.Scores(picture);

        public ReadOnlySpan<float> Shifts(int picture) => inner.Shifts(picture);
    }
}
