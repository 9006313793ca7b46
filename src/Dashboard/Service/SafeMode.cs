using FaceStream.Dashboard.Configuration;
using FaceStream.Dashboard.Configuration.Editing;
using FaceStream.Dashboard.Configuration.Showing;
using FaceStream.Dashboard.Configuration.Yaml;
using FaceStream.Dashboard.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FaceStream.Dashboard.Service;

/// <summary>
/// What runs while the configuration has an error: the dashboard alone, which says what to mend. When that is done the service starts,
/// so that whoever looks after cameras from afar is not locked out by a typing mistake.
/// </summary>
/// <param name="file">The configuration.</param>
/// <param name="read">Reads it, and throws while something is wrong.</param>
/// <param name="insecure">It may listen where other machines reach it.</param>
internal sealed class SafeMode(string file, Func<FaceStreamOptions> read, bool insecure)
{
    // Whoever saves a file looks at the page next.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly string _name = Path.GetFileName(file);
    private ConfigurationView _view = new(Path.GetFileName(file), [], []);

    /// <summary>Reads the configuration; serves until there is nothing wrong any more, or <paramref name="stop"/>.</summary>
    /// <param name="serving">Told the address and all that is wrong, when something is.</param>
    /// <param name="length">The longest wait; null is for ever.</param>
    /// <param name="stop">Nobody wants to wait any longer.</param>
    /// <returns>Whether nothing is wrong any more.</returns>
    /// <exception cref="ConfigurationException">The file is not there at all, or nobody can be served.</exception>
    public async Task<bool> PassAsync(Action<Uri, ConfigurationException> serving, TimeSpan? length, CancellationToken stop)
    {
        if (Look() is not { } wrong)
            return true;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (length is { } time)
            end.CancelAfter(time);
        await using var app = Build();
        serving(await StartAsync(app, wrong, stop), wrong);
        var mended = await MendedAsync(end.Token);
        await app.StopAsync(CancellationToken.None);
        return mended;
    }

    /// <summary>Where nobody can be served, the errors are said as any command says them.</summary>
    private static async Task<Uri> StartAsync(WebApplication app, ConfigurationException wrong, CancellationToken stop)
    {
        try
        {
            return await app.StartDashboardAsync(stop);
        }
        catch (ListenException)
        {
            throw wrong;
        }
    }

    private async Task<bool> MendedAsync(CancellationToken end)
    {
        using var timer = new PeriodicTimer(Period);
        try
        {
            while (!IsMended())
                await timer.WaitForNextTickAsync(end);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Some editors put the old file aside before they write the new one: that there is none is no end of the wait.</summary>
    private bool IsMended()
    {
        try
        {
            return Look() is null;
        }
        catch (ConfigurationException)
        {
            return false;
        }
    }

    private ConfigurationException? Look()
    {
        try
        {
            read();
            return null;
        }
        catch (ConfigurationException wrong) when (File.Exists(file))
        {
            _view = BrokenConfiguration.Of(_name, ConfigurationFile.Text(file), wrong.Problems);
            return wrong;
        }
    }

    private WebApplication Build()
    {
        var options = Pages();
        var builder = FaceStreamService.Builder(LogLevel.Information);
        builder.Services.AddPages(options).AddSingleton<IConfigurationBoard>(new ConfigurationBoard(() => _view))
            .AddSingleton<IConfigurationEditor>(new ConfigurationEditor(file, ConfigurationFile.Environment(), insecure, null, () => Task.FromResult(true), Home.Find()));
        var app = builder.Build();
        app.UsePages(options);
        app.MapProbe("/healthz", () => Results.Text("ok")).ExcludeFromDescription();
        app.MapProbe("/readyz", Broken).ExcludeFromDescription();
        var api = app.MapGroup("/api/v1");
        api.MapConfiguration();
        api.MapConfigurationEditor();
        api.Map("/{**rest}", Broken);
        return app;
    }

    private ProblemHttpResult Broken() => Problem.Of(StatusCodes.Status503ServiceUnavailable, "safe-mode", $"{_name} has errors, so nothing runs; /api/v1/configuration says which.");

    /// <summary>Address and names as configured, as far as that can be understood and is allowed; else where FaceStream usually is.</summary>
    private DashboardOptions Pages()
    {
        var ignored = new Problems();
        var root = EnvironmentOverrides.Apply(YamlReader.Read(ConfigurationFile.Text(file), _name, ignored), ConfigurationFile.Environment(), ignored);
        var dashboard = root["dashboard"] as YamlMap;
        return new()
        {
            Listen = dashboard?["listen"] is YamlScalar { Text: var text } && ListenAddress.TryParse(text, out var address) && (insecure || address.IsLoopback) ? text : new DashboardOptions().Listen,
            Hosts = [.. ((dashboard?["hosts"] as YamlList)?.Items ?? []).OfType<YamlScalar>().Select(host => host.Text)],
        };
    }
}
