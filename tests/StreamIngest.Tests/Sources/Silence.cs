using System.Diagnostics;
using FaceStream.StreamIngest.Sources;
using FaceStream.Tests.Rtsp;

namespace FaceStream.StreamIngest.Tests.Sources;

/// <summary>A camera that falls silent under a source.</summary>
internal static class Silence
{
    /// <summary>Opens the source, silences the camera and reads until that is told.</summary>
    /// <returns>The words, and the time since the last picture.</returns>
    public static (SourceException Told, TimeSpan After) Bear(IFrameSource source, RtspCamera camera)
    {
        source.Open(TestContext.Current.CancellationToken);
        camera.Stalled = true;
        var last = Stopwatch.GetTimestamp();
        var told = Assert.Throws<SourceException>(() =>
        {
            while (source.TryRead(out _))
                last = Stopwatch.GetTimestamp();
        });
        return (told, Stopwatch.GetElapsedTime(last));
    }
}
