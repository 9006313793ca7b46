using System.Net;
using FaceStream.Dashboard.Configuration.Schema;
using FaceStream.Dashboard.Configuration.Showing;
using FaceStream.Dashboard.Web;
using Microsoft.AspNetCore.Mvc;

namespace FaceStream.Dashboard.Configuration.Editing;

/// <summary>The configuration's text, without secrets.</summary>
/// <param name="File">Its name.</param>
/// <param name="Text">With *** for user names, passwords and keys.</param>
/// <param name="Version">To be given back with the change.</param>
internal sealed record ConfigurationTextView(string File, string Text, string Version);

/// <summary>A text that is to be the configuration.</summary>
/// <param name="Text">Where *** is left as it was shown, what it stands for stays.</param>
internal sealed record ConfigurationTextRequest(string Text);

/// <summary>What a text would mean, or has come to mean.</summary>
/// <param name="Problems">What is wrong with it; nothing is written while there is something.</param>
/// <param name="Diff">Lines that change, in the form of diff, without secrets.</param>
/// <param name="Restart">Sections that take effect at the next start; cameras do so at once.</param>
/// <param name="Applied">Written and read.</param>
/// <param name="Version">Of the file as it is now.</param>
internal sealed record ConfigurationCheckView(IReadOnlyList<ConfigurationProblemView> Problems, string Diff, IReadOnlyList<string> Restart, bool Applied, string Version);

/// <summary><c>/api/v1/configuration/…</c>: the file is read, checked and written as a whole.</summary>
internal static class ConfigurationEditorEndpoints
{
    // Some thousand cameras.
    private const int MaxRequestBytes = 1 << 20;

    public static void MapConfigurationEditor(this IEndpointRouteBuilder routes)
    {
        var configuration = routes.MapGroup("/configuration").WithTags("Status");
        configuration.MapGet("/schema", () => TypedResults.Ok(ConfigurationSchema.Settings))
            .WithName("getConfigurationSchema").WithSummary("Every setting with its meaning, default and range.");
        configuration.MapGet("/text", (IConfigurationEditor editor) => TypedResults.Ok(editor.Read()))
            .WithName("getConfigurationText").WithSummary("The configuration as it stands in its file, with *** for secrets.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        configuration.MapPost("/check", (ConfigurationTextRequest request, HttpContext context, IConfigurationEditor editor) => TypedResults.Ok(Here(context, editor).Check(TextOf(request))))
            .WithName("checkConfiguration").WithSummary("What is wrong with a text, with line and column, and what would change. Nothing is written.")
            .WithMetadata(new RequestSizeLimitAttribute(MaxRequestBytes)).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict);
        configuration.MapPut("/text", async (ConfigurationTextRequest request, [FromQuery] string version, HttpContext context, IConfigurationEditor editor) =>
                TypedResults.Ok(await Here(context, editor).WriteAsync(TextOf(request), version)))
            .WithName("writeConfiguration").WithSummary("Writes a text in which nothing is wrong, if the file is still the one of that version, and has it read.")
            .WithMetadata(new RequestSizeLimitAttribute(MaxRequestBytes)).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status507InsufficientStorage);
    }

    private static string TextOf(ConfigurationTextRequest request) =>
        request.Text ?? throw new ProblemException(StatusCodes.Status400BadRequest, "no-text", "'text' is null; it is the whole configuration, and may be empty.");

    /// <summary>Whoever writes the file may name other files of this machine and have them shown: that is for this machine, and for a proxy on it that asks who they are.</summary>
    private static IConfigurationEditor Here(HttpContext context, IConfigurationEditor editor) =>
        context.Connection.RemoteIpAddress is { } from && !IPAddress.IsLoopback(from.IsIPv4MappedToIPv6 ? from.MapToIPv4() : from)
            ? throw new ProblemException(StatusCodes.Status403Forbidden, "configuration-from-afar", "Nobody has to sign in here, so the file as a whole is changed from this machine only, or through a proxy on it.")
            : editor;
}
