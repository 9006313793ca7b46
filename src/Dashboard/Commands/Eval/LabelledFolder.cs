using System.CommandLine;
using FaceStream.Dashboard.Enrolment;
using FaceStream.Dashboard.Output;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Evaluation;

namespace FaceStream.Dashboard.Commands.Eval;

/// <summary>A folder with a folder of pictures for each person, as the commands that measure take it.</summary>
internal static class LabelledFolder
{
    public static readonly Argument<string> Folder = new("folder") { Description = "A folder for each person inside, with pictures of that person alone; no person twice.", HelpName = "FOLDER" };

    /// <summary>The main face of every picture.</summary>
    public static IReadOnlyList<LabelledLook> Read(Invocation call, Workbench bench, string folder, out int withoutFace, bool mirror = false)
    {
        (string Person, string Picture)[] pictures = [.. People(folder).SelectMany(person => person.Pictures.Select(picture => (person.Name, picture.File)))];
        using var line = new ProgressLine(call.Terminal);
        return LabelledLook.Take(pictures, new PortraitFinder(bench.Networks.Detector), bench.Networks.Embedder, out withoutFace, new Steps(line, pictures.Length, "pictures"), mirror, call.Cancel);
    }

    private static IReadOnlyList<OfferedPerson> People(string folder)
    {
        const string Wanted = "It takes a folder that holds a folder of pictures for each person.";
        if (File.Exists(folder))
            throw new CommandFailure(ExitCode.Usage, $"{folder} is a file.", Wanted);
        if (!Directory.Exists(folder))
            throw new CommandFailure(ExitCode.NotFound, $"There is no folder {folder}.", Wanted);
        return PictureFiles.PeopleIn(folder) is { } people && people.Any(person => person.Pictures.Count > 0)
            ? people
            : throw new CommandFailure(ExitCode.Usage, $"{folder} has no folder with pictures inside.", Wanted);
    }
}
