using FaceStream.Dashboard.Web;
using FaceStream.Gallery.Sightings;
using Microsoft.AspNetCore.Mvc;

namespace FaceStream.Dashboard.Sightings;

/// <summary>Which sightings are wanted, as an address asks for them; what is left out does not matter.</summary>
/// <param name="Camera">Seen by this camera.</param>
/// <param name="Person">Taken for this person now, by id.</param>
/// <param name="State">As it was said then: unknown, tentative, confirmed or contested.</param>
/// <param name="From">Ended at this time or later.</param>
/// <param name="To">Began before this time.</param>
/// <param name="Decided">Whether an operator has said who it was.</param>
internal sealed record SightingQuery(
    [FromQuery(Name = "camera")] string? Camera = null,
    [FromQuery(Name = "person")] long? Person = null,
    [FromQuery(Name = "state")] string? State = null,
    [FromQuery(Name = "from")] DateTimeOffset? From = null,
    [FromQuery(Name = "to")] DateTimeOffset? To = null,
    [FromQuery(Name = "decided")] bool? Decided = null)
{
    /// <summary>The same for the store.</summary>
    /// <exception cref="ProblemException">There is no such state.</exception>
    public SightingFilter Filter() => new(Camera, Person, State is null ? null : Parse(State), From, To, Decided);

    private static SightingState Parse(string state)
    {
        // By name only: 'state=2' says nothing to a reader.
        if (state.Length > 0 && char.IsAsciiLetter(state[0]) && Enum.TryParse<SightingState>(state, ignoreCase: true, out var parsed))
            return parsed;
        throw new ProblemException(StatusCodes.Status400BadRequest, "bad-state", $"state is '{state}'; it is unknown, tentative, confirmed or contested.");
    }
}
