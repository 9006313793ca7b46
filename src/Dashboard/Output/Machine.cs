using System.Runtime.InteropServices;

namespace FaceStream.Dashboard.Output;

/// <summary>What figures were measured on.</summary>
internal static class Machine
{
    private const string Model = "model name";

    /// <summary>The processor and the cores of it that this process may use.</summary>
    public static string Words { get; } = $"{Processor() ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} cores";

    private static string? Processor()
    {
        const string Info = "/proc/cpuinfo";
        var line = File.Exists(Info) ? File.ReadLines(Info).FirstOrDefault(text => text.StartsWith(Model, StringComparison.Ordinal)) : null;
        return line?.Split(':')[1].Trim();
    }
}
