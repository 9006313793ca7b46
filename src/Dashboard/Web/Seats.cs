namespace FaceStream.Dashboard.Web;

/// <summary>Counts those who follow something, so that they cannot become too many.</summary>
/// <param name="most">There may be.</param>
/// <param name="who">In the plural.</param>
internal abstract class Seats(int most, string who)
{
    private int _taken;

    /// <summary>Takes a seat until the answer is disposed.</summary>
    /// <exception cref="ProblemException">All are taken.</exception>
    public IDisposable Take()
    {
        var seat = new Seat(this);
        if (Interlocked.Increment(ref _taken) <= most)
            return seat;
        seat.Dispose();
        throw new ProblemException(StatusCodes.Status503ServiceUnavailable, $"too-many-{who}", $"{most} {who} are here already; close one, or raise dashboard.max_viewers.");
    }

    private sealed class Seat(Seats seats) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref seats._taken);
    }
}
