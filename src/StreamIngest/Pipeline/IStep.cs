namespace FaceStream.StreamIngest.Pipeline;

/// <summary>A step's logic, free of channels, threads and clocks, so that a test can call it directly.</summary>
public interface IStep<in TIn, TOut>
{
    /// <summary>Takes ownership of <paramref name="item"/> and gives ownership of the result.</summary>
    ValueTask<TOut> ProcessAsync(TIn item, CancellationToken cancel);
}
