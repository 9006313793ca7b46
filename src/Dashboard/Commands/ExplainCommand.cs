using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text.Json;
using FaceStream.Dashboard.Explaining;
using FaceStream.Dashboard.Output;
using FaceStream.Dashboard.Web;
using FaceStream.Recognizer.Explaining;
using Microsoft.AspNetCore.Mvc;
using Spectre.Console;

namespace FaceStream.Dashboard.Commands;

/// <summary><c>facestream explain</c>: why somebody was called what they were called. Asks the running service.</summary>
internal static class ExplainCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly Argument<string> Id = new("id") { Description = "A sighting's id, or a camera and a track's number such as door/7.", HelpName = "ID" };
    private static readonly Option<string?> Url = new("--url") { Description = "Where the service is. Default: the configuration's dashboard.listen.", HelpName = "URL" };

    /// <summary>The command.</summary>
    public static CliCommand Create() => new CliCommand("explain", "Why somebody was called what they were called: looks, evidence, thresholds.",
        "explain 42", "explain door/7 --json", "explain 42 --url http://127.0.0.1:8080") { Id, Url, Common.Config }.Does(RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation call)
    {
        var path = Path(call.Get(Id));
        using var bench = new Workbench(call);
        var service = call.Get(Url) is { } url ? Address(url) : Listening(bench.Options.Dashboard.Listen);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = service, Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), call.Cancel);
            if (!answer.IsSuccessStatusCode)
            {
                var problem = await answer.Content.ReadFromJsonAsync<ProblemDetails>(call.Cancel);
                throw new CommandFailure(
                    answer.StatusCode == HttpStatusCode.NotFound ? ExitCode.NotFound : ExitCode.Failure, problem?.Detail ?? $"{service} answered {(int)answer.StatusCode} {answer.ReasonPhrase}.");
            }

            var view = (await answer.Content.ReadFromJsonAsync<ExplanationView>(call.Cancel))!;
            call.Terminal.Show(view, console => Write(console, view.Track));
            return ExitCode.Ok;
        }
        catch (Exception foreign) when (foreign is JsonException or NotSupportedException)
        {
            throw new CommandFailure(ExitCode.Failure, $"What answers at {service} is no FaceStream.", "--url says where the service is.", foreign);
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException || (unreachable is OperationCanceledException && !call.Cancel.IsCancellationRequested))
        {
            throw new CommandFailure(ExitCode.Failure, $"The service does not answer at {service}: {unreachable.Message}", "Is facestream run running? --url says where.", unreachable);
        }
    }

    private static string Path(string id)
    {
        if (long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var sighting))
            return $"/api/v1/sightings/{sighting}/explain";
        return id.LastIndexOf('/') is > 0 and var slash && int.TryParse(id.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var track)
            ? $"/api/v1/cameras/{Uri.EscapeDataString(id[..slash])}/tracks/{track}/explain"
            : throw new CommandFailure(ExitCode.Usage, $"'{id}' is neither a sighting's id nor a camera with a track's number, such as door/7.");
    }

    private static Uri Address(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new CommandFailure(ExitCode.Usage, $"--url is '{url}'; it is an address such as http://127.0.0.1:8080.");

    private static Uri Listening(string listen) => ListenAddress.Parse(listen).FromHere ?? throw new CommandFailure(
        ExitCode.Usage, $"dashboard.listen is '{listen}', so the service took any free port.", "Give the address that it printed, such as --url http://127.0.0.1:8080.");

    private static void Write(IAnsiConsole console, TrackExplanation track)
    {
        var (said, rule) = (track.Said, track.Rule);
        console.WriteLine(Line($"{track.Camera}, track {track.Track}: {said.State}{(said.Person is { } name ? $", {name}" : "")}, {Share(said.Confidence)} sure; {track.Frames} frames in {track.Seconds:0.0} s"));
        console.WriteLine(Line($"a name needs a chance of at most {rule.Bar:0.0e+0} ({rule.FalseAlarmRate:0.0e+0} asked for, {rule.Templates} templates) and a lead of {100 * rule.Lead:0} %"));
        if (track.Alike is { } alike)
            console.WriteLine(Line($"and a chance of at most {rule.AlikeBar:0.0e+0} that it is {alike.Person}, who looks alike ({alike.Closeness:0.000}); it is {alike.Chance:0.0e+0}"));
        if (track.Rival is { } rival)
            console.WriteLine(Line($"contested by track {rival.Track}, in the same picture with the evidence {rival.Evidence:0.0}"));

        var table = Tables.Plain("candidate", "mean similarity", "best", "evidence (nats)", "chance", "probability");
        foreach (var who in track.Candidates.Take(5))
            table.AddRow(Tables.Cells(who.Person, Line($"{who.Mean:0.000}"), Line($"{who.Best:0.000}"), Line($"{who.Evidence:0.0}"), Line($"{who.Chance:0.0e+0}"), Share(who.Probability)));
        table.AddRow(Tables.Cells("nobody enrolled", "", "", "", "", Share(track.Nobody)));
        console.WriteTable(table);

        var (first, second) = (track.Candidates.ElementAtOrDefault(0), track.Candidates.ElementAtOrDefault(1));
        table = Tables.Plain("look at", "because", "quality", "eyes", "sharp", "yaw", "pitch", "exposure", "weight", first?.Person ?? "–", second?.Person ?? "–");
        foreach (var look in track.Looks)
        {
            var quality = look.Quality;
            table.AddRow(Tables.Cells(
                Line($"{look.Seconds:0.00} s"), look.Reason, Line($"{quality.Score:0.00}"), Line($"{quality.EyeDistance:0} px"), Line($"{quality.Sharpness:0.00}"), Degrees(quality.Yaw),
                Degrees(quality.Pitch), Line($"{quality.Exposure:0.00}"), Line($"{look.Weight:0.00}"), To(look, first), To(look, second)));
        }

        console.WriteTable(table);
        foreach (var (before, step) in track.Steps.Prepend(null).Zip(track.Steps).Where(pair => pair.First?.State != pair.Second.State || pair.First?.PersonId != pair.Second.PersonId))
            console.WriteLine(Line($"{step.Seconds:0.00} s ({step.Cause}): {step.State}{(step.Person is { } who ? $", {who}" : "")}; chance {step.Chance:0.0e+0}, bar {step.Bar:0.0e+0}, lead {Share(step.Share)}"));
        var lost = track.NotKept;
        console.WriteLine(Line($"not counted: {lost.NothingNew} frames that brought nothing new{string.Concat(lost.Gated.Select(gated => $", {gated.Value} {gated.Key}"))}; {lost.Crowded} looks for want of room, {lost.SomebodyElses} that were somebody else's"));
        console.WriteLine($"{track.Scores.Model} {track.Scores.Sha256}");
    }

    private static string To(ExplainedLook look, ExplainedCandidate? who) =>
        look.Similarities.FirstOrDefault(one => one.PersonId == who?.PersonId) is { } found ? Line($"{found.Similarity:0.000}") : "–";

    /// <summary>No evidence is certain, and rounding does not make it so.</summary>
    internal static string Share(double part) => part switch
    {
        > 0.9995 => "over 99.9 %",
        > 0 and < 0.0005 => "under 0.1 %",
        _ => Line($"{100 * part:0.0} %"),
    };

    // Nothing is added, so that what rounds to nothing has no sign.
    private static string Degrees(double angle) => Line($"{Math.Round(angle) + 0:0}°");

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
