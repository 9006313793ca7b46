using System.Text.Json;
using FaceStream.Dashboard.Cameras;
using FaceStream.Dashboard.Web;

namespace FaceStream.Dashboard.Commands;

/// <summary>What a service that runs on this machine says of its cameras.</summary>
internal static class RunningCameras
{
    // Where nobody listens that is known at once; who listens may be busy.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The cameras by name, or <see langword="null"/> when no FaceStream answers at the configured address.</summary>
    /// <param name="listen">As configured.</param>
    /// <param name="cancel">Ends the wait.</param>
    public static async Task<IReadOnlyDictionary<string, CameraView>?> AskAsync(string listen, CancellationToken cancel)
    {
        if (ListenAddress.Parse(listen).FromHere is not { } service)
            return null;
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
        try
        {
            var cameras = await http.GetFromJsonAsync(new Uri(service, "/api/v1/cameras"), DashboardJson.Default.IReadOnlyListCameraView, cancel);
            return cameras?.ToDictionary(camera => camera.Name, StringComparer.Ordinal);
        }
        catch (Exception nobody) when (nobody is HttpRequestException or JsonException or NotSupportedException || (nobody is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }
}
