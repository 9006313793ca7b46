using System.Runtime.InteropServices;
using FaceStream.Dashboard.Web;
using FaceStream.Gallery;

namespace FaceStream.Dashboard.Health;

/// <summary>The gallery can be read and written.</summary>
internal sealed partial class GalleryReady(GalleryService gallery) : IReadinessCheck
{
    // SQLite's journal wants some room; an enrolment of a hundred pictures is about 2 MB.
    private const long LeastFreeBytes = 16 << 20;

    private const int Writable = 2;     // W_OK of unistd.h

    public string Name => "gallery";

    public Complaint? Fault()
    {
        if (gallery.Fault is { } fault)
            return new(ProblemHandler.CodeOf(fault), fault.Message, ("path", fault.Path));

        var file = gallery.Location;
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        // Asked of the system, not tried: opening and closing the database's file here would let go of SQLite's own locks.
        foreach (var path in (string[])[file, folder])
        {
            if (OperatingSystem.IsLinux() && Access(path, Writable) != 0)
            {
                return new(
                    "gallery-read-only", $"{path} cannot be written: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}. Give the user that runs FaceStream the right to write there.",
                    ("path", path));
            }
        }

        var free = new DriveInfo(folder).AvailableFreeSpace;
        return free >= LeastFreeBytes ? null : new("gallery-disk-full", $"the disk of {folder} has only {free >> 20} MB left. Make room.", ("path", folder));
    }

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Access(string path, int mode);
}
