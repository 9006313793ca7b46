using FaceStream.Dashboard.Output;
using FaceStream.Dashboard.People;
using Spectre.Console;

namespace FaceStream.Dashboard.Commands;

/// <summary><c>facestream people health</c>: who is easily taken for whom, and what is worth another picture.</summary>
internal static class PeopleHealthCommand
{
    /// <summary>The command.</summary>
    public static CliCommand Create() => new CliCommand("health", "Look-alikes, pictures that do not fit their person, and people with too few.", "people health", "people health --json")
        { Common.Gallery, Common.Config }.Does(Run);

    private static ExitCode Run(Invocation call)
    {
        using var bench = new Workbench(call);
        var health = PeopleHealthView.Of(bench.Desk.Health(call.Cancel));
        call.Terminal.Show(health, console =>
        {
            var table = Tables.Plain("person", "picture", "finding", "similarity", "");
            foreach (var pair in health.LookAlikes)
                table.AddRow(Tables.Cells(pair.One.Name, pair.OnePicture, "looks like", $"{pair.Similarity:0.000}", $"{pair.Other.Name}, picture {pair.OtherPicture}"));
            foreach (var one in health.Outliers)
                table.AddRow(Tables.Cells(one.Person.Name, one.Picture, "does not fit", $"{one.Own:0.000}", one.Rival is { } rival ? $"is closer to {rival.Person} ({rival.Similarity:0.000})" : "is unlike the others"));
            foreach (var one in health.Weak)
                table.AddRow(Tables.Cells(one.Person.Name, "", Words(one), "", ""));
            if (table.Rows.Count > 0)
                console.Write(table);
            console.WriteLine($"{health.People} people with {health.Pictures} pictures: {health.LookAlikes.Count} look-alikes, {health.Outliers.Count} pictures that do not fit, {health.Weak.Count} people who are hard to recognise.");
        });
        return ExitCode.Ok;
    }

    private static string Words(WeakPersonView one) => one.Weakness switch
    {
        "no_picture" => "has no picture of this model; try people re-embed",
        "one_picture" => "has one picture only",
        _ => $"has {one.Pictures} pictures that are nearly the same",
    };
}
