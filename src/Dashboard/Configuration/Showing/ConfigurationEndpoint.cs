namespace FaceStream.Dashboard.Configuration.Showing;

/// <summary>Shows the configuration of this service.</summary>
internal interface IConfigurationBoard
{
    /// <summary>As it is now.</summary>
    ConfigurationView Read();
}

/// <summary>Shows what it is told to.</summary>
internal sealed class ConfigurationBoard(Func<ConfigurationView> read) : IConfigurationBoard
{
    public ConfigurationView Read() => read();
}

/// <summary><c>/api/v1/configuration</c>.</summary>
internal static class ConfigurationEndpoint
{
    public static void MapConfiguration(this IEndpointRouteBuilder routes) => routes
        .MapGet("/configuration", (IConfigurationBoard board) => TypedResults.Ok(board.Read()))
        .WithName("getConfiguration").WithTags("Status").WithSummary("The configuration in force, without secrets; or what is wrong with it, with line and column.");
}
