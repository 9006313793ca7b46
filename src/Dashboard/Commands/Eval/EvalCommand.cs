namespace FaceStream.Dashboard.Commands.Eval;

/// <summary><c>facestream eval</c>: how well it works, against labelled data.</summary>
internal static class EvalCommand
{
    /// <summary>The command.</summary>
    public static CliCommand Create() => new("eval", "How well it works, against labelled data.", "eval verification pairs.csv", "eval identification photos --roles roles.csv", "eval tracking gt.txt tracks.txt")
    {
        EvalReport.File, EvalVerification.Create(), EvalIdentification.Create(), EvalTemplate.Create(), EvalFruits.Create(), EvalTracking.Create(), EvalVideo.Create(), EvalCadence.Create(), EvalQuality.Create(), EvalBias.Create(), EvalCalibrate.Create(),
    };
}
