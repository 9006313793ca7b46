using System.CommandLine;
using FaceStream.Dashboard.Configuration;
using FaceStream.Dashboard.Output;
using FaceStream.Dashboard.Service;
using FaceStream.Dashboard.Web;

namespace FaceStream.Dashboard.Commands;

/// <summary><c>facestream run</c>: the service.</summary>
internal static class RunCommand
{
    private static readonly Option<bool> Insecure = new("--insecure") { Description = "Listen where other machines reach it, although nobody has to sign in." };

    /// <summary>The command.</summary>
    public static CliCommand Create() => new CliCommand("run", "The service: cameras, recognition, dashboard, /metrics.", "run", "run -c /etc/facestream.yaml")
    {
        Common.Config, Common.Gallery, Insecure, Common.Seconds,
    }.Does(RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation call)
    {
        using var hangup = Hangup.Listen();
        var file = call.Get(Common.Config) ?? ConfigurationFile.Find(call.Home) ?? First(call);
        var length = Common.Length(call);
        var safe = new SafeMode(file, () => ConfigurationFile.Load(file, ConfigurationFile.Environment(), home: call.Home), call.Get(Insecure));
        if (!await safe.PassAsync((address, wrong) => Complain(call, address, wrong), length, call.Cancel))
            return call.Cancel.IsCancellationRequested && !call.Stop.ByTermination ? ExitCode.Interrupted : ExitCode.Usage;

        using var bench = new Workbench(call, cameras: true, enrols: true);
        var listen = bench.Options.Dashboard.Listen;
        if (!ListenAddress.Parse(listen).IsLoopback && !call.Get(Insecure))
            throw new CommandFailure(ExitCode.Usage, $"dashboard.listen is {listen}, which other machines reach, and nobody has to sign in.",
                "Listen on 127.0.0.1 behind a proxy that asks who they are, or accept it with: facestream run --insecure");

        await using var service = new FaceStreamService(bench.Options, bench.GalleryPath, bench.Models);
        var reload = service.Configure(file, bench.ReadAgain, call.Get(Insecure));
        hangup?.Heed(reload);
        return await ServiceRun.RunAsync(call, service, $"{Count(bench.Options.Cameras.Count)}. Ctrl-C or SIGTERM stops.", length);
    }

    private static string First(Invocation call)
    {
        try
        {
            var file = FirstConfiguration.Write(call.Home);
            call.Terminal.Say($"There was no configuration; {file} is a first one, without cameras. Add them on the dashboard.");
            return file;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Usage, $"There is no {ConfigurationFile.Name} here or in {call.Home.Folder}, and none can be written: {refused.Message}", "README.md shows a first one; 'facestream demo' needs none.");
        }
    }

    private static void Complain(Invocation call, Uri address, ConfigurationException wrong)
    {
        var url = address.ToString().TrimEnd('/');
        call.Terminal.Show(new { Url = url, SafeMode = true, Problems = wrong.Lines }, console => console.Profile.Out.Writer.WriteLine($"FaceStream is at {url}"));
        // A process keeps the environment that it was started with.
        var variables = wrong.Problems.Any(problem => problem.Fault == ConfigurationFault.VariableUnset) ? "A variable is read at the start only: for one that is missing, stop with Ctrl-C, set it, and start again.\n" : "";
        call.Terminal.Say($"{wrong.Message}\n{variables}Nothing else runs until this is mended; then FaceStream starts by itself. Ctrl-C stops.");
    }

    private static string Count(int cameras) => cameras switch
    {
        0 => "No cameras are configured",
        1 => "1 camera",
        _ => $"{cameras} cameras",
    };
}
