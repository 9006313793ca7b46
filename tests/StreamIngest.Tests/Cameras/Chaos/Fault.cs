using FaceStream.StreamIngest.Cameras;
using FaceStream.Tests.Rtsp;

namespace FaceStream.StreamIngest.Tests.Cameras.Chaos;

/// <summary>A way in which a camera fails, and what an operator must be shown meanwhile.</summary>
/// <param name="Name">In words.</param>
/// <param name="Shown">The state; live where it must simply go on.</param>
/// <param name="Reason">Part of the reason that is shown.</param>
/// <param name="Break">Makes the camera fail.</param>
/// <param name="Mend">Makes it well again.</param>
internal sealed record Fault(string Name, CameraState Shown, string Reason, Func<RtspCamera, Task> Break, Func<RtspCamera, Task> Mend)
{
    private const string NoAnswer = "no picture within";
    private const string NoVideo = "is not a video that FaceStream reads";

    /// <summary>All that are tried.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        // The connection.
        Of("falls silent for seconds", CameraState.Stalled, "no picture for", camera => camera.Stalled = true, camera => camera.Stalled = false),
        Of("falls silent for good", CameraState.Backoff, "nothing arrived for 3 s", camera => camera.Stalled = true, camera => camera.Stalled = false),
        Of("cuts the connection", CameraState.Backoff, "the camera closed the connection", camera => camera.Reset(), _ => { }),
        new("goes away", CameraState.Backoff, "nothing listens", camera => camera.GoAwayAsync(), Back),
        Reopened("accepts and says nothing", CameraState.Backoff, NoAnswer, camera => camera.Mute = true, camera => camera.Mute = false),

        // What it may show.
        Reopened("lost its path", CameraState.Backoff, "no stream at that path", camera => camera.Nonsense = RtspNonsense.NotFound, Sane),
        Reopened("has another password", CameraState.Unauthorized, "refused the user name or password", Relock, Unlock),
        Reopened("sends sound only", CameraState.Backoff, "no video", camera => camera.Nonsense = RtspNonsense.AudioOnly, Sane),
        Reopened("sends no key frame", CameraState.Backoff, "no whole picture for", camera => camera.WithoutKeyFrames = true, camera => camera.WithoutKeyFrames = false),

        // Answers that would be an attack.
        Reopened("sends an endless header", CameraState.Backoff, NoAnswer, camera => camera.Nonsense = RtspNonsense.EndlessHeader, Sane),
        Reopened("sends an endless description", CameraState.Backoff, NoAnswer, camera => camera.Nonsense = RtspNonsense.EndlessDescription, Sane),
        Reopened("announces two gigabytes", CameraState.Backoff, NoVideo, camera => camera.Nonsense = RtspNonsense.AbsurdLength, Sane),
        Reopened("answers garbage", CameraState.Backoff, NoAnswer, camera => camera.Nonsense = RtspNonsense.Garbage, Sane),
        Reopened("points to a file", CameraState.Backoff, NoVideo, camera => camera.Nonsense = RtspNonsense.RedirectToFile, Sane),
        Of("sends stunted packets", CameraState.Backoff, "nothing arrived for 3 s", camera => camera.Stunted = true, camera => camera.Stunted = false),

        // What must not even be noticed.
        new("sends garbage between packets", CameraState.Live, "", camera => camera.BabbleAsync(), _ => Task.CompletedTask),
        Of("loses packets", CameraState.Live, "", camera => camera.LosePercent = 5, camera => camera.LosePercent = 0),
        Of("corrupts packets", CameraState.Live, "", camera => camera.CorruptPercent = 5, camera => camera.CorruptPercent = 0),
        Of("changes its resolution", CameraState.Live, "", camera => camera.Clip = Clips.Large, _ => { }),
        Of("sends twice as many pictures", CameraState.Live, "", camera => camera.Fps *= 2, camera => camera.Fps /= 2),
        Of("has a clock that leaps by hours", CameraState.Live, "", camera => camera.Ahead += 10_000, _ => { }),
        Of("has a clock that runs ten times too fast", CameraState.Live, "", camera => camera.ClaimedFps = camera.Fps / 10, camera => camera.ClaimedFps = null),
    ];

    /// <summary>Those that an ffmpeg of its own is put through, with what can be seen of them from outside.</summary>
    public static IReadOnlyList<Fault> OfProcesses { get; } =
    [
        Of("falls silent for seconds", CameraState.Stalled, "no picture for", camera => camera.Stalled = true, camera => camera.Stalled = false),
        Of("falls silent for good", CameraState.Backoff, "no picture arrived for 8 s", camera => camera.Stalled = true, camera => camera.Stalled = false),
        Of("cuts the connection", CameraState.Backoff, "the camera closed the connection", camera => camera.Reset(), _ => { }),
        new("goes away", CameraState.Backoff, "nothing listens", camera => camera.GoAwayAsync(), Back),
        Reopened("has another password", CameraState.Unauthorized, "refused the user name or password", Relock, Unlock),
        Reopened("sends sound only", CameraState.Backoff, "no video", camera => camera.Nonsense = RtspNonsense.AudioOnly, Sane),
        Reopened("points to a file", CameraState.Backoff, NoVideo, camera => camera.Nonsense = RtspNonsense.RedirectToFile, Sane),
        Of("loses packets", CameraState.Live, "", camera => camera.LosePercent = 5, camera => camera.LosePercent = 0),
    ];

    public override string ToString() => Name;

    private static Fault Of(string name, CameraState shown, string reason, Action<RtspCamera> fail, Action<RtspCamera> mend) =>
        new(name, shown, reason, Done(fail), Done(mend));

    /// <summary>One that shows when the camera is opened again.</summary>
    private static Fault Reopened(string name, CameraState shown, string reason, Action<RtspCamera> fail, Action<RtspCamera> mend) =>
        Of(name, shown, reason, fail + (camera => camera.Reset()), mend);

    private static Func<RtspCamera, Task> Done(Action<RtspCamera> act) => camera =>
    {
        act(camera);
        return Task.CompletedTask;
    };

    private static Task Back(RtspCamera camera)
    {
        camera.ComeBack();
        return Task.CompletedTask;
    }

    private static void Sane(RtspCamera camera) => camera.Nonsense = RtspNonsense.None;

    private static void Relock(RtspCamera camera) => camera.Login = Ordeal.Login with { Password = "changed" };

    private static void Unlock(RtspCamera camera) => camera.Login = Ordeal.Login;
}
