using System.Threading.Channels;

namespace FaceStream.StreamIngest.Pipeline;

/// <summary>Runs one <see cref="IStep{TIn, TOut}"/> between two channels: one loop, one reader, one clock.</summary>
internal sealed class Stage<TIn, TOut>(string name, IStep<TIn, TOut> step, IngestMetrics metrics)
{
    /// <summary>
    /// Pumps until <paramref name="input"/> ends. How the stage ended (done, cancelled or failed)
    /// travels downstream as the completion of <paramref name="output"/>.
    /// </summary>
    public async Task RunAsync(ChannelReader<TIn> input, ChannelWriter<TOut> output, CancellationToken cancel)
    {
        Exception? reason = null;
        try
        {
            await foreach (var item in input.ReadAllAsync(cancel).ConfigureAwait(false))
            {
                var started = metrics.StageStarted();
                var result = await ProcessAsync(item, cancel).ConfigureAwait(false);
                metrics.StageStopped(name, started);
                await output.GiveAsync(result, cancel).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            reason = e;
            throw;
        }
        finally
        {
            output.TryComplete(reason);
        }
    }

    /// <summary>A step that throws has not given its item away, so it is disposed here.</summary>
    private async ValueTask<TOut> ProcessAsync(TIn item, CancellationToken cancel)
    {
        try
        {
            return await step.ProcessAsync(item, cancel).ConfigureAwait(false);
        }
        catch
        {
            (item as IDisposable)?.Dispose();
            throw;
        }
    }
}
