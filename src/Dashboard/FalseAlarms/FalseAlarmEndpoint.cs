namespace FaceStream.Dashboard.FalseAlarms;

/// <summary><c>/api/v1/false-alarms</c>.</summary>
internal static class FalseAlarmEndpoint
{
    public static void MapFalseAlarms(this IEndpointRouteBuilder routes) => routes
        .MapGet("/false-alarms", (FalseAlarmBook book) => TypedResults.Ok(book.View()))
        .WithName("getFalseAlarms").WithTags("Status").WithSummary("Wrong names: asked for, predicted from calibration, gallery and traffic, and observed, by camera.");
}
