using System.Diagnostics;

namespace FaceStream.Recognizer.Models;

/// <summary>One process at a time changes a folder; the others wait.</summary>
internal sealed class FolderLock : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2); // converting everything takes about a second
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Waits for the folder, which is made when it is not there.</summary>
    /// <exception cref="ModelException">Another process holds it for minutes, or it cannot be written.</exception>
    public static FolderLock Take(string folder)
    {
        var path = Path.Combine(folder, ".lock");
        var waitingSince = Stopwatch.GetTimestamp();
        try
        {
            Directory.CreateDirectory(folder);
            while (true)
            {
                try
                {
                    return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
                }
                catch (IOException) when (File.Exists(path) && Stopwatch.GetElapsedTime(waitingSince) < Patience)
                {
                    Thread.Sleep(Pause);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException(ModelFault.Missing, $"Models cannot be installed in {folder}: {e.Message} Make sure that it can be written and that no other facestream is installing.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
