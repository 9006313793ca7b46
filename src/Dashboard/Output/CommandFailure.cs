namespace FaceStream.Dashboard.Output;

/// <summary>A command cannot go on: what happened, what to do about it, and the exit code that says so.</summary>
/// <param name="code">For the caller.</param>
/// <param name="message">Names the thing and its value; no secrets.</param>
/// <param name="hint">The remedy, where there is one.</param>
/// <param name="cause">What was thrown below, if anything.</param>
internal sealed class CommandFailure(ExitCode code, string message, string? hint = null, Exception? cause = null)
    : Exception(message, cause)
{
    /// <summary>For the caller.</summary>
    public ExitCode Code => code;

    /// <summary>The remedy, where there is one.</summary>
    public string? Hint => hint;
}
