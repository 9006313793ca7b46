using System.CommandLine;
using FaceStream.Dashboard.Output;
using FaceStream.Gallery;
using FaceStream.Gallery.Transfer;
using Spectre.Console;

namespace FaceStream.Dashboard.Commands;

/// <summary><c>facestream people export</c> and <c>import</c>: people on their way to another gallery.</summary>
internal static class PeopleTransfer
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly Argument<string> Archive = new("archive") { Description = "A ZIP file.", HelpName = "FILE.zip" };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only say what would happen." };

    /// <summary>Writes everybody.</summary>
    public static CliCommand Export { get; } = new CliCommand("export", "Everybody, with vectors and crops, into one file.", "people export people.zip")
        { Archive, Common.Gallery, Common.Config }.Does(Write);

    /// <summary>Reads what <see cref="Export"/> wrote.</summary>
    public static CliCommand Import { get; } = new CliCommand("import", "Add everybody from an exported file; those of the same name become one.", "people import people.zip", "people import --dry-run people.zip")
        { Archive, DryRun, Common.Gallery, Common.Config }.Does(Read);

    private static ExitCode Write(Invocation call)
    {
        var file = call.Get(Archive);
        if (File.Exists(file))
            throw new CommandFailure(ExitCode.Refused, $"{file} is there already.", "Name another file, or move this one away.");
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder))
            throw new CommandFailure(ExitCode.NotFound, $"There is no folder {folder}.");
        using var bench = new Workbench(call);

        // Faces are nobody else's business; and a file that was cut off never has the name of a whole one.
        var (partial, written) = (file + ".partial", (People: 0, Looks: 0));
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        try
        {
            using (var stream = new FileStream(partial, options))
            {
                written = bench.Gallery.Export(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(partial, file);
        }
        finally
        {
            File.Delete(partial);
        }

        call.Terminal.Show(new { File = file, written.People, Templates = written.Looks },
            console => console.WriteLine($"Exported to {file}: people {written.People}, pictures {written.Looks}."));
        return ExitCode.Ok;
    }

    private static ExitCode Read(Invocation call)
    {
        var file = call.Get(Archive);
        if (!File.Exists(file))
            throw Directory.Exists(file) ? new CommandFailure(ExitCode.Refused, $"{file} is a folder, not an archive that people export has made.") : new CommandFailure(ExitCode.NotFound, $"There is no archive {file}.");
        using var stream = File.OpenRead(file);
        ArchiveReader.Expect(stream);      // before a gallery is made for it
        using var bench = new Workbench(call, enrols: true);
        var (dry, model) = (call.Get(DryRun), bench.Options.Models.Embedder);
        var report = dry && !File.Exists(bench.GalleryPath) ? ImportIntoNothing(stream, model, bench) : bench.Gallery.Import(stream, model, dry);
        var (added, known, refused) = (report.Sum(one => one.Added), report.Sum(one => one.Known), report.Sum(one => one.Refused.Count));
        call.Terminal.Show(
            new
            {
                Added = added, Known = known, Refused = refused, DryRun = dry,
                People = report.Select(one => new { one.Name, Into = one.Person?.Name, one.Person?.Id, one.Created, one.Added, one.Known, one.Refused }),
            },
            console =>
            {
                Table(console, report);
                console.WriteLine($"{added} pictures {(dry ? "would be added" : "added")}, {known} were there already, {refused} refused{(dry ? "; nothing was changed" : "")}.");
            });
        return refused == 0 ? ExitCode.Ok : added + known == 0 ? ExitCode.Refused : ExitCode.Partly;
    }

    /// <summary>Asking what would happen makes no gallery: an empty one elsewhere stands for it, and goes again.</summary>
    private static IReadOnlyList<ImportedPerson> ImportIntoNothing(Stream archive, string model, Workbench bench)
    {
        var folder = Directory.CreateTempSubdirectory("facestream-import-");
        try
        {
            using var gallery = GalleryService.Open(Path.Combine(folder.FullName, "gallery.db"), new GalleryMetrics(bench.Meters), TimeProvider.System);
            return gallery.Import(archive, model, dryRun: true);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Table(IAnsiConsole console, IReadOnlyList<ImportedPerson> report)
    {
        var table = Tables.Plain("person", "added", "there already", "refused", "");
        foreach (var one in report)
        {
            table.AddRow(Tables.Cells(one.Name, one.Added, one.Known, one.Refused.Count, one.Person is null ? "" : one.Created ? "new" : $"part of {one.Person.Name}"));
            foreach (var look in one.Refused)
                table.AddRow(Tables.Cells("", "", "", "", $"{look.Source}: {look.Why}"));
        }

        console.WriteTable(table);
    }
}
