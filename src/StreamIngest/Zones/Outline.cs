namespace FaceStream.StreamIngest.Zones;

/// <summary>The geometry of a closed line through some points.</summary>
public static class Outline
{
    /// <summary>Whether a point lies within: a ray from it to the right crosses the line an odd number of times.</summary>
    public static bool Holds(IReadOnlyList<ZonePoint> points, ZonePoint at)
    {
        var inside = false;
        for (var i = 0; i < points.Count; i++)
        {
            var (a, b) = Edge(points, i);
            if (a.Y > at.Y != b.Y > at.Y && at.X < a.X + (b.X - a.X) * (at.Y - a.Y) / (b.Y - a.Y))
                inside = !inside;
        }

        return inside;
    }

    /// <summary>Whether the line passes through the inside of a rectangle; along its edge is not through it.</summary>
    public static bool Passes(IReadOnlyList<ZonePoint> points, in Part part)
    {
        for (var i = 0; i < points.Count; i++)
        {
            var (a, b) = Edge(points, i);
            var (from, to) = (0.0, 1.0);
            if (Clip(a.X, b.X - a.X, part.Left, part.Right, ref from, ref to) && Clip(a.Y, b.Y - a.Y, part.Top, part.Bottom, ref from, ref to))
                return true;
        }

        return false;
    }

    /// <summary>The enclosed share of the picture, if the line does not cross itself.</summary>
    public static double Area(IReadOnlyList<ZonePoint> points)
    {
        var sum = 0.0;
        for (var i = 0; i < points.Count; i++)
        {
            var (a, b) = Edge(points, i);
            sum += a.X * b.Y - b.X * a.Y;
        }

        return Math.Abs(sum) / 2;
    }

    /// <summary>The first two stretches that cross each other, by the index of the point where each begins; null when none do.</summary>
    public static (int First, int Second)? Crossing(IReadOnlyList<ZonePoint> points)
    {
        for (var i = 0; i < points.Count; i++)
        {
            for (var j = i + 2; j < points.Count; j++)
            {
                var ((a, b), (c, d)) = (Edge(points, i), Edge(points, j));
                if ((j + 1) % points.Count != i && Side(a, b, c) * Side(a, b, d) < 0 && Side(c, d, a) * Side(c, d, b) < 0)
                    return (i, j);
            }
        }

        return null;
    }

    private static (ZonePoint A, ZonePoint B) Edge(IReadOnlyList<ZonePoint> points, int at) => (points[at], points[(at + 1) % points.Count]);

    private static double Side(ZonePoint a, ZonePoint b, ZonePoint at) => (b.X - a.X) * (at.Y - a.Y) - (b.Y - a.Y) * (at.X - a.X);

    /// <summary>Narrows the stretch of a segment to what lies between two limits (Liang and Barsky 1984); false when nothing is left.</summary>
    private static bool Clip(double start, double step, double low, double high, ref double from, ref double to)
    {
        if (step == 0)
            return start > low && start < high;
        var (enter, leave) = ((low - start) / step, (high - start) / step);
        (from, to) = (Math.Max(from, Math.Min(enter, leave)), Math.Min(to, Math.Max(enter, leave)));
        return from < to;
    }
}
