using System.Net;
using System.Net.Sockets;

namespace FaceStream.StreamIngest.Sources;

/// <summary>Looks a camera's name up before libav does: libav cannot be interrupted there, and does not say why it failed.</summary>
/// <remarks>
/// <para>On a thread of its own: the system's resolver cannot be interrupted either, and threads of the pool that wait for it are missing to the stages of
/// all other cameras (64 names and a name server that was away: nothing ran for half a minute).</para>
/// <para>At every connect, because names move. libav asks once more by itself, so that a name server that answers differently a moment later is not
/// seen through, and neither is a web server that redirects.</para>
/// </remarks>
internal static class HostNames
{
    /// <summary>Returns when the name is known, and leads where video may come from.</summary>
    /// <param name="address">Whose host it is; nothing is asked where that is no name.</param>
    /// <param name="limit">How long the name server may take.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="lookUp">Who is asked; this machine's resolver by default.</param>
    /// <exception cref="SourceException">It is not known or leads to a machine's own service, or the name server does not answer within <paramref name="limit"/>.</exception>
    public static void Resolve(SourceAddress address, TimeSpan limit, CancellationToken cancel, Func<string, IPAddress[]>? lookUp = null)
    {
        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out _))
            return;

        var found = new TaskCompletionSource<IPAddress[]>();
        new Thread(() => Ask(address.Host, lookUp ?? Dns.GetHostAddresses, found)) { IsBackground = true, Name = $"name {address.Host}" }.Start();
        if (Task.WaitAny([found.Task], (int)limit.TotalMilliseconds, cancel) < 0)
            throw new SourceException(SourceFault.NameNotFound, $"{address.Masked}: the name server did not answer for '{address.Host}' within {limit.TotalSeconds:0.#} s");
        try
        {
            var known = found.Task.GetAwaiter().GetResult();
            // As where the address itself is written: a camera may have such an address, a web page is more likely the cloud's own.
            if (address.Kind == SourceKind.Http && Array.Find(known, SourceAddress.IsMachinesOwn) is { } own)
            {
                throw new SourceException(SourceFault.BadAddress, $"{address.Masked}: the name '{address.Host}' leads to {own}; 169.254.x.x addresses are for a machine's own services, not for video")
                {
                    MayPass = true,     // the name may lead elsewhere tomorrow
                };
            }
        }
        catch (SocketException)
        {
            throw new SourceException(SourceFault.NameNotFound, $"{address.Masked}: the name '{address.Host}' is not known; is it spelled right, and does this machine's name server know it?");
        }
    }

    private static void Ask(string host, Func<string, IPAddress[]> lookUp, TaskCompletionSource<IPAddress[]> found)
    {
        try
        {
            found.SetResult(lookUp(host));
        }
        catch (Exception e)
        {
            found.SetException(e);      // thrown where the answer is waited for, if it still is
        }
    }
}
