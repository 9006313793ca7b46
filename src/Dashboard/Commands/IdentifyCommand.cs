using System.CommandLine;
using FaceStream.Dashboard.Output;
using FaceStream.Dashboard.People;
using FaceStream.Recognizer.Enrolment;
using FaceStream.StreamIngest.Imaging;
using Spectre.Console;

namespace FaceStream.Dashboard.Commands;

/// <summary><c>facestream identify</c>: who a picture could show.</summary>
internal static class IdentifyCommand
{
    private static readonly Argument<string> Picture = new("picture") { Description = "JPEG, PNG, WebP or BMP.", HelpName = "PICTURE" };
    private static readonly Option<int> Top = new("--top") { Description = "How many people for each face.", DefaultValueFactory = _ => 5, HelpName = "N" };

    /// <summary>The command.</summary>
    public static CliCommand Create()
    {
        Top.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1000)
                result.AddError("--top is between 1 and 1000.");
        });
        return new CliCommand("identify", "Who the faces in a picture could be.", "identify visitor.jpg", "identify visitor.jpg --top 3 --json")
        {
            Picture, Top, Common.Gallery, Common.Config,
        }.Does(Run);
    }

    private static ExitCode Run(Invocation call)
    {
        var file = call.Get(Picture);
        Pictures.Expect(file);
        using var bench = new Workbench(call);
        using var frame = StillPicture.Load(file);
        bench.TellUnembedded();
        var faces = bench.Desk.Identify(frame, call.Get(Top));
        if (faces.Count == 0)
            throw new CommandFailure(ExitCode.Refused, $"{file}: no face found.", "Use a picture where the face is at least 50 px wide and looks towards the camera.");

        var calibration = bench.Calibration;
        var bar = LikelyPerson.From(calibration, bench.Options.Identification, bench.Gallery);
        call.Terminal.Show(
            new
            {
                Faces = faces.Select(face => new
                {
                    Box = Pictures.Box(face.Face.Face.Box),
                    Score = Math.Round(face.Face.Face.Score, 4),
                    Quality = Math.Round(face.Face.Quality.Score, 3),
                    Matches = face.Matches.Select(match => new
                    {
                        Person = match.Person.Name, match.Person.Id, Similarity = Math.Round(match.Similarity, 4),
                        FalseAlarmProbability = Pictures.Probability(calibration.FalseAcceptRateAt(match.Similarity)), Likely = match.Similarity >= bar,
                    }),
                }),
            },
            console => Write(console, faces, bar, bench.Gallery.People.Count == 0 ? "nobody is enrolled" : "nobody who can be recognised"));
        return ExitCode.Ok;
    }

    private static void Write(IAnsiConsole console, IReadOnlyList<IdentifiedFace> faces, float bar, string nobody)
    {
        var table = Tables.Plain("face", "at", "quality", "person", "similarity", "");
        for (var i = 0; i < faces.Count; i++)
        {
            var (at, quality) = ($"{faces[i].Face.Face.Box.X:0},{faces[i].Face.Face.Box.Y:0} {faces[i].Face.Face.Box.Width:0}×{faces[i].Face.Face.Box.Height:0}", $"{faces[i].Face.Quality.Score:0.00}");
            if (faces[i].Matches.Count == 0)
                table.AddRow(Tables.Cells(i + 1, at, quality, nobody, "", ""));
            for (var j = 0; j < faces[i].Matches.Count; j++)
            {
                var match = faces[i].Matches[j];
                table.AddRow(Tables.Cells(j == 0 ? i + 1 : "", j == 0 ? at : "", j == 0 ? quality : "", match.Person.Name, $"{match.Similarity:0.000}", match.Similarity >= bar ? "likely" : ""));
            }
        }

        console.WriteTable(table);
    }
}
