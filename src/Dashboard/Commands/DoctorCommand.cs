using FaceStream.Dashboard.Configuration;
using FaceStream.Dashboard.Doctor;
using FaceStream.Dashboard.Output;
using Spectre.Console;

namespace FaceStream.Dashboard.Commands;

/// <summary><c>facestream doctor</c>: what is missing, and the command that mends it.</summary>
internal static class DoctorCommand
{
    private static readonly string Margin = new(' ', 25);     // under the first detail

    /// <summary>The command.</summary>
    public static CliCommand Create() =>
        new CliCommand("doctor", "What is missing, and the command that mends it.", "doctor", "doctor --json") { Common.Config, Common.Gallery }.Does(Run);

    private static ExitCode Run(Invocation call)
    {
        using var bench = new Workbench(call, enrols: true);
        var findings = new List<Finding>();
        using (var progress = new ProgressLine(call.Terminal))
        {
            foreach (var finding in new Examination(call.Home, call.Get(Common.Config) ?? ConfigurationFile.Find(call.Home), () => bench.Options, () => bench.Gallery, () => bench.Models, call.Terminal.Say).Run())
            {
                findings.Add(finding);
                progress.Show(() => $"{finding.Name}: {finding.Detail}");
            }
        }

        var well = findings.TrueForAll(finding => finding.Condition is Condition.Ok or Condition.Optional);
        call.Terminal.Show(new { Ok = well, Findings = findings }, console =>
        {
            foreach (var (name, condition, detail, remedy) in findings)
            {
                var mark = condition switch { Condition.Ok => "[green]ok[/]     ", Condition.Optional => "[yellow]without[/]", Condition.Unseen => "[grey]later[/]  ", _ => "[red]problem[/]" };
                console.MarkupLine($"{mark}  {Markup.Escape($"{name,-16}{Folded.At(detail, console.Profile.Width - Margin.Length, $"\n{Margin}")}")}");
                if (remedy is not null)
                    console.MarkupLine($"{Margin}[bold]{Markup.Escape(remedy)}[/]");
            }
        });
        return well ? ExitCode.Ok : ExitCode.DependencyMissing;
    }
}
