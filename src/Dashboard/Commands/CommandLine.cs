using System.CommandLine;
using System.CommandLine.Help;
using FaceStream.Dashboard.Output;

namespace FaceStream.Dashboard.Commands;

/// <summary>All commands under one root: parses, runs, and turns every end into an exit code.</summary>
internal sealed class CommandLine
{
    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Print the result as JSON on standard output; everything else goes to standard error.",
        Recursive = true,
    };

    private readonly RootCommand _root = new("Recognises enrolled people in camera streams and video files.") { Json };

    /// <summary>Gathers the commands, in the order of the help.</summary>
    public CommandLine(params CliCommand[] commands)
    {
        foreach (var command in commands)
        {
            _root.Add(command);
            Forgive(command);
        }

        var help = _root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        // 'facestream' alone is a question.
        _root.SetAction(parsed => new HelpWithExamples(new HelpAction()).Invoke(parsed));
    }

    /// <summary>
    /// A validator asks for the value, and one that is not of its kind throws there. That is no fault of ours, and the parser tells of it by itself.
    /// </summary>
    private static void Forgive(Command command)
    {
        Forgive(command.Validators);
        foreach (var option in command.Options)
            Forgive(option.Validators);
        foreach (var inside in command.Subcommands)
            Forgive(inside);
    }

    private static void Forgive<T>(List<Action<T>> validators)
    {
        for (var i = 0; i < validators.Count; i++)
        {
            var validate = validators[i];
            validators[i] = result =>
            {
                try
                {
                    validate(result);
                }
                catch (InvalidOperationException)
                {
                    // The value cannot be read; Errors has it.
                }
            };
        }
    }

    /// <summary>Runs one command line.</summary>
    public async Task<int> RunAsync(string[] args)
    {
        var parsed = _root.Parse(args);
        var terminal = new Terminal(json: args.Contains("--json"));
        if (UsageMistake.In(parsed) is { } mistake)
            return (int)Failures.Report(mistake, terminal);

        using var stop = new Interruption();
        try
        {
            return await parsed.InvokeAsync(new Settings(terminal, stop), CancellationToken.None);
        }
        catch (Exception thrown)
        {
            return (int)Failures.Report(thrown, terminal);
        }
    }

    /// <summary>What a command needs besides what was typed.</summary>
    internal sealed class Settings : InvocationConfiguration
    {
        private readonly Terminal _terminal;
        private readonly Interruption _stop;

        public Settings(Terminal terminal, Interruption stop)
        {
            (_terminal, _stop) = (terminal, stop);
            EnableDefaultExceptionHandler = false;
            ProcessTerminationTimeout = null;       // Interruption does that
        }

        public Invocation Call(ParseResult parsed) => new(parsed, _terminal, _stop);
    }
}
