using FaceStream.Recognizer.Evaluation;
using FaceStream.Recognizer.Quality;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests.Evaluation;

public sealed class TemplateProtocolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_template_is_the_mean_of_its_looks_with_length_one()
    {
        var template = FaceTemplate.Mean("ann", "young", [new float[] { 1, 0 }, new float[] { 0, 1 }]);

        Assert.Equal(2, template.Looks);
        Assert.Equal([Math.Sqrt(0.5), Math.Sqrt(0.5)], template.Vector.ToArray().Select(value => (double)value), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Each_two_groups_are_compared_over_the_people_of_both()
    {
        // Ann's young templates are alike; her mature one is at 60° from them. Bob's are at right angles to hers.
        FaceTemplate[] templates =
        [
            At("ann", "young", 0), At("ann", "young", 0), At("ann", "mature", 60),
            At("bob", "young", 90), At("bob", "mature", 90),
        ];

        var cells = TemplateProtocol.Measure(templates, 0.5);

        Assert.Equal([("young", "young", 1), ("young", "mature", 3), ("mature", "mature", 0)], cells.Select(cell => (cell.A, cell.B, cell.Accepted.Of)));
        Assert.Equal((1.0, 2.0 / 3), (Math.Round(cells[0].Genuine.Mean, 6), cells[1].Genuine.Mean), Near);          // (½ + ½ + 1) / 3
        Assert.Equal([2, 3, 1], cells.Select(cell => cell.ImpostorPairs));
        Assert.True(double.IsNaN(cells[2].Genuine.Mean));

        // Two of three impostors lie at 0, one at cos 30°: half of them may pass, so the threshold is above the second.
        Assert.InRange(cells[1].Threshold!.Value, 0, 0.01f);
        Assert.Equal(3, cells[1].Accepted.Count);
    }

    [Fact]
    public void A_rate_that_too_few_pairs_can_show_has_no_threshold()
    {
        var cell = TemplateProtocol.Measure([At("ann", "young", 0), At("ann", "young", 0), At("bob", "young", 90)], 0.01)[0];

        Assert.Null(cell.Threshold);
        Assert.Equal(2, cell.ImpostorPairs);
    }

    [Fact]
    public void Templates_of_a_pose_are_made_of_whole_ones_only()
    {
        LabelledLook Look(string person, float yaw) => new(person, new float[] { 1, 0 }, default(LookQuality) with { Yaw = yaw });

        var templates = FaceTemplate.ByPose([Look("ann", 3), Look("ann", -10), Look("ann", 2), Look("ann", 30), Look("ann", -20), Look("bob", 0)], 2);

        Assert.Equal([("ann", "front", 2), ("ann", "three-quarter", 2)], templates.Select(template => (template.Person, template.Group, template.Looks)));
    }

    [Fact]
    public void A_list_is_read_beside_its_pictures_and_a_wrong_line_is_told()
    {
        var good = TemplatePicture.Read(_folder.Write("ages.csv", "path,person,group,template,year\na.jpg,Ann,young,1,1980\n\nb.jpg,Ann,mature,1,2010\n"));
        var wrong = Assert.Throws<FormatException>(() => TemplatePicture.Read(_folder.Write("wrong.csv", "path,person,group,template\na.jpg,Ann,,1\n")));
        var nobody = Assert.Throws<ArgumentException>(() => TemplateProtocol.Measure([At("ann", "young", 0), At("bob", "young", 0)], 0.1));

        Assert.Equal([new(_folder["a.jpg"], "Ann", "young", "1"), new(_folder["b.jpg"], "Ann", "mature", "1")], good);
        Assert.Contains("line 2", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("Nobody of 2 people has two templates", nobody.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static FaceTemplate At(string person, string group, double degrees) =>
        new(person, group, new[] { (float)Math.Cos(degrees * Math.PI / 180), (float)Math.Sin(degrees * Math.PI / 180) }, 1);

    private static bool Near((double, double) a, (double, double) b) => Math.Abs(a.Item1 - b.Item1) < 1e-6 && Math.Abs(a.Item2 - b.Item2) < 1e-6;
}
