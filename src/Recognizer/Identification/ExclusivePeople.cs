namespace FaceStream.Recognizer.Identification;

/// <summary>One person cannot be two faces of one picture: the track with the weaker claim is contested.</summary>
internal static class ExclusivePeople
{
    // The track that has the name keeps it until the other's evidence is clearly better, in nats: no flicker between equals.
    private const double Incumbency = 1;

    /// <summary>Settles what is published of the tracks in one frame.</summary>
    public static void Settle(IReadOnlyList<TrackIdentity> inView)
    {
        foreach (var track in inView)
        {
            track.Rival = inView.FirstOrDefault(other => other != track && Same(track, other) && Claim(other, track) > Claim(track, other));
            track.Identity = track.Rival is not null ? track.Own with { State = IdentityState.Contested } : track.Own;
        }
    }

    private static bool Same(TrackIdentity track, TrackIdentity other) =>
        track.Own.PersonId is { } person && other.Own.PersonId == person;

    /// <summary>Evidence for the person, with what breaks ties: who had the name, then who was there first.</summary>
    private static double Claim(TrackIdentity track, TrackIdentity against)
    {
        var evidence = track.Evidence.Of(track.Own.PersonId)?.LogRatio ?? double.NegativeInfinity;
        var holds = track.Identity.State == IdentityState.Confirmed && against.Identity.State != IdentityState.Confirmed;
        return evidence + (holds ? Incumbency : 0) + (track.Id < against.Id ? 1e-9 : 0);
    }
}
