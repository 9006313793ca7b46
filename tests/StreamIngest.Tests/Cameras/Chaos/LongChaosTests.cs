using FaceStream.StreamIngest.Tests.Sources;

namespace FaceStream.StreamIngest.Tests.Cameras.Chaos;

/// <summary>Minutes long, so it runs only when it is asked for: <c>-explicit only -class '*LongChaosTests'</c>.</summary>
[Collection("alone")]
public class LongChaosTests(ITestOutputHelper output)
{
    // The faults of the short run, so often that they are more than a hundred.
    private static readonly int Rounds = 100 / Fault.All.Count + 1;

    [Fact(Explicit = true)]
    public async Task A_hundred_faults_are_a_hundred_recoveries_and_leave_nothing_behind()
    {
        await using (var first = new ChaosRun())
            await first.InitializeAsync();      // what libav and .NET keep for good
        var (files, threads) = (LeakTests.OpenFiles(), LeakTests.Threads());

        List<ChaosRun.Verdict> verdicts = [];
        for (var round = 0; round < Rounds; round++)
        {
            await using var run = new ChaosRun();
            await run.InitializeAsync();
            verdicts.AddRange(run.Verdicts);
            Assert.True(run.Neighbour.Decoded >= 0.95 * run.Neighbour.Sent - 10, $"{run.Neighbour.Decoded} of {run.Neighbour.Sent} pictures");
        }

        var recoveries = verdicts.ConvertAll(verdict => verdict.Recovery.TotalSeconds);
        recoveries.Sort();
        output.WriteLine(FormattableString.Invariant(
            $"{verdicts.Count} faults, {verdicts.Count(verdict => verdict.Wrong is null)} recoveries, median {recoveries[recoveries.Count / 2]:0.00} s, longest {recoveries[^1]:0.00} s, files {files} -> {LeakTests.OpenFiles()}, threads {threads} -> {LeakTests.Threads()}"));
        Assert.All(verdicts, verdict => Assert.True(verdict.Wrong is null, $"{verdict.Wrong}: {verdict.Story}"));
        Assert.InRange(recoveries[recoveries.Count / 2], 0, 3);
        Assert.InRange(LeakTests.OpenFiles() - files, -100, 8);
        Assert.InRange(LeakTests.Threads() - threads, -100, 8);
    }
}
