using System.CommandLine;
using System.Globalization;
using FaceStream.Dashboard.Output;
using FaceStream.Dashboard.Sightings;
using FaceStream.Gallery.Sightings;
using Spectre.Console;

namespace FaceStream.Dashboard.Commands;

/// <summary><c>facestream sightings</c>: who was here, when.</summary>
internal static class SightingsCommand
{
    private static readonly Option<string?> Camera = new("--camera") { Description = "Only of this camera.", HelpName = "NAME" };
    private static readonly Option<string?> Person = new("--person") { Description = "Only of this person: a name or an id.", HelpName = "PERSON" };
    private static readonly Option<SightingState?> State = new("--state") { Description = "Only those of whom this was said: unknown, tentative, confirmed or contested.", HelpName = "STATE" };
    private static readonly Option<DateTimeOffset?> From = new("--from") { Description = "Ended at this time or later, such as 2026-05-01 or 2026-05-01T18:00.", HelpName = "TIME" };
    private static readonly Option<DateTimeOffset?> To = new("--to") { Description = "Began before this time.", HelpName = "TIME" };
    private static readonly Option<int> Limit = new("--limit") { Description = "At most so many, the newest.", DefaultValueFactory = _ => 50, HelpName = "N" };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only count." };

    /// <summary>The command.</summary>
    public static CliCommand Create()
    {
        Limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 100_000)
                result.AddError("--limit is between 1 and 100000.");
        });
        return new("sightings", "Who was here, when: list, search, purge.", "sightings list --person Alice", "sightings search visitor.jpg")
        {
            new CliCommand("list", "Tracks that are over, the newest first.", "sightings list", "sightings list --camera door --state unknown --json")
                { Camera, Person, State, From, To, Limit, Common.Gallery, Common.Config }.Does(List),
            SightingsSearchCommand.Create(Camera, State, From, To),
            new CliCommand("purge", "Remove what is older than the configuration allows; a running service does it every hour.", "sightings purge --dry-run", "sightings purge")
                { DryRun, Common.Gallery, Common.Config }.Does(Purge),
        };
    }

    private static ExitCode List(Invocation call)
    {
        using var bench = new Workbench(call);
        var person = call.Get(Person) is { } who ? bench.Gallery.Known(who) : null;
        var page = bench.Sightings.List(new(call.Get(Camera), person?.Id, call.Get(State), call.Get(From), call.Get(To)), call.Get(Limit));
        var found = page.Sightings.Select(sighting => SightingView.Of(sighting, bench.Gallery)).ToList();
        call.Terminal.Show(
            found.Select(one => new { one.Id, one.Camera, one.First, one.Last, one.Frames, one.State, one.Said, one.Person, one.Similarity, one.Confidence }),
            console =>
            {
                if (found.Count == 0)
                {
                    console.MarkupLineInterpolated($"Nobody was seen, or not any more. The record is {bench.Sightings.Location}.");
                    return;
                }

                var table = Tables.Plain("id", "from", "seconds", "camera", "person", "state", "similarity");
                foreach (var one in found)
                {
                    table.AddRow(Tables.Cells(
                        one.Id, one.First.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), $"{(one.Last - one.First).TotalSeconds:0.0}", one.Camera,
                        one.Person ?? "", one.State, one.Similarity > 0 ? $"{one.Similarity:0.000}" : ""));
                }

                console.WriteTable(table);
                if (page.Next is not null)
                    console.MarkupLine("There are more: --limit, --from and --to reach them.");
            });
        return ExitCode.Ok;
    }

    private static ExitCode Purge(Invocation call)
    {
        using var bench = new Workbench(call);
        var (dry, policy) = (call.Get(DryRun), bench.Options.Sightings);
        var purged = bench.Sightings.Purge(dry);
        call.Terminal.Show(new { purged.Known, purged.Unknown, DryRun = dry, policy.KnownDays, policy.UnknownDays }, console => console.WriteLine(
            $"{purged.Known} sightings of enrolled people are older than {policy.KnownDays} days, {purged.Unknown} of others than {policy.UnknownDays} days; {(dry ? "nothing was removed" : "they are removed")}."));
        return ExitCode.Ok;
    }
}
