using System.CommandLine;
using System.Globalization;
using FaceStream.Dashboard.Output;
using FaceStream.StreamIngest.Imaging;
using Spectre.Console;

namespace FaceStream.Dashboard.Commands;

/// <summary><c>facestream verify</c>: whether two pictures show one person.</summary>
internal static class VerifyCommand
{
    private static readonly Argument<string> First = new("a") { Description = "A picture.", HelpName = "A" };
    private static readonly Argument<string> Second = new("b") { Description = "Another picture.", HelpName = "B" };

    /// <summary>The command.</summary>
    public static CliCommand Create() =>
        new CliCommand("verify", "Whether two pictures show one person, and how often two people are as similar.", "verify a.jpg b.jpg", "verify passport.png door.jpg --json")
        {
            First, Second, Common.Config,
        }.Does(Run);

    private static ExitCode Run(Invocation call)
    {
        var (a, b) = (call.Get(First), call.Get(Second));
        Pictures.Expect(a);
        Pictures.Expect(b);
        using var bench = new Workbench(call);
        using var first = StillPicture.Load(a);
        using var second = StillPicture.Load(b);
        var verdict = bench.Desk.Verify(first, second);
        if (verdict.Similarity is not { } similarity)
            throw new CommandFailure(ExitCode.Refused, $"{(verdict.A is null ? a : b)}: no face found.", "Use a picture where the face is at least 50 px wide and looks towards the camera.");

        var chance = bench.Calibration.FalseAcceptRateAt(similarity);
        call.Terminal.Show(
            new
            {
                verdict.Same, Similarity = Math.Round(similarity, 4), Threshold = Math.Round(verdict.Threshold, 4), FalseAlarmProbability = Pictures.Probability(chance),
                LogRatio = Math.Round(verdict.LogRatio, 3), Model = bench.Networks.Embedder.Id,
                Faces = new[] { verdict.A!, verdict.B! }.Select(face => new { Box = Pictures.Box(face.Face.Box), Quality = Math.Round(face.Quality.Score, 3) }),
            },
            console =>
            {
                console.MarkupLine(verdict.Same ? "[green]The same person.[/]" : "[yellow]Two people, as far as can be seen.[/]");
                console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"similarity {similarity:0.000}, from {verdict.Threshold:0.000} on counts as the same"));
                console.WriteLine(Share(chance));
            });
        return ExitCode.Ok;
    }

    /// <summary>How often chance does as well: two digits, and none where the calibration only extrapolates.</summary>
    internal static string Share(double chance) => FormattableString.Invariant(chance switch
    {
        >= 0.01 => $"{chance:P0} of pairs of two different people are at least as similar",
        >= 1e-9 => $"one in {Significant.Two(1 / chance):N0} pairs of two different people is at least as similar",
        _ => (FormattableString)$"fewer than one in a billion pairs of two different people are at least as similar",
    });
}
