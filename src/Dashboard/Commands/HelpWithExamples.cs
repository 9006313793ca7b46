using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text.RegularExpressions;
using FaceStream.Dashboard.Output;

namespace FaceStream.Dashboard.Commands;

/// <summary>The usual help, and below it examples; for the root, the exit codes.</summary>
internal sealed partial class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    private const string ExitCodes = """
        Exit codes:
          0 done  1 failed  2 usage or configuration  3 partly done  4 not found
          5 refused  6 something needed is missing (facestream doctor)  130 interrupted

        First steps:
          facestream demo          sample cameras and people, at a printed address
          facestream doctor        what is missing, and the command that mends it
        """;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        output.Write(Default().Replace(OptionalInBrackets().Replace(Usual(parseResult), "$1  "), word => word.Value.ToLowerInvariant()));
        if (parseResult.CommandResult.Command is RootCommand)
            output.WriteLine(ExitCodes);

        if (parseResult.CommandResult.Command is CliCommand { Examples: { Count: > 0 } examples })
        {
            output.WriteLine("Examples:");
            foreach (var example in examples)
                output.WriteLine($"  facestream {example}");
        }

        return (int)ExitCode.Ok;
    }

    private string Usual(ParseResult parsed)
    {
        var (settings, written) = (parsed.InvocationConfiguration, new StringWriter());
        var output = settings.Output;
        settings.Output = written;
        try
        {
            usual.Invoke(parsed);
            return written.ToString();
        }
        finally
        {
            settings.Output = output;
        }
    }

    /// <summary>An argument whose name says that it may be left out. The library puts every name between the signs of one that may not.</summary>
    [GeneratedRegex(@"<(\[[A-Z.]+\])>")]
    private static partial Regex OptionalInBrackets();

    /// <summary>The library writes a choice as the code names it; in the configuration and on the command line it is small.</summary>
    [GeneratedRegex(@"\[default: [A-Z][a-z]+\]")]
    private static partial Regex Default();
}
