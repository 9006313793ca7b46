using System.Text;
using FaceStream.Dashboard.Web;

namespace FaceStream.Dashboard.Configuration.Editing;

/// <summary><see cref="ConfigurationWriter"/>, for a request: what is in the way is said in words.</summary>
internal static class GuardedWrite
{
    private const int NoSpace = 28;     // ENOSPC, as .NET passes it on in HResult

    /// <summary>Writes it.</summary>
    /// <exception cref="ProblemException">The file says something else by now, or may not be written.</exception>
    public static void Apply(string path, string before, string after)
    {
        var file = Path.GetFileName(path);
        try
        {
            if (!ConfigurationWriter.Write(path, before, after))
                throw new ProblemException(StatusCodes.Status409Conflict, "configuration-changed", $"{file} was changed by somebody else at this moment; look at it again.");
        }
        catch (DecoderFallbackException)
        {
            throw new ProblemException(StatusCodes.Status409Conflict, "configuration-not-utf8", $"{file} is not UTF-8, so some of its characters would be lost. Save it as UTF-8 in an editor first. Nothing was changed.", ("file", file));
        }
        catch (IOException full) when (full.HResult == NoSpace)
        {
            throw new ProblemException(StatusCodes.Status507InsufficientStorage, "configuration-disk-full", $"The disk of {file} is full. Make room. Nothing was changed.", ("file", file));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(StatusCodes.Status409Conflict, "configuration-read-only",
                $"{file} cannot be written: FaceStream's user must be allowed to write the file and its folder (in a systemd unit with ProtectSystem: ReadWritePaths=). Nothing was changed.");
        }
    }
}
