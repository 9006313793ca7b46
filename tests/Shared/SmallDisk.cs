using System.Diagnostics;

namespace FaceStream.Tests;

/// <summary>A disk of a few megabytes in memory, to fill or to write-protect. Needs root, and skips the test without.</summary>
public sealed class SmallDisk : IDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    /// <summary>A file on it.</summary>
    public string Gallery => Path.Combine(Folder, "gallery.db");

    /// <summary>Mounts one.</summary>
    public static SmallDisk Mount(int megabytes)
    {
        var disk = new SmallDisk(Directory.CreateTempSubdirectory("small-disk-").FullName);
        if (Environment.UserName == "root" && Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.Folder))
            return disk;
        Directory.Delete(disk.Folder);
        throw Xunit.Sdk.SkipException.ForSkip("Mounting a small disk needs root.");
    }

    /// <summary>From now on.</summary>
    public void ProtectFromWriting() => Assert.True(Run("mount", "-o", "remount,ro", Folder));

    /// <summary>Takes what space there is, and gives a file to delete.</summary>
    public string Fill(long leave = 0)
    {
        var path = Path.Combine(Folder, "filler");
        using var file = File.Create(path, bufferSize: 0);
        file.SetLength(0);
        var free = new DriveInfo(Folder).AvailableFreeSpace - leave;
        file.Write(new byte[Math.Max(0, free)]);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Run("umount", Folder);
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Whether the program ended well.</summary>
    public static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
