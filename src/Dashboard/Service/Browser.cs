using System.ComponentModel;
using System.Diagnostics;

namespace FaceStream.Dashboard.Service;

/// <summary>The operator's web browser, where there is a desktop.</summary>
internal static class Browser
{
    /// <summary>Opens a page; on a machine without a desktop nothing happens, for the address is printed anyway.</summary>
    public static void Open(Uri page)
    {
        if (Environment.GetEnvironmentVariable("DISPLAY") is null && Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is null)
            return;
        try
        {
            using var opener = Process.Start(new ProcessStartInfo("xdg-open", [page.ToString()]) { RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (Win32Exception)
        {
            // no xdg-open, so no desktop that would know a browser
        }
    }
}
