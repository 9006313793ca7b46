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

    /// <summary>For how long a service runs; see <see cref="Length"/>.</summary>
    public static readonly Option<double?> Seconds = Checked(new("--seconds") { Description = "End after so many seconds. Default: run until stopped.", HelpName = "N" });

    /// <summary>No question before something is lost.</summary>
    public static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Do not ask. Needed where there is no terminal to ask at, as in a script." };

    private const int MostSeconds = 4_000_000;     // a timer takes no more than 49 days

    /// <summary>For how long it was asked to run, or null.</summary>
    public static TimeSpan? Length(Invocation call) => call.Get(Seconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private static Option<double?> Checked(Option<double?> seconds)
    {
        seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is { } value && !(value is >= 0 and <= MostSeconds))
                result.AddError($"--seconds is between 0 and {MostSeconds}.");
        });
        return seconds;
    }
}
