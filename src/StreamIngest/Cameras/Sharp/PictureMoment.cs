namespace FaceStream.StreamIngest.Cameras.Sharp;

/// <summary>When a picture was taken, by the clocks that there are.</summary>
/// <param name="Arrival">On this machine's own clock, which only rises, without the unrest of the network.</param>
/// <param name="Sent">On the camera's clock, where the camera tells it; since 1970, and maybe far from the truth.</param>
internal readonly record struct PictureMoment(TimeSpan Arrival, TimeSpan? Sent)
{
    // Two streams of one camera tell one clock. Further apart they tell two, and comparing these means nothing.
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(2);

    /// <summary>How much later than <paramref name="other"/>, which may be of another stream of the same camera.</summary>
    public TimeSpan Since(in PictureMoment other)
    {
        var arrived = Arrival - other.Arrival;
        return Sent - other.Sent is { } sent && (sent - arrived).Duration() < Believed ? sent : arrived;
    }
}
