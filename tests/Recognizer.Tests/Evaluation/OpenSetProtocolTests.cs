using FaceStream.Recognizer.Evaluation;
using FaceStream.Recognizer.Models;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests.Evaluation;

public class OpenSetProtocolTests
{
    // One comparison in a hundred of two people reaches 0.4, one in a thousand 0.5.
    private static readonly SimilarityCalibration Calibration = new()
    {
        Genuine = new(0.7, 0.1), Impostor = new(0, 0.1), Measured = "by hand", Thresholds = [new(1e-2, 0.4, 1), new(1e-3, 0.5, 1)],
    };

    [Fact]
    public void Misses_and_alarms_are_counted_exactly()
    {
        Search[] searches =
        [
            Probe("ann", ("ann", 0.9f), ("bob", 0.1f)), Probe("ann", ("ann", 0.3f), ("bob", 0.2f)),
            Probe("bob", ("ann", 0.8f), ("bob", 0.7f)), Probe("bob"),
            .. Enumerable.Range(0, 9).Select(i => Stranger(0.1f * i)), Stranger(null),
        ];

        var report = OpenSetProtocol.Evaluate(new(2, 2, 0, searches), Calibration);

        Assert.Equal((new Proportion(1, 4), new Proportion(1, 10)), (report.ProbesWithoutFace, report.DistractorsWithoutFace));
        Assert.Equal((new Proportion(2, 4), new Proportion(3, 4)), (report.Rank1, report.Top5));

        // One of ten strangers may be named, the one at 0.8: above 0.7 only one probe is given its own name.
        var tenth = report.Rates[0].Observed;
        Assert.Equal((0.1, new Proportion(1, 10), new Proportion(3, 4)), (report.Rates[0].Asked, tenth.Alarms, tenth.Misses));
        Assert.Equal(0.7, tenth.Threshold, 1e-6);

        // Of ten strangers, a hundredth is nobody.
        Assert.Equal(new Proportion(0, 10), report.Rates[1].Observed.Alarms);
    }

    [Fact]
    public void The_calibration_foretells_alarms_from_the_number_of_templates()
    {
        var report = OpenSetProtocol.Evaluate(new(2, 10, 0, [Probe("ann", ("ann", 0.45f)), Stranger(0.2f), Stranger(0.6f)]), Calibration);

        // A hundredth over ten templates: 1 − 0.99^(1/10), a little over a thousandth of each, so just below 0.5.
        var point = report.Rates[1].Calibrated;
        Assert.InRange(point.Threshold, 0.4995, 0.5);
        Assert.Equal(0.01, point.PredictedAlarms, 1e-4);
        Assert.Equal((new Proportion(1, 2), new Proportion(1, 1)), (point.Alarms, point.Misses));
    }

    [Fact]
    public void A_distractor_who_is_enrolled_under_the_same_name_is_left_out_and_counted()
    {
        var twice = new Search(new("t.jpg", "ann", PictureRole.Distractor), [new("ann", 0.99f)]);

        var report = OpenSetProtocol.Evaluate(new(1, 1, 0, [Probe("ann", ("ann", 0.9f)), Stranger(0.1f), twice]), Calibration);

        Assert.Equal((1, new Proportion(0, 1)), (report.Contradicted, report.Rates[2].Calibrated.Alarms));
        Assert.Equal("stranger", Assert.Single(report.Loudest).Picture.Person);
    }

    [Fact]
    public void Without_strangers_nothing_can_be_said() =>
        Assert.Contains("0 distractors", Assert.Throws<ArgumentException>(() => OpenSetProtocol.Evaluate(new(1, 1, 0, [Probe("ann", ("ann", 1))]), Calibration)).Message);

    [Fact]
    public void A_list_of_roles_is_read_from_its_folder_and_a_bad_line_is_named()
    {
        using var folder = new TemporaryFolder();
        var good = folder.Write("roles.csv", "path,person,role,source\na/1.jpg,ann,gallery,x\na/2.jpg,ann,probe,x\n");
        var bad = folder.Write("bad.csv", "path,person,role\na/1.jpg,ann,gallery\na/2.jpg,ann,guest\n");

        Assert.Equal(new RoledPicture("pictures/a/2.jpg", "ann", PictureRole.Probe), RoledPicture.Read(good, "pictures")[1]);
        Assert.Contains("line 3", Assert.Throws<FormatException>(() => RoledPicture.Read(bad, "pictures")).Message);
    }

    private static Search Probe(string person, params (string Person, float Similarity)[] ranked) =>
        new(new("p.jpg", person, PictureRole.Probe), [.. ranked.Select(match => new Match(match.Person, match.Similarity))]);

    private static Search Stranger(float? similarity) =>
        new(new("s.jpg", "stranger", PictureRole.Distractor), similarity is { } known ? [new Match("ann", known)] : []);
}
