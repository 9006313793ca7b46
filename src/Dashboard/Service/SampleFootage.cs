using FaceStream.Dashboard.Configuration;
using FaceStream.Dashboard.Output;

namespace FaceStream.Dashboard.Service;

/// <summary>The footage and people that the set-up makes for the demo.</summary>
internal sealed class SampleFootage(Home home)
{
    /// <summary>The demo's cameras.</summary>
    public string Configuration => Path.Combine(home.Samples, "demo.yaml");

    /// <summary>A folder of pictures for each person.</summary>
    public string People => Path.Combine(home.Samples, "made", "people");

    /// <summary>Makes sure that it was made.</summary>
    /// <exception cref="CommandFailure">It was not, with the command that makes it.</exception>
    public void Expect()
    {
        foreach (var path in (string[])[Configuration, People])
        {
            if (!Path.Exists(path))
                throw new CommandFailure(ExitCode.DependencyMissing, $"The sample footage is not there: {path} is missing.", $"Run: node {Path.Combine(home.Samples, "make.mjs")}   (./facestream demo does it by itself)");
        }
    }
}
