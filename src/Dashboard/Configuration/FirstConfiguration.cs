namespace FaceStream.Dashboard.Configuration;

/// <summary>The file of a new installation: nothing is watched yet, and the dashboard can add to it.</summary>
internal static class FirstConfiguration
{
    private const string Text =
        """
        # What FaceStream watches, and how. Cameras can be added on the dashboard, or here; comments stay.
        # Every setting: docs/configuration.md
        cameras: []

        """;

    /// <summary>Writes it into the home folder, where there is none yet.</summary>
    /// <returns>Where it is.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static string Write(Home home)
    {
        var path = Path.Combine(home.Folder, ConfigurationFile.Name);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        // The dashboard writes cameras with their passwords into it.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(System.Text.Encoding.UTF8.GetBytes(Text));
        return path;
    }
}
