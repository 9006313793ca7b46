using FaceStream.Dashboard.Cameras;
using FaceStream.Dashboard.Web;

namespace FaceStream.Dashboard.Live;

/// <summary><c>GET /api/v1/live</c>: the WebSocket that the live page watches.</summary>
internal static class LiveEndpoint
{
    public static void MapLive(this IEndpointRouteBuilder routes) => routes
        .MapGet("/live", WatchAsync)
        .WithName("watchLive").WithTags("Live")
        .WithSummary("WebSocket: pictures with their faces, each in one message, newest first, paced by acknowledgements.")
        .Produces(StatusCodes.Status101SwitchingProtocols)
        .ProducesProblem(StatusCodes.Status426UpgradeRequired).ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .DisableRequestTimeout();

    private static async Task<IResult> WatchAsync(
        HttpContext context, LiveHub hub, ViewerSeats seats, CameraNews news, DashboardOptions options, TimeProvider time, IHostApplicationLifetime host)
    {
        if (!context.WebSockets.IsWebSocketRequest)
            return Problem.Of(StatusCodes.Status426UpgradeRequired, "not-a-websocket", "This address speaks WebSocket only; open it with ws:// or wss://.");
        using var seat = seats.Take();
        using var socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
        var viewer = new Viewer(time);
        try
        {
            using var watching = hub.Join(viewer);
            using var subscription = news.Join(viewer);
            await new LiveSocket(socket, viewer, options.ViewerPatience, time).RunAsync(host.ApplicationStopping).ConfigureAwait(false);
        }
        finally
        {
            viewer.Leave();
        }

        return Results.Empty;
    }
}

/// <summary>For those who watch.</summary>
internal sealed class ViewerSeats(DashboardOptions options) : Seats(options.MaxViewers, "viewers");
