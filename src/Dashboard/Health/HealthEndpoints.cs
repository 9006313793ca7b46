using FaceStream.Dashboard.Web;

namespace FaceStream.Dashboard.Health;

/// <summary>Whether the process lives, and whether it does its work.</summary>
/// <param name="Status"><c>ok</c>, <c>ready</c> or <c>not ready</c>.</param>
/// <param name="Checks">What was looked at.</param>
public sealed record HealthView(string Status, IReadOnlyList<HealthCheckView> Checks);

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">In a word.</param>
/// <param name="Ok">Whether all is well.</param>
/// <param name="Reason">What is amiss, for people, in English; null when all is well.</param>
/// <param name="Code">The same in a word; null when all is well.</param>
/// <param name="Values">What the reason names; null when all is well.</param>
public sealed record HealthCheckView(string Name, bool Ok, string? Reason, string? Code, IReadOnlyDictionary<string, string>? Values);

/// <summary><c>/healthz</c> and <c>/readyz</c>, for supervisors and load balancers.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapProbe("/healthz", () => new HealthView("ok", []))
            .WithName("getHealth").WithTags("Operations").WithSummary("The process lives; nothing else is asked.");

        routes.MapProbe("/readyz", (IEnumerable<IReadinessCheck> checks, ILogger<HealthView> log) =>
        {
            var seen = Look(checks, log);
            var ready = seen.All(check => check.Ok);
            return TypedResults.Json(
                new HealthView(ready ? "ready" : "not ready", seen),
                statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        })
        .WithName("getReadiness").WithTags("Operations")
        .WithSummary("Models, gallery and at least one camera work; 503 with the reasons when not.")
        .Produces<HealthView>().Produces<HealthView>(StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Every check, as it is now.</summary>
    public static IReadOnlyList<HealthCheckView> Look(IEnumerable<IReadinessCheck> checks, ILogger log) => [.. checks.Select(check => Look(check, log))];

    private static HealthCheckView Look(IReadinessCheck check, ILogger log)
    {
        try
        {
            var fault = check.Fault();
            return new(check.Name, fault is null, fault?.Words, fault?.Code, fault?.Values.ToDictionary(value => value.Name, value => value.Value));
        }
        catch (Exception e)
        {
            // A check that breaks is an answer too: not ready.
            log.LogError(e, "The readiness check '{Check}' failed", check.Name);
            return new(check.Name, false, "the check itself failed; see the log", "check-failed", null);
        }
    }
}
