namespace FaceStream.StreamIngest.Sources;

/// <summary>Finds the words for a camera at this machine that cannot be opened.</summary>
internal static class DeviceDiagnosis
{
    /// <summary>What can be said before ffmpeg is asked; <see langword="null"/> when the device is there.</summary>
    public static SourceException? Before(string path)
    {
        if (!File.Exists(path))
            return new(SourceFault.Missing, $"{path}: there is no such device; is the camera plugged in? 'ls /dev/video*' shows what there is");
        try
        {
            using var device = File.OpenHandle(path);
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return new(SourceFault.Unreadable, $"{path}: no permission to read it; add the user {Environment.UserName} to the group 'video'");
        }
        catch (IOException e)
        {
            return new(SourceFault.Unreachable, $"{path}: cannot be opened: {e.Message}");
        }
    }
}
