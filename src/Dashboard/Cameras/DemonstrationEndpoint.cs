using FaceStream.Dashboard.Web;

namespace FaceStream.Dashboard.Cameras;

/// <summary>What was added to look at.</summary>
/// <param name="Cameras">Their names.</param>
/// <param name="People">Who is enrolled to be recognised on them.</param>
internal sealed record DemonstrationView(IReadOnlyList<string> Cameras, IReadOnlyList<string> People);

/// <summary>Something to look at where there is no camera yet.</summary>
internal interface IDemonstration
{
    /// <summary>Adds sample cameras and people. What it cannot do is a <see cref="ProblemException"/>.</summary>
    Task<DemonstrationView> StartAsync(CancellationToken cancel);
}

/// <summary>Where cameras cannot be added.</summary>
internal sealed class NoDemonstration : IDemonstration
{
    public Task<DemonstrationView> StartAsync(CancellationToken cancel) =>
        throw new ProblemException(StatusCodes.Status409Conflict, "no-configuration", "There is no facestream.yaml that cameras could be added to.");
}

/// <summary><c>/api/v1/demo</c>.</summary>
internal static class DemonstrationEndpoint
{
    public static void MapDemonstration(this IEndpointRouteBuilder routes) => routes
        .MapPost("/demo", async (IDemonstration demonstration, CancellationToken cancel) => TypedResults.Ok(await demonstration.StartAsync(cancel).ConfigureAwait(false)))
        .WithName("startDemo").WithTags("Cameras").WithSummary("Adds the sample cameras and people, to be removed as any others.")
        .ProducesProblem(StatusCodes.Status409Conflict);
}
