using FaceStream.Dashboard.Live;
using FaceStream.Dashboard.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FaceStream.Dashboard.Cameras;

/// <summary><c>/api/v1/cameras</c>.</summary>
internal static class CameraEndpoints
{
    // A camera at one picture in two seconds still makes it.
    private static readonly TimeSpan SnapshotPatience = TimeSpan.FromSeconds(3);

    public static void MapCameras(this IEndpointRouteBuilder routes)
    {
        var cameras = routes.MapGroup("/cameras").WithTags("Cameras");
        cameras.MapGet("/", (CameraBook book) => TypedResults.Ok(book.List()))
            .WithName("listCameras").WithSummary("Every camera with its state, rates, losses and latency.");
        cameras.MapGet("/{name}/snapshot.jpg", SnapshotAsync)
            .WithName("getSnapshot").WithSummary("The next picture of a camera, as JPEG in full size.")
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> SnapshotAsync(
        string name, CameraBook book, LiveHub hub, CancellationToken cancel)
    {
        if (book.List().FirstOrDefault(camera => camera.Name == name) is not { } camera)
            return Problem.NotFound("no-such-camera", $"There is no camera '{name}'.");

        var snapshot = new Snapshot(name);
        using var seat = hub.Join(snapshot);
        try
        {
            return TypedResults.File(await snapshot.Jpeg.WaitAsync(SnapshotPatience, cancel).ConfigureAwait(false), "image/jpeg");
        }
        catch (TimeoutException)
        {
            var why = camera.Reason.Length > 0 ? $": {camera.Reason}" : "";
            return Problem.Of(StatusCodes.Status503ServiceUnavailable, "no-picture",
                $"Camera '{name}' gave no picture within {SnapshotPatience.TotalSeconds:0} s; it is {camera.State}{why}.");
        }
    }

    /// <summary>A viewer of one picture.</summary>
    private sealed class Snapshot(string camera) : IViewer
    {
        private readonly TaskCompletionSource<Task<byte[]>> _jpeg = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _taken;

        public Task<byte[]> Jpeg => _jpeg.Task.Unwrap();

        public bool Wants(string name) => name == camera && Volatile.Read(ref _taken) == 0;

        public void Offer(LivePicture picture)
        {
            if (Interlocked.Exchange(ref _taken, 1) == 0)
                _jpeg.SetResult(picture.JpegAsync());
        }
    }
}
