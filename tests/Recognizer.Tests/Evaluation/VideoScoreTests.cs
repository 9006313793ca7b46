using FaceStream.Recognizer.Evaluation;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Identification;
using FaceStream.StreamIngest;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests.Evaluation;

public class VideoScoreTests
{
    private static readonly Box Left = new(0, 0, 100, 100), Right = new(100, 0, 100, 100);

    [Fact]
    public void Each_frame_is_right_or_missing_and_a_name_of_nobody_there_is_wrong()
    {
        var score = new VideoScore([new(0, 9, "ann", Left), new(0, 9, "", Right)]);
        for (var frame = 0; frame < 12; frame++)
        {
            score.Add(frame, Result(frame, frame switch
            {
                < 3 => [Seen(1, null, 10)],                          // ann without a name: missing
                < 8 => [Seen(1, "ann", 10), Seen(2, null, 150)],     // right; the stranger stays one
                8 => [Seen(1, "bob", 10), Seen(2, "ann", 150)],      // two wrong names, ann is missing, one flip
                9 => [Seen(1, "ann", 10)],                           // right again, and a flip back
                _ => [Seen(1, "ann", 10)],                           // she has gone by the truth: wrong
            }));
        }

        Assert.Equal((12, 6, 4, 4, 2, 2), (score.Frames, score.Right, score.Missing, score.Wrong, score.Flips, score.NamedTracks));
        var (appearance, delay) = Assert.Single(score.Delays);
        Assert.Equal(("ann", TimeSpan.FromSeconds(0.3)), (appearance.Person, delay));
    }

    [Fact]
    public void Two_people_in_one_region_are_told_apart_and_who_is_never_named_has_no_time()
    {
        var score = new VideoScore([new(5, 6, "ann", Left), new(5, 6, "bob", Left), new(90, 99, "cem", Left)]);

        score.Add(5, Result(5, Seen(1, "bob", 10)));
        score.Add(6, Result(6, Seen(1, "bob", 10)));

        Assert.Equal((2, 2, 0), (score.Right, score.Missing, score.Wrong));
        Assert.Equal([("ann", null), ("bob", TimeSpan.Zero)], score.Delays.Select(entry => (entry.Appearance.Person, entry.Delay)));
    }

    [Fact]
    public void A_tentative_name_is_none()
    {
        var score = new VideoScore([new(0, 0, "ann", Left)]);

        score.Add(0, Result(0, Seen(1, "bob", 10, IdentityState.Tentative)));

        Assert.Equal((0, 1, 0), (score.Right, score.Missing, score.Wrong));
    }

    [Fact]
    public void The_truth_is_read_with_its_regions_and_a_bad_line_is_named()
    {
        using var folder = new TemporaryFolder();
        const string Heading = "first_frame,last_frame,person,region_x,region_y,region_w,region_h,source_clip\n";
        var good = folder.Write("gt.csv", Heading + "0,64,office-A,0,0,480,480,brother\n5,9,,480,0,480,480,\n");
        var bad = folder.Write("bad.csv", Heading + "9,5,office-A,0,0,480,480,\n");

        Assert.Equal([new(0, 64, "office-A", new(0, 0, 480, 480)), new(5, 9, "", new(480, 0, 480, 480))], Appearance.Read(good));
        Assert.Contains("line 2", Assert.Throws<FormatException>(() => Appearance.Read(bad)).Message);
    }

    private static FrameResult Result(int frame, params RecognisedFace[] faces) =>
        new(new FrameHeader("door", 0, frame, TimeSpan.FromSeconds(frame / 10.0), 0, default, 200, 100, default), faces);

    private static RecognisedFace Seen(int track, string? name, float x, IdentityState state = IdentityState.Confirmed) =>
        new(track, new Face(new(x, 10, 40, 50), default, 1), 1, name is null ? Identity.Nobody : new(state, name[0], name, 0.8f, 0.99));
}
