namespace FaceStream.Dashboard.Web;

/// <summary>Addresses that watchers ask, some of them with HEAD, which wants the same answer without its body.</summary>
internal static class Probes
{
    /// <summary>Answers GET and HEAD; the document of the API names GET alone.</summary>
    public static RouteHandlerBuilder MapProbe(this IEndpointRouteBuilder routes, string path, Delegate answer)
    {
        routes.MapMethods(path, [HttpMethods.Head], answer).ExcludeFromDescription();
        return routes.MapGet(path, answer);
    }
}
