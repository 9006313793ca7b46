namespace FaceStream.StreamIngest.Sources;

/// <summary>How a card did with one camera, reading after reading: a failure that comes back is the card's, and it is not tried again. For one thread.</summary>
internal sealed class CardRecord
{
    /// <summary>So many pictures in a row, 40 seconds of most cameras, and the card works: what befalls it later does not come back, it is new.</summary>
    internal const int Works = 1000;

    // One may be the camera's own: a network that lost packets.
    private const int Most = 2;

    private int _pictures, _failures;

    /// <summary>Why it is not tried any more; null while it is.</summary>
    public string? GivenUp { get; private set; }

    /// <summary>A reading begins.</summary>
    public void Began() => _pictures = 0;

    /// <summary>The card gave a picture.</summary>
    public void Decoded()
    {
        if (++_pictures == Works)
            _failures = 0;
    }

    /// <summary>The card did not go on.</summary>
    /// <param name="why">In words.</param>
    public void Failed(string why)
    {
        if (++_failures >= Most)
            GivenUp = why;
    }
}
