using System.Net;

namespace FaceStream.Dashboard.Web;

/// <summary>Turns away what another web site makes a browser do here.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>A request for a host that is not ours: a foreign name that was made to point here (DNS rebinding)
/// would otherwise count as the same origin. IP addresses cannot be rebound.</item>
/// <item>A write, or a WebSocket, that comes from a page of another origin. Programs send no
/// <c>Origin</c> and pass.</item>
/// </list>
/// </remarks>
internal sealed class RequestGuard(RequestDelegate next, DashboardOptions options)
{
    private static readonly string[] OwnNames = ["localhost", Environment.MachineName, Environment.MachineName + ".local"];

    public Task InvokeAsync(HttpContext context)
    {
        var host = context.Request.Host;
        if (!IsOurs(host.Host))
        {
            return Problem.Of(StatusCodes.Status421MisdirectedRequest, "unknown-host",
                $"This server does not go by the name '{host.Host}'. If it should, add the name to dashboard.hosts in the configuration.").ExecuteAsync(context);
        }

        if (ChangesSomething(context) && ForeignOrigin(context.Request) is { } origin)
        {
            return Problem.Of(StatusCodes.Status403Forbidden, "foreign-origin",
                $"A page of {origin} may not do that here. Open the dashboard itself, at {context.Request.Scheme}://{host}.").ExecuteAsync(context);
        }

        return next(context);
    }

    private bool IsOurs(string host) =>
        IPAddress.TryParse(host.Trim('[', ']'), out _) ||
        OwnNames.Contains(host, StringComparer.OrdinalIgnoreCase) ||
        options.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    private static bool ChangesSomething(HttpContext context) =>
        context.WebSockets.IsWebSocketRequest ||
        !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method));

    /// <summary>The origin that is not this one, or null. A proxy that ends TLS changes the scheme but not the authority.</summary>
    private static string? ForeignOrigin(HttpRequest request)
    {
        if (request.Headers.Origin is { Count: > 0 } origins)
        {
            var origin = origins.ToString();
            return Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme.StartsWith("http", StringComparison.Ordinal) &&
                string.Equals(uri.Authority, request.Host.ToUriComponent(), StringComparison.OrdinalIgnoreCase)
                    ? null
                    : $"'{origin}'";
        }

        // Another port of this host is the same site, and still not us.
        return request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none" ? null : "another site";
    }
}
