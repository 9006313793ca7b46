using FaceStream.StreamIngest.Tests.Sources;
using FaceStream.StreamIngest.Tests.Sources.Child;

namespace FaceStream.StreamIngest.Tests.Cameras.Chaos;

/// <summary>Minutes long, so it runs only when it is asked for: <c>-explicit only -class '*LongChaosTests'</c>.</summary>
[Collection("alone")]
public class LongChaosTests(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public Task A_hundred_faults_are_a_hundred_recoveries_and_leave_nothing_behind() => EndureAsync<LibavChaosRun>();

    [Fact(Explicit = true)]
    public Task A_hundred_faults_of_cameras_with_a_process_are_a_hundred_recoveries_and_leave_nothing_behind() => EndureAsync<ProcessChaosRun>();

    private async Task EndureAsync<TRun>() where TRun : ChaosRun, new()
    {
        int faults;
        await using (var first = new TRun())
        {
            await first.InitializeAsync();      // what libav and .NET keep for good
            faults = first.Faults.Count;
        }

        var (files, threads, children) = (LeakTests.OpenFiles(), LeakTests.Threads(), ProcessLeakTests.Children());
        List<ChaosRun.Verdict> verdicts = [];
        for (var round = 0; round < 100 / faults + 1; round++)
        {
            await using var run = new TRun();
            await run.InitializeAsync();
            verdicts.AddRange(run.Verdicts);
            Assert.True(run.Neighbour.Decoded >= 0.95 * run.Neighbour.Sent - 10, $"{run.Neighbour.Decoded} of {run.Neighbour.Sent} pictures");
        }

        var recoveries = verdicts.ConvertAll(verdict => verdict.Recovery.TotalSeconds);
        recoveries.Sort();
        output.WriteLine(FormattableString.Invariant(
            $"{verdicts.Count} faults, {verdicts.Count(verdict => verdict.Wrong is null)} recoveries, median {recoveries[recoveries.Count / 2]:0.00} s, longest {recoveries[^1]:0.00} s, files {files} -> {LeakTests.OpenFiles()}, threads {threads} -> {LeakTests.Threads()}, processes {children} -> {ProcessLeakTests.Children()}"));
        Assert.All(verdicts, verdict => Assert.True(verdict.Wrong is null, $"{verdict.Wrong}: {verdict.Story}"));
        Assert.InRange(recoveries[recoveries.Count / 2], 0, 3);
        Assert.InRange(LeakTests.OpenFiles() - files, -100, 8);
        Assert.InRange(LeakTests.Threads() - threads, -100, 8);
        Assert.Equal(0, ProcessLeakTests.Children());
    }
}
