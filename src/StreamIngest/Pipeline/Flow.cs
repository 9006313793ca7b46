using System.Threading.Channels;

namespace FaceStream.StreamIngest.Pipeline;

/// <summary>A pipeline: stages and the links between them, from a source to a sink.</summary>
public sealed class Flow(IngestMetrics metrics, CancellationToken cancel) : IDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
    private readonly List<Task> _stages = [];
    private readonly List<Action> _drains = [];

    /// <summary>Starts the chain at a channel, which the flow reads alone.</summary>
    public Flow<T> From<T>(ChannelReader<T> source)
    {
        _drains.Add(source.DisposeRest);
        return new(this, source);
    }

    /// <summary>Waits for the end. The first failure stops every stage and is the one thrown.</summary>
    public async Task RunAsync()
    {
        try
        {
            await foreach (var stage in Task.WhenEach(_stages).ConfigureAwait(false))
                await stage.ConfigureAwait(false);
        }
        finally
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(_stages).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _drains.ForEach(drain => drain());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    internal ChannelReader<TOut> Add<TIn, TOut>(string name, ChannelReader<TIn> input, IStep<TIn, TOut> step, int depth)
    {
        var link = Links.Lossless<TOut>(depth);
        var stage = new Stage<TIn, TOut>(name, step, metrics);
        metrics.WatchQueue(name, () => input.CanCount ? input.Count : 0);
        // On a pool thread from the start: a step is synchronous work, and must not run on whoever builds the flow.
        _stages.Add(Task.Run(() => stage.RunAsync(input, link.Writer, _stop.Token), CancellationToken.None));
        _drains.Add(link.Reader.DisposeRest);
        return link.Reader;
    }

    internal void AddSink<T>(ChannelReader<T> input, Action<T> consume) => _stages.Add(Task.Run(
        async () =>
        {
            await foreach (var item in input.ReadAllAsync(_stop.Token).ConfigureAwait(false))
                consume(item);
        },
        CancellationToken.None));
}

/// <summary>The open end of a <see cref="Flow"/>.</summary>
public sealed class Flow<T>(Flow flow, ChannelReader<T> items)
{
    /// <summary>Adds a stage; up to <paramref name="depth"/> results wait for the next one.</summary>
    public Flow<TOut> Then<TOut>(string name, IStep<T, TOut> step, int depth = 1) =>
        new(flow, flow.Add(name, items, step, depth));

    /// <summary>Closes the chain: <paramref name="consume"/> owns what arrives.</summary>
    public Flow Into(Action<T> consume)
    {
        flow.AddSink(items, consume);
        return flow;
    }
}
