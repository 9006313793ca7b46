using FaceStream.Dashboard.Enrolment;
using FaceStream.Dashboard.Output;
using Spectre.Console;

namespace FaceStream.Dashboard.Commands;

/// <summary><c>facestream people re-embed</c>: the way to another embedder, from the crops that were kept.</summary>
internal static class ReEmbedCommand
{
    /// <summary>The command.</summary>
    public static CliCommand Create() => new CliCommand("re-embed", "After a change of models.embedder: embed the kept crops with the new one. Can be stopped, and goes on with what is left.", "people re-embed")
        { Common.Gallery, Common.Config }.Does(Run);

    private static ExitCode Run(Invocation call)
    {
        using var bench = new Workbench(call);
        var model = bench.Desk.Model;
        var embedding = new ReEmbedding(bench.Gallery, bench.Desk);
        var older = embedding.Others();
        List<Left> left = [];
        using (var progress = new ProgressLine(call.Terminal))
        {
            for (var i = 0; i < older.Count; i++)
            {
                call.Cancel.ThrowIfCancellationRequested();
                var (person, template) = older[i];
                if (embedding.Embed(template) is { } fault)
                    left.Add(new(person.Name, template.Id, template.Source, template.Model, fault));
                var done = i + 1;
                progress.Show(() => $"{ProgressLine.Bar((double)done / older.Count)} {done}/{older.Count} pictures · {person.Name}");
            }
        }

        var embedded = older.Count - left.Count;
        call.Terminal.Show(new { Model = model, Embedded = embedded, Left = left }, console =>
        {
            var table = Tables.Plain("person", "picture", "model", "stays as it is, for");
            left.ForEach(one => table.AddRow(Tables.Cells(one.Person, one.Source, one.Model, one.Why)));
            if (left.Count > 0)
                console.WriteTable(table);
            console.WriteLine(older.Count == 0 ? $"There is nothing to do: {model} has embedded every picture." : $"Pictures embedded by {model}: {embedded}; not embedded: {left.Count}.");
        });
        return left.Count == 0 ? ExitCode.Ok : embedded > 0 ? ExitCode.Partly : ExitCode.Refused;
    }

    private sealed record Left(string Person, long Template, string Source, string Model, string Why);
}
