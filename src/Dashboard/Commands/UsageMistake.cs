using System.CommandLine;
using FaceStream.Dashboard.Output;

namespace FaceStream.Dashboard.Commands;

/// <summary>A command line that cannot be understood: one line that says so, and where to look.</summary>
internal static class UsageMistake
{
    /// <summary>The first mistake, or <see langword="null"/>.</summary>
    public static CommandFailure? In(ParseResult parsed)
    {
        if (parsed.Errors.Count == 0 || parsed.Action is HelpWithExamples && parsed.CommandResult.Command is not RootCommand)
            return null;

        var command = parsed.CommandResult.Command;
        var name = string.Join(' ', Path(parsed.CommandResult).Prepend("facestream"));
        return new(ExitCode.Usage, Words(parsed, command, name), $"Try: {name} --help");
    }

    private static string Words(ParseResult parsed, Command command, string name)
    {
        if (parsed.UnmatchedTokens is [var token, ..])
        {
            if (token.StartsWith('-'))
                return $"'{name}' has no option '{token}'.{DidYouMean.Ask(token, Options(parsed))}";
            if (command.Subcommands.Count > 0)
                return $"'{token}' is not a command{(command is RootCommand ? "" : $" of '{name}'")}.{DidYouMean.Ask(token, command.Subcommands.Select(sub => sub.Name))}";
            return $"'{name}' does not know what to do with '{token}'.";
        }

        if (command.Subcommands.Count > 0)
            return $"'{name}' wants a command behind it: {string.Join(", ", command.Subcommands.Select(sub => sub.Name))}.";
        return parsed.Errors[0].Message;
    }

    private static IEnumerable<string> Options(ParseResult parsed)
    {
        for (System.CommandLine.Parsing.SymbolResult? level = parsed.CommandResult; level is not null; level = level.Parent)
        {
            if (level is System.CommandLine.Parsing.CommandResult { Command: var command })
            {
                foreach (var option in command.Options)
                    yield return option.Name;
            }
        }
    }

    private static IEnumerable<string> Path(System.CommandLine.Parsing.CommandResult result) =>
        result.Parent is System.CommandLine.Parsing.CommandResult parent
            ? Path(parent).Append(result.Command.Name)
            : [];
}
