using System.Net;
using System.Net.Sockets;

namespace FaceStream.StreamIngest.Sources;

/// <summary>Looks a camera's name up before libav does: libav cannot be interrupted there, and does not say why it failed.</summary>
internal static class HostNames
{
    /// <summary>Returns when the name is known.</summary>
    /// <exception cref="SourceException">It is not, or the name server does not answer within <paramref name="limit"/>.</exception>
    public static void Resolve(SourceAddress address, TimeSpan limit, CancellationToken cancel)
    {
        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out _))
            return;

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timeout.CancelAfter(limit);
        try
        {
            Dns.GetHostAddressesAsync(address.Host, timeout.Token).GetAwaiter().GetResult();
        }
        catch (SocketException)
        {
            throw new SourceException(SourceFault.NameNotFound, $"{address.Masked}: the name '{address.Host}' is not known; is it spelled right, and does this machine's name server know it?");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new SourceException(SourceFault.NameNotFound, $"{address.Masked}: the name server did not answer for '{address.Host}' within {limit.TotalSeconds:0.#} s");
        }
    }
}
