using FaceStream.Dashboard.Logs;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.Dashboard.Cameras;

/// <summary>Tries cameras for requests: a few at a time, each on a thread of its own, for opening one blocks.</summary>
/// <param name="secrets">Told of their addresses.</param>
internal sealed class CameraTrials(Secrets secrets) : IDisposable
{
    private const int AtOnce = 2;

    // The request is answered within a minute.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _turns = new(AtOnce);

    /// <summary>What came of it. That a camera gives no picture is an answer, not an error.</summary>
    public async Task<CameraTrialView> RunAsync(CameraOptions camera, CancellationToken cancel)
    {
        if (camera.Timeout > LongestSilence)
            camera = camera with { Timeout = LongestSilence };
        await _turns.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            secrets.KnowTried(camera);
            return await Task.Factory.StartNew(() => Run(camera, cancel), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    private static CameraTrialView Run(CameraOptions camera, CancellationToken cancel)
    {
        try
        {
            var trial = CameraTrial.Run(camera, cancel);
            if (camera.DetectSource.Length > 0)
                CameraTrial.Run(camera.Detecting, cancel);
            return new(
                true, "", "", trial.Info.Codec, trial.Info.Width, trial.Info.Height, trial.Fps,
                Math.Round(trial.FirstPicture.TotalMilliseconds), trial.Jpeg);
        }
        catch (SourceException none)     // its words hold the address that is meant
        {
            return new(false, none.Message, none.Fault.Label, "", 0, 0, 0, 0, null);
        }
    }
}
