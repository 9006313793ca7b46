using System.Globalization;
using FaceStream.Dashboard.Output;
using FaceStream.Dashboard.People;
using FaceStream.Recognizer.Identification;
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
        if (OlderTemplates.Words(bench.Gallery.SettleOlder(call.Cancel)) is { } settled)
            call.Terminal.Say(settled);
        var (options, found) = (bench.Options.Identification, bench.Desk.Health(call.Cancel));
        // Without the service nobody counts who passes: as many strangers as the options assume, at each camera.
        var (strangers, rate) = (IdentificationOptions.DaysAMonth * options.StrangersADay * Math.Max(1, bench.Options.Cameras.Count), options.RateAt(options.StrangersADay));
        var forecast = new AlarmForecast(new(bench.Calibration), () => bench.Gallery.Snapshot(bench.Networks.Embedder.Id));
        var health = PeopleHealthView.Of(found, forecast, rate, (_, pictures) => strangers * rate * pictures / Math.Max(1, found.Templates));
        call.Terminal.Show(health, console =>
        {
            var table = Tables.Plain("person", "picture", "finding", "similarity", "");
            foreach (var pair in health.LookAlikes)
                table.AddRow(Tables.Cells(pair.One.Name, pair.OnePicture, "looks like", Cosine(pair.Similarity), Invariant($"{pair.Other.Name}, picture {pair.OtherPicture}; a name needs a lead of {pair.Lead:0.00}, which {100 * pair.Named:0} % of their good looks have")));
            foreach (var one in health.Outliers)
                table.AddRow(Tables.Cells(one.Person.Name, one.Picture, "does not fit", Cosine(one.Own), one.Rival is { } rival ? $"is closer to {rival.Person} ({Cosine(rival.Similarity)})" : "is unlike the others"));
            foreach (var one in health.Weak)
                table.AddRow(Tables.Cells(one.Person.Name, "", Words(one), "", ""));
            if (table.Rows.Count > 0)
                console.WriteTable(table);
            console.WriteLine($"Enrolled: {health.People}; pictures searched: {health.Pictures}. Look-alikes: {health.LookAlikes.Count}; pictures that do not fit: {health.Outliers.Count}; hard to recognise: {health.Weak.Count}.");
            if (health.Pictures > 0)        // else nobody is ever named
                console.WriteLine(Forecast(strangers / IdentificationOptions.DaysAMonth, strangers * rate, health.WrongNames.Count > 0 ? health.WrongNames[0] : null));
        });
        return ExitCode.Ok;
    }

    /// <summary>What is to be expected, with as many digits as the calibration behind it has.</summary>
    internal static string Forecast(double strangersADay, double wrongAMonth, WrongNamesView? likeliest) => Invariant(
        $"At {strangersADay:0} strangers a day (identification.strangers_a_day, at each camera) {Count(wrongAMonth)} wrong names a month are to be expected{(likeliest is null ? "" : $", at most {Count(likeliest.AMonth)} of one person ({likeliest.Person.Name})")}.");

    /// <summary>As the pages show it: another set of pictures would measure another third digit.</summary>
    internal static string Cosine(float similarity) => similarity.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Count(double value) => Significant.Two(value).ToString("0.######", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Words(WeakPersonView one) => one.Weakness switch
    {
        "no_picture" => "has no picture of the embedder in use; try people re-embed",
        "one_picture" => "has one picture only",
        _ => $"has {one.Pictures} pictures that are nearly the same",
    };
}
