using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace FaceStream.Dashboard.Reports;

/// <summary>Plots that look alike.</summary>
internal static class Plots
{
    private const int Bins = 70;
    private const double LowestSimilarity = -0.4; // below, there is hardly a pair

    private static readonly OxyColor Grid = OxyColor.FromRgb(225, 229, 236), Ink = OxyColor.FromRgb(16, 24, 40);

    // Told apart by those who see few colours: M. Okabe, K. Ito, “Color Universal Design”, 2008.
    private static readonly OxyColor[] Colours =
    [
        OxyColor.FromRgb(0, 114, 178), OxyColor.FromRgb(213, 94, 0), OxyColor.FromRgb(0, 158, 115), OxyColor.FromRgb(204, 121, 167),
        OxyColor.FromRgb(230, 159, 0), OxyColor.FromRgb(86, 180, 233), OxyColor.FromRgb(120, 120, 120),
    ];

    /// <summary>A line for each series.</summary>
    public static PlotModel Lines(string title, Axis x, Axis y, IEnumerable<(string Name, IEnumerable<(double X, double Y)> Points)> series)
    {
        var plot = New(title, x, y);
        foreach (var (name, points) in series)
        {
            var line = new LineSeries { Title = name, StrokeThickness = 2 };
            line.Points.AddRange(points.Select(point => new DataPoint(point.X, point.Y)));
            plot.Series.Add(line);
        }

        return plot;
    }

    /// <summary>How the similarities of each kind of pair are spread, as shares of their pairs.</summary>
    public static PlotModel Similarities(string title, params (string Name, IReadOnlyCollection<float> Values)[] kinds)
    {
        const double Width = (1 - LowestSimilarity) / Bins;
        var plot = New(title, Linear("similarity"), Share("share of the pairs"));
        foreach (var (name, values) in kinds)
        {
            var shares = new double[Bins];
            foreach (var value in values)
                shares[Math.Clamp((int)((value - LowestSimilarity) / Width), 0, Bins - 1)] += 1.0 / values.Count;
            var area = new AreaSeries { Title = name, StrokeThickness = 2, Fill = OxyColor.FromAColor(60, Colours[plot.Series.Count]) };
            for (var bin = 0; bin < Bins; bin++)
            {
                area.Points.Add(new(LowestSimilarity + (bin + 0.5) * Width, shares[bin]));
                area.Points2.Add(new(LowestSimilarity + (bin + 0.5) * Width, 0));
            }

            plot.Series.Add(area);
        }

        return plot;
    }

    /// <summary>Shares with what they may really be, one under another.</summary>
    public static PlotModel Intervals(string title, string axis, IReadOnlyList<(string Name, double Low, double Value, double High)> rows)
    {
        var names = new CategoryAxis { Position = AxisPosition.Left, StartPosition = 1, EndPosition = 0 };
        var (plot, whiskers) = (New(title, Share(axis), names), new LineSeries { StrokeThickness = 2, Color = Colours[0] });
        var middles = new ScatterSeries { MarkerType = MarkerType.Circle, MarkerSize = 4, MarkerFill = Colours[0] };
        for (var row = 0; row < rows.Count; row++)
        {
            var (name, low, value, high) = rows[row];
            names.Labels.Add(name);
            whiskers.Points.AddRange([new(low, row), new(high, row), DataPoint.Undefined]);
            middles.Points.Add(new(value, row));
        }

        plot.Series.Add(whiskers);
        plot.Series.Add(middles);
        return plot;
    }

    /// <summary>A bar for each figure of each row.</summary>
    public static PlotModel Bars(string title, Axis axis, IReadOnlyList<string> rows, IEnumerable<(string Name, IEnumerable<double> Values)> series)
    {
        var names = new CategoryAxis { Position = AxisPosition.Left, StartPosition = 1, EndPosition = 0 };
        names.Labels.AddRange(rows);
        axis.Minimum = 0;
        var plot = New(title, axis, names);
        foreach (var (name, values) in series)
        {
            var bars = new BarSeries { Title = name };
            bars.Items.AddRange(values.Select(value => new BarItem(value)));
            plot.Series.Add(bars);
        }

        return plot;
    }

    /// <summary>A square for each pair of groups.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="names">The groups.</param>
    /// <param name="values">Row by row; not a number where nothing is known.</param>
    public static PlotModel Matrix(string title, IReadOnlyList<string> names, double[,] values)
    {
        CategoryAxis Names(AxisPosition position)
        {
            var axis = new CategoryAxis { Position = position, StartPosition = position == AxisPosition.Left ? 1 : 0, EndPosition = position == AxisPosition.Left ? 0 : 1 };
            axis.Labels.AddRange(names);
            return axis;
        }

        var plot = New(title, Names(AxisPosition.Bottom), Names(AxisPosition.Left));
        plot.Axes.Add(new LinearColorAxis { Position = AxisPosition.Right, Palette = OxyPalettes.Viridis(), Minimum = 0, Maximum = 1 });
        plot.Series.Add(new NamedSquares
        {
            X0 = 0, X1 = names.Count - 1, Y0 = 0, Y1 = names.Count - 1, Data = values, Interpolate = false, RenderMethod = HeatMapRenderMethod.Rectangles,
            LabelFontSize = 0.18, LabelFormatString = "0.000",
        });
        return plot;
    }

    /// <summary>A point for each way of doing it, with its name.</summary>
    public static PlotModel Points(string title, Axis x, Axis y, IEnumerable<(string Name, double X, double Y)> points)
    {
        var plot = New(title, x, y);
        foreach (var (name, left, up) in points)
            plot.Series.Add(new ScatterSeries { Title = name, MarkerType = MarkerType.Circle, MarkerSize = 5, Points = { new(left, up) } });
        return plot;
    }

    /// <summary>An axis of shares, as percent.</summary>
    public static Axis Share(string title) => new LinearAxis { Title = title, LabelFormatter = Percent };

    /// <summary>An axis of shares that spans powers of ten; a share of nothing is not on it.</summary>
    public static Axis Rate(string title) => new LogarithmicAxis { Title = title, LabelFormatter = Decade, Maximum = 1 };

    /// <summary>An axis of plain numbers.</summary>
    public static Axis Linear(string title) => new LinearAxis { Title = title };

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.##} %");

    private static string Decade(double share) => Math.Abs(Math.Log10(share) - Math.Round(Math.Log10(share))) < 1e-6 ? Percent(share) : "";

    private static PlotModel New(string title, Axis x, Axis y)
    {
        (x.Position, x.MajorGridlineStyle, x.MajorGridlineColor) = (AxisPosition.Bottom, LineStyle.Solid, Grid);
        (y.Position, y.MajorGridlineStyle, y.MajorGridlineColor) = (AxisPosition.Left, LineStyle.Solid, Grid);
        return new()
        {
            Title = title, TitleFontSize = 14, TitleFontWeight = 600, DefaultFont = "Arial", TextColor = Ink, PlotAreaBorderColor = Grid, Background = OxyColors.White,
            DefaultColors = Colours, Culture = CultureInfo.InvariantCulture, Axes = { x, y }, Legends = { new Legend { LegendPosition = LegendPosition.TopRight } },
        };
    }

    /// <summary>Squares that say nothing where nothing is known.</summary>
    private sealed class NamedSquares : HeatMapSeries
    {
        protected override string GetLabel(double v, int i, int j) => double.IsNaN(v) ? "" : base.GetLabel(v, i, j);
    }
}
