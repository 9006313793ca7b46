using System.ComponentModel;
using System.Diagnostics;

namespace FaceStream.Dashboard.Doctor;

/// <summary>Programs that FaceStream starts.</summary>
internal static class Programs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Asks a program for its version.</summary>
    /// <param name="name">As on the PATH.</param>
    /// <param name="question">The argument that makes it tell.</param>
    /// <param name="without">What does not work without it.</param>
    /// <param name="remedy">The command that installs it.</param>
    public static Finding Find(string name, string question, string without, string remedy)
    {
        try
        {
            using var program = Process.Start(new ProcessStartInfo(name, [question]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
            program.StandardInput.Close();
            var error = program.StandardError.ReadToEndAsync();
            var first = program.StandardOutput.ReadToEndAsync();
            if (!program.WaitForExit(Patience))
            {
                program.Kill(entireProcessTree: true);
                return new(name, Condition.Optional, $"does not answer; {without}", remedy);
            }

            // Some print their version on standard error.
            var line = (first.Result + error.Result).Split('\n')[0].Trim();
            return new(name, Condition.Ok, line);
        }
        catch (Win32Exception)
        {
            return new(name, Condition.Optional, $"not installed; {without}", remedy);
        }
    }
}
