using System.Runtime.ExceptionServices;

namespace FaceStream.Recognizer.Models;

/// <summary>
/// Shares the passes of a loop out among cores. What a pass computes must not depend on who does it or when; then the result does not depend on how many
/// workers there are.
/// </summary>
/// <remarks>One loop at a time. With one worker, or one pass, the loop runs where it is called and allocates nothing.</remarks>
internal sealed class Workers
{
    /// <summary>For those who need no help.</summary>
    public static readonly Workers Alone = new(1);

    private readonly ParallelOptions _options;

    /// <summary>Hires so many, who are pool threads while there is something to do.</summary>
    public Workers(int count) => _options = new() { MaxDegreeOfParallelism = count };

    /// <summary>How many there are.</summary>
    public int Count => _options.MaxDegreeOfParallelism;

    /// <summary>A tool for each worker: <paramref name="first"/>, and more like it.</summary>
    public T[] Equip<T>(T first, Func<T> another) => [first, .. Enumerable.Range(1, Count - 1).Select(_ => another())];

    /// <summary>In how many passes to do so many pieces of work: two for each worker, so that one who is late delays nobody for long, and none of less than <paramref name="least"/> pieces.</summary>
    public int Passes(int pieces, int least) => Count == 1 ? 1 : Math.Clamp(pieces / least, 1, 2 * Count);

    /// <summary>Does all passes, in any order, and returns when the last is done.</summary>
    /// <param name="passes">How many.</param>
    /// <param name="work">Takes a worker, below <see cref="Count"/>, whose tools nobody else uses meanwhile, and a pass.</param>
    public void Run(int passes, Action<int, int> work)
    {
        if (Count > 1 && passes > 1)
        {
            Share(passes, work);
            return;
        }

        for (var pass = 0; pass < passes; pass++)
            work(0, pass);
    }

    /// <summary>Each takes the next pass: .NET would deal them out beforehand, more and more at a time, and passes are not alike.</summary>
    private void Share(int passes, Action<int, int> work)
    {
        var next = -1;
        try
        {
            Parallel.For(0, Math.Min(Count, passes), _options, worker =>
            {
                for (int pass; (pass = Interlocked.Increment(ref next)) < passes;)
                    work(worker, pass);
            });
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
