using FaceStream.Recognizer.Faces;

namespace FaceStream.Recognizer.Tracking;

/// <summary>Where a face is and where it will be: centre and sides of its box, each with its own filter.</summary>
internal struct BoxFilter
{
    private AxisFilter _x, _y, _width, _height;

    public BoxFilter(in Box box, TrackerOptions options)
    {
        var size = Size(box);
        var (speed, growth) = (options.Speed * size, options.Growth * size);
        _x = new(box.Centre.X, options.Jitter * size, speed);
        _y = new(box.Centre.Y, options.Jitter * size, speed);
        _width = new(box.Width, options.SizeJitter * size, growth);
        _height = new(box.Height, options.SizeJitter * size, growth);
    }

    /// <summary>The predicted or corrected box.</summary>
    public readonly Box Box
    {
        get
        {
            var (width, height) = (Math.Max(1, _width.Position), Math.Max(1, _height.Position));
            return new((float)(_x.Position - width / 2), (float)(_y.Position - height / 2), (float)width, (float)height);
        }
    }

    /// <summary>Standard deviation of the centre, in pixels.</summary>
    public readonly (double X, double Y) Uncertainty => (Math.Sqrt(_x.Variance), Math.Sqrt(_y.Variance));

    /// <summary>Moves on by <paramref name="seconds"/>.</summary>
    public void Predict(double seconds, TrackerOptions options)
    {
        var size = Size(Box);
        var (speed, growth) = (options.Speed * size, options.Growth * size);
        _x.Predict(seconds, speed, options.Persistence);
        _y.Predict(seconds, speed, options.Persistence);
        // Sizes keep no course for long: a predicted box must not swell or vanish while its face is hidden.
        _width.Predict(seconds, growth, options.Persistence / 4);
        _height.Predict(seconds, growth, options.Persistence / 4);
    }

    /// <summary>Takes a detected box.</summary>
    public void Correct(in Box box, TrackerOptions options)
    {
        var size = Size(box);
        _x.Correct(box.Centre.X, options.Jitter * size);
        _y.Correct(box.Centre.Y, options.Jitter * size);
        _width.Correct(box.Width, options.SizeJitter * size);
        _height.Correct(box.Height, options.SizeJitter * size);
    }

    /// <summary>
    /// How far a detected box is from the predicted one: the squared Mahalanobis distance, and the logarithm of the
    /// prediction's standard deviations in box sizes, summed over the four numbers.
    /// </summary>
    public readonly (double Distance, double Spread) Fit(in Box box, TrackerOptions options)
    {
        var (size, own) = (Size(box), Size(Box));
        var x = _x.Fit(box.Centre.X, options.Jitter * size);
        var y = _y.Fit(box.Centre.Y, options.Jitter * size);
        var width = _width.Fit(box.Width, options.SizeJitter * size);
        var height = _height.Fit(box.Height, options.SizeJitter * size);
        return (
            x.Distance + y.Distance + width.Distance + height.Distance,
            0.5 * Math.Log(x.Variance * y.Variance * width.Variance * height.Variance) - 4 * Math.Log(own));
    }

    private static double Size(in Box box) => Math.Sqrt(Math.Max(1, (double)box.Width * box.Height));
}
