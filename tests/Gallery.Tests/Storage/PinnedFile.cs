using FaceStream.Tests;

namespace FaceStream.Gallery.Tests.Storage;

/// <summary>A file that cannot be removed until this is disposed, since something is mounted on it. Needs root, and skips the test without.</summary>
internal sealed class PinnedFile : IDisposable
{
    private readonly string _path;

    public PinnedFile(string path)
    {
        _path = path;
        if (Environment.UserName != "root" || !SmallDisk.Run("mount", "--bind", path, path))
            throw Xunit.Sdk.SkipException.ForSkip("Mounting a file on itself needs root.");
    }

    public void Dispose() => Assert.True(SmallDisk.Run("umount", _path));
}
