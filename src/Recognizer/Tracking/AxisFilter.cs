namespace FaceStream.Recognizer.Tracking;

/// <summary>
/// A Kalman filter for one number that moves (an edge or a centre, in pixels) and its speed (pixels a second).
/// The four numbers of a box are filtered apart: with independent noise the eight-dimensional filter of SORT
/// (Bewley et al., 2016) is exactly four of these, at a tenth of the arithmetic.
/// </summary>
/// <remarks>
/// Speed is an Ornstein–Uhlenbeck process: it forgets its direction with the time constant <c>persistence</c> and has
/// the standard deviation <c>speed</c>, so a hidden face drifts on, slows down, and its uncertainty grows as it should.
/// Its transition over <c>t</c> seconds is exact (R. A. Singer, 1970, for accelerations; here one order lower), which
/// makes two steps of t the same as one of 2t: the filter does not depend on the frame rate.
/// </remarks>
internal struct AxisFilter
{
    private double _pp, _pv, _vv;

    public AxisFilter(double position, double jitter, double speed)
    {
        (Position, Speed) = (position, 0);
        (_pp, _pv, _vv) = (jitter * jitter, 0, speed * speed);
    }

    /// <summary>In pixels.</summary>
    public double Position { get; private set; }

    /// <summary>In pixels a second.</summary>
    public double Speed { get; private set; }

    /// <summary>Of the position, in square pixels.</summary>
    public readonly double Variance => _pp;

    /// <summary>How far a measurement is from the prediction, squared, in variances; and that variance, in square pixels.</summary>
    public readonly (double Distance, double Variance) Fit(double measured, double jitter)
    {
        var (innovation, variance) = (measured - Position, _pp + jitter * jitter);
        return (innovation * innovation / variance, variance);
    }

    /// <summary>Moves on by <paramref name="seconds"/>.</summary>
    public void Predict(double seconds, double speed, double persistence)
    {
        var x = seconds / persistence;
        var keep = Math.Exp(-x);
        var reach = persistence * (1 - keep);
        var power = speed * speed;

        // Noise of the exact transition; power is the stationary variance of the speed.
        var nvv = power * (1 - keep * keep);
        var npv = power * persistence * (1 - keep) * (1 - keep);
        var npp = power * persistence * persistence * Math.Max(0, 2 * x - 3 + 4 * keep - keep * keep);

        Position += reach * Speed;
        Speed *= keep;
        _pp += 2 * reach * _pv + reach * reach * _vv + npp;
        _pv = keep * (_pv + reach * _vv) + npv;
        _vv = keep * keep * _vv + nvv;
    }

    /// <summary>Takes a measured position with the standard deviation <paramref name="jitter"/>.</summary>
    public void Correct(double measured, double jitter)
    {
        var (innovation, variance) = (measured - Position, _pp + jitter * jitter);
        var (gainP, gainV) = (_pp / variance, _pv / variance);
        Position += gainP * innovation;
        Speed += gainV * innovation;
        _vv -= gainV * _pv;
        _pv *= 1 - gainP;
        _pp *= 1 - gainP;
    }
}
