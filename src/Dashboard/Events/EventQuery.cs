using FaceStream.Dashboard.Web;
using Microsoft.AspNetCore.Mvc;

namespace FaceStream.Dashboard.Events;

/// <summary>Which events a reader wants; what is left out does not matter.</summary>
/// <param name="Types">Some of sighting, identity and camera, with commas between.</param>
/// <param name="Camera">Of this camera only.</param>
internal sealed record EventQuery([FromQuery(Name = "types")] string? Types = null, [FromQuery(Name = "camera")] string? Camera = null)
{
    private static readonly string[] All = ["sighting", "identity", "camera"];

    /// <summary>Decides for each event whether it is wanted.</summary>
    /// <exception cref="ProblemException">There is no such type.</exception>
    public Predicate<OutboxEvent> Filter()
    {
        var types = Types?.Split(',', StringSplitOptions.TrimEntries) ?? All;
        if (Array.Find(types, type => !All.Contains(type)) is { } unknown)
            throw new ProblemException(StatusCodes.Status400BadRequest, "bad-type", $"types has '{unknown}'; there are {string.Join(", ", All)}.");
        return one => types.Contains(one.Type) && (Camera is null || one.Camera == Camera);
    }
}
