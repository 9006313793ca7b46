using System.Text;

namespace FaceStream.Dashboard.Configuration.Editing;

/// <summary>Puts a new text in the place of a configuration's old one: wholly or not at all, even if the machine stops in between.</summary>
internal static class ConfigurationWriter
{
    // Cameras and the text as a whole are changed by different hands.
    private static readonly Lock One = new();

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes it.</summary>
    /// <param name="path">The file; a link stays one.</param>
    /// <param name="before">What must still stand there.</param>
    /// <param name="after">What is to stand there.</param>
    /// <returns>Whether it was written; not when the file says something else by now.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    /// <exception cref="DecoderFallbackException">The file is not UTF-8: what could not be read of it would be lost.</exception>
    public static bool Write(string path, string before, string after)
    {
        path = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
        var fresh = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}");
        var standing = File.ReadAllBytes(path);
        _ = Strict.GetCharCount(standing);
        ReadOnlySpan<byte> mark = standing.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble : [];
        try
        {
            // Nobody else may read it, before it has the old one's permissions: there are passwords in it.
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new FileStream(fresh, options))
            {
                file.Write(mark);
                file.Write(Encoding.UTF8.GetBytes(after));
                file.Flush(flushToDisk: true);
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(file.SafeFileHandle, File.GetUnixFileMode(path));
            }

            lock (One)
            {
                if (File.ReadAllText(path) != before)
                    return false;
                File.Move(fresh, path, overwrite: true);
                return true;
            }
        }
        finally
        {
            File.Delete(fresh);
        }
    }
}
