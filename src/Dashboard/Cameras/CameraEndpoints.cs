using FaceStream.Dashboard.Live;
using FaceStream.Dashboard.Web;
using FaceStream.StreamIngest;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FaceStream.Dashboard.Cameras;

/// <summary><c>/api/v1/cameras</c>.</summary>
internal static class CameraEndpoints
{
    private const int MostStates = 1000;

    // A camera at one picture in two seconds still makes it.
    private static readonly TimeSpan SnapshotPatience = TimeSpan.FromSeconds(3);

    public static void MapCameras(this IEndpointRouteBuilder routes)
    {
        var cameras = routes.MapGroup("/cameras").WithTags("Cameras");
        cameras.MapGet("/", (CameraBook book) => TypedResults.Ok(book.List()))
            .WithName("listCameras").WithSummary("Every camera with its state, rates, losses and latency.");
        cameras.MapPost("/", AddAsync)
            .WithName("addCamera").WithSummary("Adds a camera to the configuration and opens it; with dryRun, only shows the lines.")
            .Refuses();
        cameras.MapPost("/test", TestAsync)
            .WithName("testCamera").WithSummary("Opens a camera once: its first picture, codec, size and rate, or why it gives none. Nothing is changed.")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        cameras.MapGet("/{name}", (string name, ICameraKeeper keeper) => TypedResults.Ok(keeper.Show(name)))
            .WithName("getCamera").WithSummary("A camera as it is configured, without user name and password.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        cameras.MapPatch("/{name}", async (string name, CameraRequest camera, [AsParameters] ChangeQuery how, ICameraKeeper keeper, CancellationToken cancel) =>
                TypedResults.Ok(await keeper.ChangeAsync(name, camera, how, cancel).ConfigureAwait(false)))
            .WithName("changeCamera").WithSummary("Changes what is given: name, address, on or off, zones, …; with dryRun, only shows the lines.")
            .Refuses().ProducesProblem(StatusCodes.Status404NotFound);
        cameras.MapDelete("/{name}", async (string name, [AsParameters] ChangeQuery how, ICameraKeeper keeper, CancellationToken cancel) =>
                TypedResults.Ok(await keeper.RemoveAsync(name, how, cancel).ConfigureAwait(false)))
            .WithName("removeCamera").WithSummary("Removes a camera from the configuration; what it saw stays. With dryRun, only shows the lines.")
            .Refuses().ProducesProblem(StatusCodes.Status404NotFound);
        cameras.MapGet("/{name}/snapshot.jpg", SnapshotAsync)
            .WithName("getSnapshot").WithSummary("The next picture of a camera, as JPEG in full size.")
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapGet("/camera-states", ListStates)
            .WithName("listCameraStates").WithTags("Cameras").WithSummary("What became of the cameras, the newest first: each state with its reason and how long it lasted, and when FaceStream was not running.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static Results<Ok<IReadOnlyList<CameraStateView>>, ProblemHttpResult> ListStates(CameraHistory history, string? camera = null, int limit = 100)
    {
        if (limit is < 1 or > MostStates)
            return Problem.Of(StatusCodes.Status400BadRequest, "bad-limit", $"limit is {limit}; it is between 1 and {MostStates}.");
        return TypedResults.Ok(history.List(camera, limit));
    }

    private static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route) =>
        route.ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status507InsufficientStorage);

    private static async Task<Results<Created<CameraChangeView>, Ok<CameraChangeView>>> AddAsync(
        CameraRequest camera, [AsParameters] ChangeQuery how, ICameraKeeper keeper, CancellationToken cancel)
    {
        var change = await keeper.AddAsync(camera, how, cancel).ConfigureAwait(false);
        return how.DryRun ? TypedResults.Ok(change) : TypedResults.Created($"/api/v1/cameras/{change.Camera!.Name}", change);
    }

    private static async Task<Ok<CameraTrialView>> TestAsync(CameraRequest camera, ICameraKeeper keeper, CameraTrials trials, CancellationToken cancel) =>
        TypedResults.Ok(await trials.RunAsync(keeper.Proposed(camera), cancel).ConfigureAwait(false));

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> SnapshotAsync(
        string name, CameraBook book, LiveHub hub, CancellationToken cancel)
    {
        if (book.List().FirstOrDefault(camera => camera.Name == name) is not { } camera)
            return Problem.NotFound("no-such-camera", $"There is no camera '{name}'.", ("camera", name));

        var snapshot = new Snapshot(name);
        using var seat = hub.Join(snapshot);
        try
        {
            return TypedResults.File(await snapshot.Jpeg.WaitAsync(SnapshotPatience, cancel).ConfigureAwait(false), "image/jpeg");
        }
        catch (TimeoutException)
        {
            // A reason may end with a question.
            var why = camera.Reason.Length > 0 ? $": {camera.Reason.TrimEnd('.')}" : "";
            return Problem.Of(StatusCodes.Status503ServiceUnavailable, "no-picture",
                $"Camera '{name}' gave no picture within {SnapshotPatience.TotalSeconds:0} s; it is {camera.State}{why}{(why.EndsWith('?') ? "" : ".")}");
        }
    }

    /// <summary>A viewer of one picture.</summary>
    private sealed class Snapshot(string camera) : IViewer
    {
        private readonly TaskCompletionSource<Task<byte[]>> _jpeg = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _taken;

        public Task<byte[]> Jpeg => _jpeg.Task.Unwrap();

        public bool Wants(in FrameHeader frame) => frame.Camera == camera && Volatile.Read(ref _taken) == 0;

        public void Offer(LivePicture picture)
        {
            if (Interlocked.Exchange(ref _taken, 1) == 0)
                _jpeg.SetResult(picture.JpegAsync());
        }
    }
}
