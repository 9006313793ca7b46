using System.Diagnostics;
using System.Runtime;

namespace FaceStream.Dashboard.Bench;

/// <summary>Times two ways of doing the same work in turns, so that whatever else the machine does hits both.</summary>
internal static class Rounds
{
    private const int Most = 25;

    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(300);

    // The runtime compiles what is hot again, beside the work, and on a busy machine late: loops that still wait for it took twice their time.
    private const int MostWarmUps = 10;

    // A turn this long drowns the clock's own cost.
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(4);

    /// <summary>The median time of each over the rounds.</summary>
    public static Cost Compare(Action ours, Action bare, CancellationToken cancel)
    {
        var (oursRepeats, bareRepeats) = (Warm(ours, cancel), Warm(bare, cancel));
        var (times, bareTimes, started) = (new List<double>(Most), new List<double>(Most), Stopwatch.GetTimestamp());
        for (var round = 0; round < Most && (round < 3 || Stopwatch.GetElapsedTime(started) < Budget); round++)
        {
            cancel.ThrowIfCancellationRequested();
            times.Add(Time(ours, oursRepeats));
            bareTimes.Add(Time(bare, bareRepeats));
        }

        return Of(times, bareTimes, Allocated(ours));
    }

    /// <summary>The medians of rounds that took turns, and how far the ratio of a round strays.</summary>
    /// <param name="ours">Milliseconds of each round.</param>
    /// <param name="bare">Of the bare way, in the same rounds.</param>
    /// <param name="allocated">Bytes of one piece of ours.</param>
    public static Cost Of(IReadOnlyList<double> ours, IReadOnlyList<double> bare, long allocated)
    {
        double[] ratios = [.. ours.Zip(bare, (one, other) => one / other).Order()];
        return new(Median(ours), Median(bare), ratios[ratios.Length / 4], ratios[^(ratios.Length / 4 + 1)], allocated);
    }

    /// <summary>The middle one, so that neither a lucky round nor a disturbed one decides; of an even number the mean of the middle two.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Runs for a while, and again until nothing was compiled meanwhile; says how often it fits into a turn.</summary>
    private static int Warm(Action work, CancellationToken cancel)
    {
        for (var stretch = 1; ; stretch++)
        {
            var (started, runs, compiled) = (Stopwatch.GetTimestamp(), 0, JitInfo.GetCompiledMethodCount());
            do
            {
                cancel.ThrowIfCancellationRequested();
                work();
                runs++;
            }
            while (Stopwatch.GetElapsedTime(started) < WarmUp);
            if (JitInfo.GetCompiledMethodCount() == compiled || stretch == MostWarmUps)
                return Math.Max(1, (int)(runs * (Turn / WarmUp)));
        }
    }

    private static double Time(Action work, int repeats)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < repeats; i++)
            work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds / repeats;
    }

    private static long Allocated(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
