using System.CommandLine;
using FaceStream.Dashboard.Configuration;
using FaceStream.Dashboard.Enrolment;
using FaceStream.Dashboard.Output;
using FaceStream.Dashboard.Service;

namespace FaceStream.Dashboard.Commands;

/// <summary><c>facestream demo</c>: sample cameras and sample people, with a gallery of their own.</summary>
internal static class DemoCommand
{
    private static readonly Option<bool> Headless = new("--headless") { Description = "Do not open a browser." };
    private static readonly Option<int> Port = new("--port") { Description = "Of the dashboard, on this machine only; 0 takes a free one.", DefaultValueFactory = _ => 8080, HelpName = "N" };

    private static readonly Option<string?> Gallery = new(Common.Gallery.Name)
    {
        Description = "The people's database. Default: state/demo/gallery.db, apart from your own.", HelpName = "PATH",
    };

    /// <summary>The command.</summary>
    public static CliCommand Create()
    {
        Port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > ushort.MaxValue)
                result.AddError($"--port is between 0 and {ushort.MaxValue}.");
        });
        return new CliCommand("demo", "Sample cameras and sample people; shows the live page.", "demo", "demo --headless --seconds 30 --port 0") { Headless, Common.Seconds, Port, Gallery }.Does(RunAsync);
    }

    private static async Task<ExitCode> RunAsync(Invocation call)
    {
        var samples = new SampleFootage(call.Home);
        samples.Expect();
        var options = ConfigurationFile.Load(samples.Configuration, Environment(call.Get(Port)));
        var gallery = call.Get(Gallery) ?? Path.Combine(call.Home.State, "demo", "gallery.db");

        await using var service = new FaceStreamService(options, gallery, call.Home.OpenModels(options));
        Enrol(call, service, samples);
        return await ServiceRun.RunAsync(
            call, service, $"{options.Cameras.Count} sample cameras; {string.Join(", ", service.Gallery.People.Select(person => person.Name))} are enrolled. Ctrl-C stops.",
            Common.Length(call), call.Get(Headless) ? null : Browser.Open);
    }

    /// <summary>The machine's variables count, those for one's own cameras and people do not.</summary>
    private static Dictionary<string, string> Environment(int port)
    {
        string[] taken = ["FACESTREAM__INFERENCE__", "FACESTREAM__MODELS__", "FACESTREAM__LOGGING__"];
        return new(ConfigurationFile.Environment().Where(variable => taken.Any(prefix => variable.Key.StartsWith(prefix, StringComparison.Ordinal))))
        {
            ["FACESTREAM__DASHBOARD__LISTEN"] = $"127.0.0.1:{port}",
        };
    }

    private static void Enrol(Invocation call, FaceStreamService service, SampleFootage samples)
    {
        // A demo of before, with another embedder, goes on with its people.
        var embedding = new ReEmbedding(service.Gallery, service.Desk);
        foreach (var (person, template) in embedding.Others())
            call.Terminal.Say(embedding.Embed(template) is { } fault ? $"{person.Name}, {template.Source}: {fault}" : $"{person.Name}, {template.Source}: embedded anew.");

        SamplePeople.Enrol(samples, service.Desk, service.Gallery, person =>
        {
            call.Terminal.Say($"Enrolled {person.Person} from {person.Pictures.Count(picture => picture.Accepted)} pictures.");
            foreach (var refused in person.Pictures.Where(picture => !picture.Accepted))
                call.Terminal.Say($"  {Path.GetFileName(refused.File)}: {refused.Message}");
        }, call.Cancel);
    }
}
