using System.CommandLine;
using System.Globalization;
using FaceStream.Dashboard.Output;
using FaceStream.Dashboard.People;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;
using Spectre.Console;

namespace FaceStream.Dashboard.Commands;

/// <summary><c>facestream people</c>: who is enrolled.</summary>
internal static class PeopleCommand
{
    private static readonly Argument<string> Who = new("person") { Description = "A name, or an id from 'people list'.", HelpName = "PERSON" };
    private static readonly Argument<string> NewName = new("new-name") { Description = "The name from now on.", HelpName = "NEW-NAME" };
    private static readonly Argument<string> Into = new("into") { Description = "Who keeps the pictures of both.", HelpName = "INTO" };
    private static readonly Argument<string[]> Several = new("people") { Description = "Names or ids.", HelpName = "PERSON", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<bool> WithHidden = new("--hidden") { Description = "Those who are hidden, too." };

    private static readonly Argument<long[]> Numbers = new("pictures") { Description = "Their numbers, from 'people show'.", HelpName = "PICTURE", Arity = ArgumentArity.OneOrMore };

    /// <summary>The command.</summary>
    public static CliCommand Create() => new("people", "Who is enrolled: list, show, rename, hide, unhide, merge, remove, restore, health, export, import, re-embed.", "people list", "people show \"Alice Meyer\"")
    {
        new CliCommand("list", "Everybody who is not hidden, with the number of pictures.", "people list", "people list --hidden", "people list --json") { WithHidden, Common.Gallery, Common.Config }.Does(List),
        new CliCommand("show", "One person's pictures.", "people show Alice") { Who, Common.Gallery, Common.Config }.Does(Show),
        new CliCommand("rename", "Give a person another name.", "people rename Alise Alice") { Who, NewName, Common.Gallery, Common.Config }.Does(Rename),
        new CliCommand("hide", "Leave people out of lists and suggestions; cameras still name them.", "people hide Alice")
            { Several, Common.Gallery, Common.Config }.Does(call => Hide(call, hidden: true)),
        new CliCommand("unhide", "Show people again who were hidden.", "people unhide Alice")
            { Several, Common.Gallery, Common.Config }.Does(call => Hide(call, hidden: false)),
        new CliCommand("merge", "Two entries are one person: the second keeps the pictures of both.", "people merge \"A. Meyer\" Alice", "people merge --yes \"A. Meyer\" Alice")
            { Who, Into, Common.Yes, Common.Gallery, Common.Config }.Does(Merge),
        new CliCommand("remove", "Forget people, with all their pictures and sightings; says what was removed.", "people remove Alice", "people remove --yes Alice Bob")
            { Several, Common.Yes, Common.Gallery, Common.Config }.Does(Remove),
        new CliCommand("restore", "Have pictures that were set aside searched again, from now on.", "people restore Alice 12 17")
            { Who, Numbers, Common.Gallery, Common.Config }.Does(Restore),
        PeopleHealthCommand.Create(),
        PeopleTransfer.Export,
        PeopleTransfer.Import,
        ReEmbedCommand.Create(),
    };

    private static ExitCode List(Invocation call)
    {
        using var bench = new Workbench(call);
        bench.TellUnembedded(bench.Options.Models.Embedder);
        var (all, withHidden) = (bench.Gallery.List(), call.Get(WithHidden));
        var people = all.Where(one => withHidden || !one.Person.Hidden).ToList();
        call.Terminal.Show(people.Select(one => new { one.Person.Id, one.Person.Name, one.Templates, one.SetAside, one.Person.Created, one.Person.Hidden }), console =>
        {
            if (all.Count == 0)
            {
                console.MarkupLine("Nobody is enrolled yet. Try: facestream enroll \"Alice Meyer\" alice1.jpg alice2.jpg");
                return;
            }

            var table = Tables.Plain("id", "name", "pictures", "set aside", "since", "");
            foreach (var (person, templates, _, aside) in people)
                table.AddRow(Tables.Cells(person.Id, person.Name, templates, aside > 0 ? aside : "", Tables.Day(person.Created), person.Hidden ? "hidden" : ""));
            console.WriteTable(table);
            if (all.Count - people.Count is > 0 and var more)
                console.WriteLine($"{more} more {(more == 1 ? "is" : "are")} hidden. See: facestream people list --hidden");
        });
        return ExitCode.Ok;
    }

    private static ExitCode Hide(Invocation call, bool hidden)
    {
        using var bench = new Workbench(call);
        // All are looked up before the first is changed.
        var people = call.Get(Several).Select(bench.Gallery.Known).DistinctBy(person => person.Id).ToList();
        people.ForEach(person => bench.Gallery.Hide(person.Id, hidden));
        call.Terminal.Show(people.Select(person => new { person.Id, person.Name, Hidden = hidden }),
            console => people.ForEach(person => console.WriteLine(hidden ? $"{person.Name} is hidden; cameras still name them." : $"{person.Name} is shown again.")));
        return ExitCode.Ok;
    }

    private static ExitCode Show(Invocation call)
    {
        using var bench = new Workbench(call);
        var embedder = bench.Options.Models.Embedder;
        var person = bench.Gallery.Known(call.Get(Who));
        var pictures = bench.Gallery.Show(person.Id)?.Templates ?? [];
        call.Terminal.Show(
            new { person.Id, person.Name, person.Created, person.Hidden, Pictures = pictures.Select(one => new { one.Id, one.Source, one.Model, Quality = Math.Round(one.Quality, 3), one.Created, SetAside = one.SetAside is { } cover ? new { LikePicture = cover.By, Similarity = Math.Round(cover.Similarity, 4) } : null, one.Restored, one.Forced }) },
            console =>
            {
                console.MarkupLineInterpolated($"[bold]{person.Name}[/], id {person.Id}, since {Tables.Day(person.Created)}{(person.Hidden ? ", hidden" : "")}");
                var table = Tables.Plain("picture", "source", "quality", "since", "model", "");
                foreach (var one in pictures)
                    table.AddRow(Tables.Cells(one.Id, one.Source, $"{one.Quality:0.00}", Tables.Day(one.Created), one.Model, Words(one, embedder)));
                console.WriteTable(table);
            });
        return ExitCode.Ok;
    }

    private static string Words(TemplateDetails one, string embedder) => string.Join("; ", ((string?[])[
        one.Model == embedder ? null : $"not searched: {embedder} is in use",
        one.SetAside is { } cover ? string.Create(CultureInfo.InvariantCulture, $"set aside: picture {cover.By} shows as much ({cover.Similarity:0.00})") : one.Restored ? "restored" : null,
        one.Forced is { } overruled ? $"forced: {overruled.Replace('_', ' ')}" : null]).OfType<string>());

    private static ExitCode Restore(Invocation call)
    {
        using var bench = new Workbench(call);
        var person = bench.Gallery.Known(call.Get(Who));
        var (pictures, wanted) = (bench.Gallery.Show(person.Id)?.Templates ?? [], call.Get(Numbers));
        // All are looked up before the first is changed.
        if (wanted.Where(number => pictures.All(one => one.Id != number)).ToList() is [var missing, ..])
            throw new CommandFailure(ExitCode.NotFound, $"{person.Name} has no picture {missing}.", $"See: facestream people show \"{person.Name}\"");

        foreach (var number in wanted)
            bench.Gallery.Restore(number);
        var searched = bench.Gallery.Show(person.Id)!.Templates.Count(one => one.SetAside is null);
        call.Terminal.Show(new { person.Id, person.Name, Restored = wanted, Templates = searched }, console => console.WriteLine($"{person.Name} is recognised by {searched} pictures now."));
        return ExitCode.Ok;
    }

    private static ExitCode Rename(Invocation call)
    {
        using var bench = new Workbench(call);
        var old = bench.Gallery.Known(call.Get(Who));
        var person = Renamed(bench.Gallery, old, call.Get(NewName));
        call.Terminal.Show(new { person.Id, person.Name, Was = old.Name }, console => console.WriteLine($"{old.Name} is now {person.Name}."));
        return ExitCode.Ok;
    }

    private static Person Renamed(GalleryService gallery, Person old, string name)
    {
        try
        {
            return gallery.Rename(old.Id, name);
        }
        catch (GalleryRefusedException taken) when (taken.Holder is { } other)
        {
            throw new CommandFailure(ExitCode.Refused, taken.Message, $"facestream people merge \"{old.Name}\" \"{other.Name}\"", taken);
        }
    }

    private static ExitCode Merge(Invocation call)
    {
        using var bench = new Workbench(call);
        var (from, into) = (bench.Gallery.Known(call.Get(Who)), bench.Gallery.Known(call.Get(Into)));
        if (from.Id == into.Id)
            throw new CommandFailure(ExitCode.Usage, $"{from.Name} cannot be merged with itself.");
        call.Confirm($"Give the pictures of {from.Name} to {into.Name}, and forget {from.Name}?");

        OnePerson.Merge(bench.Gallery, bench.SightingsIfAny, from.Id, into.Id);
        var pictures = bench.Gallery.Show(into.Id)?.Templates.Count ?? 0;
        call.Terminal.Show(new { into.Id, into.Name, Templates = pictures, Merged = from.Name },
            console => console.WriteLine($"{from.Name} is part of {into.Name}, who has {pictures} pictures now."));
        return ExitCode.Ok;
    }

    private static ExitCode Remove(Invocation call)
    {
        using var bench = new Workbench(call);
        // All are looked up before the first is lost.
        var people = call.Get(Several).Select(bench.Gallery.Known).DistinctBy(person => person.Id).ToList();
        call.Confirm($"Forget {string.Join(", ", people.Select(person => person.Name))}, with all pictures and sightings?");

        var erased = people.ConvertAll(person => bench.Gallery.Remove(person.Id));
        var receipts = people.Zip(erased, (person, gone) => (person.Name, Receipt: ErasureReceipt.Of(person.Id, DateTimeOffset.UtcNow, gone, bench.SightingsIfAny?.Forget(person.Id) ?? ForgottenPerson.Nothing))).ToList();
        call.Terminal.Show(
            receipts.Select(one => new
            {
                Id = one.Receipt.Person, one.Name, one.Receipt.At, one.Receipt.Templates, one.Receipt.Pictures, one.Receipt.Sightings, one.Receipt.Looks, one.Receipt.Explanations,
                one.Receipt.Names, one.Receipt.Copies, one.Receipt.Pending,
            }),
            console => receipts.ForEach(one => Tell(console, one.Name, one.Receipt)));
        return ExitCode.Ok;
    }

    private static void Tell(IAnsiConsole console, string name, ErasureReceipt receipt)
    {
        (int Count, string One, string Many)[] removed =
        [
            (receipt.Templates, "vector", "vectors"), (receipt.Pictures, "picture", "pictures"), (receipt.Sightings, "sighting", "sightings"), (receipt.Looks, "look", "looks"),
            (receipt.Explanations, "explanation", "explanations"), (receipt.Names, "name on another sighting", "names on other sightings"),
            (receipt.Copies, "copy of an older version", "copies of an older version"),
        ];
        var words = string.Join(", ", removed.Where(one => one.Count > 0).Select(one => $"{one.Count} {(one.Count == 1 ? one.One : one.Many)}"));
        console.WriteLine($"{name} is forgotten{(words.Length > 0 ? $": {words}" : "")}. The id {receipt.Person} is never given again.");
        foreach (var pending in receipt.Pending)
            console.WriteLine(pending);
    }

    /// <summary>The person of this name or id, or a failure that suggests one.</summary>
    public static Person Known(this GalleryService gallery, string who) =>
        gallery.Find(who) ?? throw new CommandFailure(
            ExitCode.NotFound, $"Nobody called '{who}' is enrolled in {gallery.Location}.",
            DidYouMean.Closest(who, gallery.People.Select(person => person.Name)) is { } name ? $"Did you mean '{name}'?" : "See: facestream people list");
}
