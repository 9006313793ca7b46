using System.CommandLine;
using FaceStream.Dashboard.Configuration;
using FaceStream.Dashboard.Output;
using Spectre.Console;

namespace FaceStream.Dashboard.Commands;

/// <summary>One call of a command.</summary>
/// <param name="Parsed">What was typed.</param>
/// <param name="Terminal">Where to speak.</param>
/// <param name="Stop">Ctrl-C and SIGTERM.</param>
internal sealed record Invocation(ParseResult Parsed, Terminal Terminal, Interruption Stop)
{
    /// <summary>Cancelled by Ctrl-C or SIGTERM.</summary>
    public CancellationToken Cancel => Stop.Token;

    /// <summary>Where things lie.</summary>
    public Home Home { get; } = Home.Find();

    /// <summary>The value of an option.</summary>
    public T? Get<T>(Option<T> option) => Parsed.GetValue(option);

    /// <summary>The value of an argument.</summary>
    public T Get<T>(Argument<T> argument) => Parsed.GetRequiredValue(argument);

    /// <summary>Asks before something is lost, unless <c>--yes</c> was said. Without a terminal nobody can answer, and silence is no consent.</summary>
    /// <exception cref="CommandFailure">The answer was no, or nobody can be asked.</exception>
    public void Confirm(string question)
    {
        if (Get(Common.Yes))
            return;
        if (!Terminal.Interactive || Console.IsInputRedirected)
            throw new CommandFailure(ExitCode.Usage, $"{question} There is no terminal to ask at, so nothing was changed.", "Add --yes to do it without a question.");
        if (!Terminal.Status.Confirm(Markup.Escape(question), defaultValue: false))
            throw new CommandFailure(ExitCode.Interrupted, "Nothing was changed.");
    }
}
