using System.CommandLine;
using System.Globalization;
using FaceStream.Dashboard.Output;
using FaceStream.Dashboard.Sightings;
using FaceStream.Gallery.Sightings;
using FaceStream.Recognizer.Enrolment;
using Spectre.Console;

namespace FaceStream.Dashboard.Commands;

/// <summary><c>facestream sightings search</c>: where was this face before?</summary>
internal static class SightingsSearchCommand
{
    private static readonly Argument<string?> Picture = new("picture") { Description = "JPEG, PNG, WebP or BMP with the face.", HelpName = "PICTURE", DefaultValueFactory = _ => null };
    private static readonly Option<string?> Person = new("--person") { Description = "Like this person's pictures: a name or an id.", HelpName = "PERSON" };
    private static readonly Option<long?> Like = new("--like") { Description = "Like this sighting.", HelpName = "ID" };
    private static readonly Option<int> Face = new("--face") { Description = "Which face of the picture, the largest is 1. Default: the one that is clearly meant.", HelpName = "N" };
    private static readonly Option<int> Top = new("--top") { Description = "At most so many.", DefaultValueFactory = _ => SearchTerms.UsualTop, HelpName = "N" };
    private static readonly Option<float?> AtLeast = new("--at-least") { Description = "At least so similar. Default: from where two pictures are taken for one person.", HelpName = "COSINE" };

    /// <summary>The command.</summary>
    public static CliCommand Create(Option<string?> camera, Option<SightingState?> state, Option<DateTimeOffset?> from, Option<DateTimeOffset?> to)
    {
        Top.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > SearchTerms.MostTop)
                result.AddError($"--top is between 1 and {SearchTerms.MostTop}.");
        });
        AtLeast.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<float?>() is { } least && !(least is >= -1 and <= 1))
                result.AddError("--at-least is between -1 and 1.");
        });
        return new CliCommand(
            "search", "Sightings that look like somebody, the most similar first.",
            "sightings search visitor.jpg", "sightings search --person Alice --camera door", "sightings search --like 123 --json")
        {
            Picture, Person, Like, Face, Top, AtLeast, camera, state, from, to, Common.Gallery, Common.Config,
        }.Does(call => Run(call, new(new(call.Get(camera), null, call.Get(state), call.Get(from), call.Get(to)), call.Get(Top), call.Get(AtLeast))));
    }

    private static ExitCode Run(Invocation call, SearchTerms terms)
    {
        var (file, who, id) = (call.Get(Picture), call.Get(Person), call.Get(Like));
        if ((file is null ? 0 : 1) + (who is null ? 0 : 1) + (id is null ? 0 : 1) != 1)
            throw new CommandFailure(ExitCode.Usage, "Say who is looked for: a picture, --person or --like, one of them.", "See: facestream sightings search --help");
        if (file is not null)
            Pictures.Expect(file);

        using var bench = new Workbench(call);
        var search = new SightingSearch(bench.Sightings, bench.Gallery, bench.Desk);
        var found =
            file is not null ? search.Like(Chosen(bench.Desk, file, call.Get(Face)), terms, call.Cancel)
            : who is not null ? search.Like(bench.Gallery.Known(who), terms, call.Cancel)
            : search.Like(bench.Sightings.Show(id!.Value) ?? throw new CommandFailure(ExitCode.NotFound, $"There is no sighting {id}.", "See: facestream sightings list"), terms, call.Cancel);
        if (found is null)
            throw new CommandFailure(ExitCode.Refused, $"{who ?? $"Sighting {id}"} has no picture that the embedder in use has embedded.", "See: facestream people re-embed");

        call.Terminal.Show(found, console => Write(console, found));
        return ExitCode.Ok;
    }

    private static PictureVerdict Chosen(EnrolmentDesk desk, string file, int face)
    {
        var verdict = desk.Judge(File.ReadAllBytes(file), file, force: true, face: face == 0 ? null : face - 1);
        return verdict.Template is not null ? verdict : throw new CommandFailure(
            ExitCode.Refused, $"{file}: {verdict.Message}", verdict.Reason == VerdictReason.SeveralFaces ? "--face 1 takes the largest." : "Use another picture.");
    }

    private static void Write(IAnsiConsole console, SightingMatchesView found)
    {
        var table = Tables.Plain("id", "from", "camera", "person", "similarity", "by chance");
        foreach (var match in found.Matches)
        {
            var one = match.Sighting;
            table.AddRow(Tables.Cells(
                one.Id, one.First.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), one.Camera, one.Person ?? "",
                $"{match.Similarity:0.000}", match.ExpectedByChance.ToString("0.##", CultureInfo.InvariantCulture)));
        }

        if (found.Matches.Count > 0)
            console.WriteTable(table);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{found.Matches.Count} of {found.Searched} sightings are at least {found.AtLeast:0.00} similar; “by chance”: how many would be, if the person were in none of them.{(found.OtherModelLooks > 0 ? $" {found.OtherModelLooks} looks of another embedder were left out." : "")}"));
    }
}
