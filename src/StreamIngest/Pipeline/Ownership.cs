using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace FaceStream.StreamIngest.Pipeline;

/// <summary>Channels that lose nothing: an item that cannot be delivered is disposed.</summary>
public static class Ownership
{
    extension<T>(ChannelWriter<T> output)
    {
        /// <summary>Writes the item, or disposes it when nobody will ever read it.</summary>
        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]    // six waits a frame, each awaited once
        public async ValueTask GiveAsync(T item, CancellationToken cancel)
        {
            try
            {
                await output.WriteAsync(item, cancel).ConfigureAwait(false);
            }
            catch
            {
                (item as IDisposable)?.Dispose();
                throw;
            }
        }
    }

    extension<T>(ChannelReader<T> input)
    {
        /// <summary>Disposes what was written but not read. Called once the writer has stopped.</summary>
        public void DisposeRest()
        {
            while (input.TryRead(out var item))
                (item as IDisposable)?.Dispose();
        }
    }
}
