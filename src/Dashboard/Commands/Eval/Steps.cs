using FaceStream.Dashboard.Output;

namespace FaceStream.Dashboard.Commands.Eval;

/// <summary>Progress on the thread that makes it; .NET's own goes through the thread pool, out of order.</summary>
/// <param name="line">Where it is shown.</param>
/// <param name="all">How many steps there are.</param>
/// <param name="things">What a step is of, in the plural.</param>
internal sealed class Steps(ProgressLine line, int all, string things) : IProgress<int>
{
    /// <inheritdoc/>
    public void Report(int value) => line.Show(() => $"{ProgressLine.Bar((double)value / Math.Max(1, all))} {value}/{all} {things}");
}
