using System.CommandLine;
using System.CommandLine.Parsing;
using FaceStream.Dashboard.Output;

namespace FaceStream.Dashboard.Commands;

/// <summary>A command line that cannot be understood: one line that says so, and where to look.</summary>
internal static class UsageMistake
{
    /// <summary>The first mistake, or <see langword="null"/>.</summary>
    public static CommandFailure? In(ParseResult parsed)
    {
        if (parsed.Action is HelpWithExamples && parsed.CommandResult.Command is not RootCommand)
            return null;

        var command = parsed.CommandResult.Command;
        var name = string.Join(' ', Path(parsed.CommandResult).Prepend("facestream"));
        if (MistakenForArgument(parsed) is { } option)
            return new(ExitCode.Usage, $"'{name}' has no option '{option}'.{DidYouMean.Ask(option, Options(parsed))}", $"Try: {name} --help");
        if (parsed.Errors.Count == 0)
            return null;
        return new(ExitCode.Usage, Words(parsed, command, name), $"Try: {name} --help");
    }

    /// <summary>An option that there is not, and that the library takes for an argument where one is still to come; what stands behind <c>--</c> is one.</summary>
    private static string? MistakenForArgument(ParseResult parsed) =>
        parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? null
            : parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value).FirstOrDefault(value => value.StartsWith("--", StringComparison.Ordinal));

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
        return Missing(parsed.Errors[0], name) ?? NotOfItsKind(parsed.Errors[0]) ?? parsed.Errors[0].Message;
    }

    /// <summary>An argument that is not there; null when the mistake is another one.</summary>
    private static string? Missing(ParseError mistake, string name) =>
        mistake.Message.StartsWith("Required argument missing", StringComparison.Ordinal) && mistake.SymbolResult is ArgumentResult { Parent: CommandResult, Argument: var missing }
            ? $"'{name}' wants {missing.HelpName ?? missing.Name}: {missing.Description}"
            : null;

    /// <summary>A value that cannot be read as what is wanted, said as the configuration says it; null when the mistake is another one.</summary>
    private static string? NotOfItsKind(ParseError mistake)
    {
        // The library's own sentence is right, and names .NET types.
        const string Start = "Cannot parse argument '";
        if (!mistake.Message.StartsWith(Start, StringComparison.Ordinal))
            return null;
        var value = mistake.Message[Start.Length..];
        value = value[..value.IndexOf("' for ", StringComparison.Ordinal)];
        return mistake.SymbolResult switch
        {
            OptionResult option => Says(option.Option.Name, option.Option.ValueType, value),
            ArgumentResult { Parent: OptionResult option } => Says(option.Option.Name, option.Option.ValueType, value),
            ArgumentResult argument => Says(argument.Argument.HelpName ?? argument.Argument.Name, argument.Argument.ValueType, value),
            _ => null,
        };
    }

    private static string Says(string name, Type type, string value)
    {
        type = type.GetElementType() ?? Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
        {
            string[] choices = [.. Enum.GetNames(type).Select(choice => choice.ToLowerInvariant())];
            return $"{name} must be one of {string.Join(", ", choices)}, and is '{value}'.{DidYouMean.Ask(value, choices)}";
        }

        var kind = type == typeof(DateTimeOffset) ? "a time, such as 2026-05-01 or 2026-05-01T18:00"
            : type == typeof(int) || type == typeof(long) ? "a whole number"
            : "a number";
        return $"{name} must be {kind}, and is '{value}'.";
    }

    private static IEnumerable<string> Options(ParseResult parsed)
    {
        for (SymbolResult? level = parsed.CommandResult; level is not null; level = level.Parent)
        {
            if (level is CommandResult { Command: var command })
            {
                foreach (var option in command.Options)
                    yield return option.Name;
            }
        }
    }

    private static IEnumerable<string> Path(CommandResult result) =>
        result.Parent is CommandResult parent
            ? Path(parent).Append(result.Command.Name)
            : [];
}
