using System.ComponentModel.DataAnnotations;

namespace FaceStream.Dashboard;

/// <summary>Where the dashboard listens and for whom.</summary>
public sealed class DashboardOptions
{
    /// <summary>
    /// Address and port, such as <c>127.0.0.1:8080</c>, <c>[::]:8080</c> or <c>localhost:8080</c>. Port 0 takes a free one.
    /// Whoever reaches it sees everything, so an address that other machines reach needs <c>run --insecure</c>.
    /// </summary>
    [Required]
    public string Listen { get; init; } = "127.0.0.1:8080";

    /// <summary>
    /// Names, besides IP addresses, <c>localhost</c> and this machine's own name, under which browsers may reach it,
    /// such as <c>cameras.example.org</c> behind a proxy.
    /// </summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The folder of the web page, as Vite made it.</summary>
    public string WebRoot { get; init; } = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    /// <summary>Browsers that may watch at once, and as many readers of events; each costs a little network and no recognition.</summary>
    [Range(1, 10_000)]
    public int MaxViewers { get; init; } = 100;

    /// <summary>A viewer that neither takes nor acknowledges a picture for that long is let go.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ViewerPatience { get; init; } = TimeSpan.FromSeconds(30);
}
