using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;

namespace FaceStream.Dashboard.Metrics;

/// <summary>What the process and the runtime do, under the names that Prometheus dashboards expect, and which build it is.</summary>
/// <remarks>
/// Not the <c>System.Runtime</c> meter: its <c>dotnet.assembly.count</c> and two others end in <c>_count</c>,
/// which promtool refuses on what is not a histogram.
/// </remarks>
public sealed class ProcessMetrics
{
    /// <summary>The meter an exporter subscribes to.</summary>
    public const string MeterName = "FaceStream.Process";

    /// <summary>The version as built, such as <c>0.1.0+f498648</c>.</summary>
    public static string Version { get; } =
        typeof(ProcessMetrics).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Creates the instruments on a meter of <paramref name="meters"/>.</summary>
    public ProcessMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        var started = Started();
        meter.CreateObservableGauge("facestream.build.info", () => new Measurement<int>(1, Tag("version", Version)), null, "The version that runs; always 1.");
        meter.CreateObservableCounter("process.cpu", () => Environment.CpuUsage.TotalTime.TotalSeconds, "s", "CPU time spent, user and system.");
        meter.CreateObservableGauge("process.resident_memory", () => Environment.WorkingSet, "By", "Memory that is in RAM.");
        meter.CreateObservableGauge("process.start_time", () => started, "s", "When the process began, in seconds since 1970.");
        if (Directory.Exists(Self))
        {
            meter.CreateObservableGauge("process.threads", () => Entries("task"), null, "Threads of the operating system.");
            meter.CreateObservableGauge("process.open_fds", () => Entries("fd"), null, "Open file descriptors.");
        }

        meter.CreateObservableGauge("dotnet.gc.heap", () => GC.GetTotalMemory(forceFullCollection: false), "By", "Managed memory in use.");
        meter.CreateObservableCounter("dotnet.gc.allocated", () => GC.GetTotalAllocatedBytes(), "By", "Managed memory allocated since the start.");
        meter.CreateObservableCounter("dotnet.gc.pause", () => GC.GetTotalPauseDuration().TotalSeconds, "s", "Time that everything stood still for the collector.");
        meter.CreateObservableCounter("dotnet.gc.collections", Collections, null, "Garbage collections, by generation.");
        meter.CreateObservableGauge("dotnet.thread_pool.threads", () => ThreadPool.ThreadCount, null, "Threads of the pool.");
        meter.CreateObservableGauge("dotnet.thread_pool.queue_items", () => ThreadPool.PendingWorkItemCount, null, "Work that waits for a thread of the pool.");
    }

    private const string Self = "/proc/self";

    private static IEnumerable<Measurement<long>> Collections() => Enumerable
        .Range(0, GC.MaxGeneration + 1)
        .Select(generation => new Measurement<long>(GC.CollectionCount(generation), Tag("generation", generation)));

    private static int Entries(string folder) => Directory.EnumerateFileSystemEntries(Path.Combine(Self, folder)).Count();

    private static double Started()
    {
        using var process = Process.GetCurrentProcess();
        return new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0;
    }

    private static KeyValuePair<string, object?> Tag(string name, object value) => new(name, value);
}
