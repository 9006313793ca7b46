using Microsoft.AspNetCore.Connections;

namespace FaceStream.Dashboard;

/// <summary>Starts the web server and says where it is.</summary>
public static class DashboardServer
{
    /// <summary>Starts listening.</summary>
    /// <returns>The address to open in a browser, such as <c>http://127.0.0.1:8080</c>.</returns>
    /// <exception cref="ListenException">The address is taken or not of this machine; the message says what to do.</exception>
    public static async Task<Uri> StartDashboardAsync(this WebApplication app, CancellationToken cancel = default)
    {
        var listen = app.Services.GetRequiredService<DashboardOptions>().Listen;
        try
        {
            await app.StartAsync(cancel).ConfigureAwait(false);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new ListenException($"{listen} is in use by another program. Stop that one, or listen on another port.", e);
        }
        catch (IOException e)
        {
            throw new ListenException($"Cannot listen on {listen}: {e.Message}", e);
        }
        catch (System.Net.Sockets.SocketException e)
        {
            throw new ListenException($"Cannot listen on {listen}: {e.Message}. Use an address of this machine, such as 127.0.0.1, and a port from 1024 on.", e);
        }

        // 0.0.0.0 and [::] are not addresses that a browser can open.
        var first = new UriBuilder(app.Urls.First());
        if (first.Host is "0.0.0.0" or "[::]" or "::")
            first.Host = "localhost";
        return first.Uri;
    }
}

/// <summary>The web server cannot listen where it was told to.</summary>
public sealed class ListenException(string message, Exception cause) : IOException(message, cause);
