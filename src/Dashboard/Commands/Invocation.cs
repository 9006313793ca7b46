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

    /// <summary>Asks before something is lost; only where somebody is there to answer, and not with <c>--yes</c>.</summary>
    /// <exception cref="CommandFailure">The answer was no.</exception>
    public void Confirm(string question)
    {
        if (Get(Common.Yes) || Terminal.Json || !Terminal.Interactive || Console.IsInputRedirected)
            return;
        if (!Terminal.Status.Confirm(Markup.Escape(question), defaultValue: false))
            throw new CommandFailure(ExitCode.Interrupted, "Nothing was changed.");
    }
}
