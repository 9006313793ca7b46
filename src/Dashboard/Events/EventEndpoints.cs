using FaceStream.Dashboard.Web;

namespace FaceStream.Dashboard.Events;

/// <summary><c>GET /api/v1/events/stream</c>: what happens, as it happens.</summary>
internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder routes) => routes
        .MapGet("/events/stream", StreamAsync)
        .WithName("streamEvents").WithTags("Events")
        .WithSummary("Server-sent events: sightings, identities of tracks, states of cameras. Last-Event-ID resumes; a gap event says what was missed.")
        .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .DisableRequestTimeout();

    private static async Task StreamAsync(
        HttpContext context, [AsParameters] EventQuery query, Newsroom news, ReaderSeats seats, TimeProvider time, IHostApplicationLifetime host)
    {
        var wanted = query.Filter();
        using var seat = seats.Take();
        news.Open();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["X-Accel-Buffering"] = "no";      // nginx would hold events back until it has some kilobytes
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        try
        {
            await new EventReader(news.Outbox, wanted, context.Response.Body, time)
                .RunAsync(context.Request.Headers["Last-Event-ID"].ToString(), stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The reader has gone, or the service ends; readers come back by themselves.
        }
    }
}

/// <summary>For those who read events.</summary>
internal sealed class ReaderSeats(DashboardOptions options) : Seats(options.MaxViewers, "readers");
