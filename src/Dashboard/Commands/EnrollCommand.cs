using System.CommandLine;
using FaceStream.Dashboard.Enrolment;
using FaceStream.Dashboard.Output;
using FaceStream.Gallery;
using FaceStream.Recognizer.Enrolment;
using Spectre.Console;

namespace FaceStream.Dashboard.Commands;

/// <summary><c>facestream enroll</c>: pictures become people, each with a verdict.</summary>
internal static class EnrollCommand
{
    private static readonly Argument<string[]> Words = new("name-and-pictures")
    {
        Description = "A person's name, then pictures or folders of pictures.", HelpName = "NAME PICTURE|FOLDER...", Arity = ArgumentArity.ZeroOrMore, DefaultValueFactory = _ => [],
    };

    private static readonly Option<string?> From = new("--from") { Description = "A folder or a ZIP file with a folder for each person, named as the person; or a CSV file with the columns person and picture.", HelpName = "FOLDER|ZIP|CSV" };
    private static readonly Option<bool> Force = new("--force") { Description = "Enrol whatever has a face, whatever its quality and whomever it resembles." };
    private static readonly Option<bool> Strict = new("--strict") { Description = "Refuse a picture that looks less like its person's other pictures than like anybody else." };

    private static readonly Option<int?> Face = new("--face") { Description = "Which face of the only picture, the largest is 1. Default: the one that is clearly meant.", HelpName = "N" };

    /// <summary>The command.</summary>
    public static CliCommand Create()
    {
        var command = new CliCommand("enroll", "Enrol people from pictures; says of each whether it was accepted, or why not.",
            "enroll \"Alice Meyer\" alice1.jpg alice2.jpg", "enroll Bob pictures-of-bob/", "enroll --from staff/", "enroll --from staff.zip --strict", "enroll --from staff.csv", "enroll Bob group.jpg --face 2") { Words, From, Force, Strict, Face, Common.Gallery, Common.Config };
        command.Validators.Add(result =>
        {
            var (words, from) = (result.GetValue(Words) ?? [], result.GetValue(From));
            if (result.GetValue(Force) && result.GetValue(Strict))
                result.AddError("--force asks less, --strict asks more; leave one of them out.");
            else if (result.GetValue(Face) is < 1)
                result.AddError("--face counts from 1, the largest face.");
            else if (result.GetValue(Face) is not null && (from is not null || words.Length != 2))
                result.AddError("--face speaks of one picture; name the person and that picture only.");
            else if (from is not null && words.Length > 0)
                result.AddError("--from takes the names from there; leave the name and the pictures out.");
            else if (from is null && words.Length > 0 && PictureFiles.IsPicture(words[0]) && File.Exists(words[0]))
                result.AddError($"{words[0]} is a picture; the person's name comes first: facestream enroll NAME {words[0]}");
            else if (from is null && words.Length == 1 && Directory.Exists(words[0]))
                result.AddError($"{words[0]} is a folder; whose pictures are in it? facestream enroll NAME {words[0]}, or --from {words[0]} where it has a folder for each person.");
            else if (from is null && words.Length < 2)
                result.AddError(words.Length == 0 ? "A name and pictures are missing, or --from FOLDER|ZIP|CSV." : $"Which pictures show '{words[0]}'? Name them, or a folder of them.");
        });
        return command.Does(Run);
    }

    private static ExitCode Run(Invocation call)
    {
        var words = call.Get(Words);
        var from = call.Get(From);
        using var zip = from is not null && Is(from, ".zip") ? new PictureZip(from) : null;
        var people = zip is not null ? zip.People()
            : from is null ? [new OfferedPerson(PersonName.Parse(words[0]), PictureFiles.At(words[1..]))]
            : Is(from, ".csv") ? PictureTable.People(from)
            : PictureFiles.ByPerson(from);

        using var bench = new Workbench(call, enrols: true);
        bench.TellUnembedded();
        var report = new List<EnrolledPerson>();
        using (var progress = new ProgressLine(call.Terminal))
        {
            var (enrolments, done, all) = (new Enrolments(bench.Desk, call.Get(Force) ? EnrolmentCare.Force : call.Get(Strict) ? EnrolmentCare.Strict : EnrolmentCare.Usual, call.Get(Face) - 1), 0, people.Sum(person => person.Pictures.Count));
            foreach (var person in people)
            {
                if (call.Cancel.IsCancellationRequested)
                    break;
                report.Add(enrolments.Enrol(person, some =>
                {
                    done += some;
                    progress.Show(() => $"{ProgressLine.Bar((double)done / all)} {done}/{all} pictures · {person.Name}");
                }, call.Cancel));
            }
        }

        return Tell(call, report, people.Sum(person => person.Pictures.Count));
    }

    private static bool Is(string path, string ending) => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && File.Exists(path);

    private static ExitCode Tell(Invocation call, List<EnrolledPerson> report, int offered)
    {
        var pictures = report.SelectMany(person => person.Pictures).ToList();
        var (accepted, skipped) = (pictures.Count(picture => picture.Accepted), pictures.Count(picture => picture.WasSkipped));
        var (refused, left) = (pictures.Count - accepted - skipped, offered - pictures.Count);
        call.Terminal.Show(new { Accepted = accepted, Refused = refused, Skipped = skipped, Left = left, Interrupted = left > 0, People = report }, console =>
        {
            EnrolmentTable.Write(console, report, interrupted: left > 0, call.Terminal.OnScreen);
            console.WriteLine($"{accepted} accepted, {refused} refused{(skipped > 0 ? $", {skipped} enrolled already" : "")}.");
            if (pictures.Exists(picture => picture.Reason == VerdictReason.SeveralFaces.Label))
                console.WriteLine("Of a picture with several faces, --face N takes one: facestream enroll NAME PICTURE --face 1 is the largest. 'facestream identify PICTURE' lists them in that order, with their places.");
            if (left > 0)
                console.WriteLine($"Interrupted: {left} of {offered} pictures were not looked at. What was accepted stays; the same command goes on from there.");
        });

        if (left > 0)
            return ExitCode.Interrupted;
        var empty = report.Exists(person => person.Pictures.Count == 0);
        return accepted + skipped == 0 ? ExitCode.Refused : refused > 0 || empty ? ExitCode.Partly : ExitCode.Ok;
    }
}
