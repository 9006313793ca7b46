using System.CommandLine;

namespace FaceStream.Dashboard.Commands;

/// <summary>Options that mean the same in every command that has them.</summary>
internal static class Common
{
    /// <summary>Which configuration.</summary>
    public static readonly Option<string?> Config = new("--config", "-c")
    {
        Description = "The configuration. Default: facestream.yaml here or in the home folder, where there is one.",
        HelpName = "FILE",
    };

    /// <summary>Which people.</summary>
    public static readonly Option<string?> Gallery = new("--gallery")
    {
        Description = "The people's database; who enrols or imports makes it. Default: the configuration's, else state/gallery.db.",
        HelpName = "PATH",
    };

    /// <summary>No question before something is lost.</summary>
    public static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Do not ask." };
}
