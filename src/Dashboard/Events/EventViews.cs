using FaceStream.StreamIngest.Cameras;

namespace FaceStream.Dashboard.Events;

/// <summary>A track came into view, or it is said of it what was not said before.</summary>
/// <param name="Camera">Where.</param>
/// <param name="Track">Unique within its camera while the service runs.</param>
/// <param name="At">When the frame was captured.</param>
/// <param name="State">unknown, tentative, confirmed or contested.</param>
/// <param name="PersonId">Who leads, or null.</param>
/// <param name="Person">That person's name, or null.</param>
/// <param name="Similarity">The best look's cosine to that person; 0 without one.</param>
/// <param name="Confidence">Of the statement, 0–1.</param>
public sealed record IdentityEvent(
    string Camera, int Track, DateTimeOffset At, string State, long? PersonId, string? Person, float Similarity, double Confidence);

/// <summary>A camera's state is another one.</summary>
/// <param name="Camera">As configured.</param>
/// <param name="State">connecting, live, stalled, backoff, unauthorized, ended, failed or disabled.</param>
/// <param name="Reason">Why, for people; empty while live.</param>
/// <param name="Fault">The same in a word, such as unauthorized, timeout or lost; empty where there is no reason.</param>
/// <param name="Since">When the state began.</param>
/// <param name="NextTry">When it is opened again, while waiting for that.</param>
public sealed record CameraEvent(string Camera, string State, string Reason, string Fault, DateTimeOffset Since, DateTimeOffset? NextTry)
{
    internal static CameraEvent Of(string name, CameraStatus status) =>
        new(name, System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(status.State.ToString()), status.Reason, status.Fault, status.Since, status.NextTry);
}

/// <summary>Events are gone that this reader was to be sent.</summary>
/// <param name="Reason">slow: the reader; away: the reader, for too long; restart: the service has started anew since.</param>
/// <param name="Lost">How many, of all types and cameras; null when nobody knows.</param>
public sealed record GapEvent(string Reason, long? Lost);
