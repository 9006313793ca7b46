using System.CommandLine;
using FaceStream.Dashboard.Output;

namespace FaceStream.Dashboard.Commands;

/// <summary>A command with examples in its help, whose work ends in an exit code.</summary>
/// <param name="name">As typed.</param>
/// <param name="description">One line.</param>
/// <param name="examples">Command lines that work, without the leading <c>facestream</c>.</param>
internal sealed class CliCommand(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>Command lines that work, for the help.</summary>
    public IReadOnlyList<string> Examples => examples;

    /// <summary>Sets the work.</summary>
    public CliCommand Does(Func<Invocation, Task<ExitCode>> work)
    {
        SetAction(async (parsed, _) => (int)await work(((CommandLine.Settings)parsed.InvocationConfiguration).Call(parsed)));
        return this;
    }

    /// <summary>Sets work that waits for nothing.</summary>
    public CliCommand Does(Func<Invocation, ExitCode> work) => Does(call => Task.FromResult(work(call)));
}
