using System.Globalization;
using FaceStream.Dashboard.Output;
using FaceStream.Dashboard.Reports;
using FaceStream.Recognizer.Evaluation;

namespace FaceStream.Dashboard.Commands.Eval;

/// <summary><c>facestream eval verification FOLDER</c>: every picture compared with every other, which shows rates that no list of pairs is long enough for.</summary>
internal static class EvalAllPairs
{
    /// <param name="call">The command's.</param>
    /// <param name="folder">A folder for each person inside.</param>
    /// <param name="mirror">Averages each vector with that of the mirrored face.</param>
    public static ExitCode Run(Invocation call, string folder, bool mirror)
    {
        using var bench = new Workbench(call);
        var pairs = new LookPairs(LabelledFolder.Read(call, bench, folder, out var withoutFace, mirror));
        if (pairs.Genuine.Count == 0 || pairs.Impostor.Count == 0)
            throw new CommandFailure(ExitCode.Usage, $"{folder} has {pairs.Genuine.Count} pairs of one person and {pairs.Impostor.Count} of two. It needs somebody with two pictures that show a face, and somebody else.");

        float[] same = [.. pairs.Genuine.Select(pair => pair.Similarity)], different = [.. pairs.Impostor.Select(pair => pair.Similarity)];
        var (equal, rates) = VerificationProtocol.TradeOff(same, different);
        EvalReport.Give(
            call, new
            {
                Model = bench.Networks.Embedder.Id,
                Mirror = mirror,
                pairs.People,
                Pictures = pairs.Looks,
                NoFace = withoutFace,
                Same = same.Length,
                Different = different.Length,
                Eer = Math.Round(equal, 6),
                Tar = EvalLists.Accepted(rates),
                TarInterval = EvalLists.Intervals(rates),
            },
            Found(), bench.Networks.Models);
        return ExitCode.Ok;

        Findings Found()
        {
            var found = new Findings();
            found.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"{pairs.Looks:N0} pictures of {pairs.People:N0} people: {same.Length:N0} pairs of one person, {different.Length:N0} of two; equal error {100 * equal:0.00} %; {withoutFace} pictures without a face are left out"));
            var table = found.Table("of two people accepted", "of one person accepted", "threshold");
            foreach (var rate in rates)
                table.Add(EvalLists.Rate(rate.FalseAccepts), EvalLists.Percent(rate.Accepted), rate.Threshold.ToString("0.000", CultureInfo.InvariantCulture));
            EvalLists.PlotPairs(found, same, different);
            return found;
        }
    }
}
