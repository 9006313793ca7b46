using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FaceStream.Dashboard.Output;

/// <summary>What figures were measured on.</summary>
internal static class Machine
{
    private const string Model = "model name";

    /// <summary>The processor, the cores of it that this process may use, and the registers that its kernels have: AMD EPYC, 2 cores, AVX2.</summary>
    public static string Words { get; } = $"{Processor() ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} cores, {Registers()}";

    /// <summary>How many threads run or want to, mean of the last minute; null where the kernel does not tell.</summary>
    public static double? Load()
    {
        const string Info = "/proc/loadavg";
        return File.Exists(Info) && double.TryParse(File.ReadAllText(Info).Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var load) ? load : null;
    }

    private static string Registers() =>
        Vector512.IsHardwareAccelerated ? "AVX-512"
        : Avx2.IsSupported ? "AVX2"
        : $"{(Vector128.IsHardwareAccelerated ? 128 : 0)}-bit registers";

    private static string? Processor()
    {
        const string Info = "/proc/cpuinfo";
        var line = File.Exists(Info) ? File.ReadLines(Info).FirstOrDefault(text => text.StartsWith(Model, StringComparison.Ordinal)) : null;
        return line?.Split(':')[1].Trim();
    }
}
