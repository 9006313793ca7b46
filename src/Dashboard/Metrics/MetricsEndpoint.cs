using FaceStream.Dashboard.Web;
using Microsoft.Net.Http.Headers;

namespace FaceStream.Dashboard.Metrics;

/// <summary><c>/metrics</c>, for Prometheus.</summary>
internal static class MetricsEndpoint
{
    public static void MapMetrics(this IEndpointRouteBuilder routes) => routes
        .MapProbe("/metrics", (HttpRequest request, MetricRegistry metrics) =>
        {
            var openMetrics = WantsOpenMetrics(request);
            return Results.Text(metrics.Scrape(openMetrics), openMetrics ? PrometheusText.OpenMetricsContentType : PrometheusText.ContentType);
        })
        .WithName("getMetrics").WithTags("Operations")
        .WithSummary("Every metric, as Prometheus text or, by Accept, as OpenMetrics.")
        .Produces<string>(StatusCodes.Status200OK, "text/plain", "application/openmetrics-text");

    /// <summary>The older form is the default; OpenMetrics goes to who asks for it and does not like text better.</summary>
    private static bool WantsOpenMetrics(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
            return false;
        var asked = Best(accepted, "application/openmetrics-text");
        return asked > 0 && asked >= Best(accepted, "text/plain");
    }

    private static double Best(IList<MediaTypeHeaderValue> accepted, string type) => accepted
        .Where(one => one.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase) && Version(one) is "" or "1.0.0" or "0.0.4")
        .Select(one => one.Quality ?? 1)
        .DefaultIfEmpty(0)
        .Max();

    private static string Version(MediaTypeHeaderValue type) =>
        type.Parameters.FirstOrDefault(parameter => parameter.Name.Equals("version", StringComparison.OrdinalIgnoreCase))?.Value.ToString() ?? "";
}
