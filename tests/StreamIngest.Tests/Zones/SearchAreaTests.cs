using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Zones;

namespace FaceStream.StreamIngest.Tests.Zones;

public class SearchAreaTests
{
    private static readonly ZonePoint[] Roof = [new(0.2, 0.8), new(0.5, 0.2), new(0.8, 0.8)];

    [Fact]
    public void Without_zones_it_is_the_whole_picture()
    {
        Assert.True(SearchArea.Everywhere.Holds(new(0.001, 0.999)));
        Assert.Equal((Part.Whole, 1), (SearchArea.Everywhere.Bounds, SearchArea.Everywhere.Share));
        Assert.True(SearchArea.Everywhere.Touches(new(7, 7, 8, 8)));
    }

    [Fact]
    public void An_outline_holds_what_is_within_it_and_a_dent_is_not()
    {
        ZonePoint[] hook = [new(0, 0), new(1, 0), new(1, 0.2), new(0.2, 0.2), new(0.2, 1), new(0, 1)];

        Assert.True(Outline.Holds(hook, new(0.9, 0.1)));
        Assert.True(Outline.Holds(hook, new(0.1, 0.9)));
        Assert.False(Outline.Holds(hook, new(0.5, 0.5)));
        Assert.Equal(0.36, Outline.Area(hook), 1e-9);
    }

    [Fact]
    public void Included_parts_add_up_and_an_excluded_one_wins()
    {
        var area = new SearchArea([Rectangle(0, 0, 0.4, 1), Rectangle(0.6, 0, 1, 1), Rectangle(0.3, 0.5, 0.7, 1) with { Kind = ZoneKind.Exclude }]);

        Assert.True(area.Holds(new(0.35, 0.2)));
        Assert.True(area.Holds(new(0.65, 0.2)));
        Assert.False(area.Holds(new(0.5, 0.2)));
        Assert.False(area.Holds(new(0.35, 0.7)));
        Assert.Equal(0.7, area.Share, 0.02);
    }

    [Fact]
    public void With_nothing_but_excluded_parts_the_rest_is_searched()
    {
        var area = new SearchArea([Rectangle(0, 0, 1, 0.5) with { Kind = ZoneKind.Exclude }]);

        Assert.True(area.Holds(new(0.5, 0.75)));
        Assert.Equal((new Part(0, 0.5, 1, 1), 0.5), (area.Bounds, area.Share));
    }

    [Fact]
    public void Where_everything_is_excluded_nothing_is_left()
    {
        var area = new SearchArea([Rectangle(0, 0, 1, 1) with { Kind = ZoneKind.Exclude }]);

        Assert.Equal((default(Part), 0), (area.Bounds, area.Share));
    }

    [Fact]
    public void A_rectangle_that_is_said_not_to_touch_it_holds_none_of_it()
    {
        var (random, no) = (new Random(4), 0);
        for (var i = 0; i < 3000; i++)
        {
            var area = new SearchArea([new() { Points = Roof }, Rectangle(0.45, 0.5, 0.6, 0.7) with { Kind = ZoneKind.Exclude }]);
            var (x, y) = (random.NextDouble() * 1.4 - 0.2, random.NextDouble() * 1.4 - 0.2);
            var part = new Part(x, y, x + random.NextDouble() * 0.2, y + random.NextDouble() * 0.2);
            if (area.Touches(part))
                continue;

            no++;
            for (var at = 0; at < 25; at++)
                Assert.False(area.Holds(new(part.Left + (at % 5 + 0.5) / 5 * (part.Right - part.Left), part.Top + (at / 5 + 0.5) / 5 * (part.Bottom - part.Top))), $"{part}");
        }

        Assert.InRange(no, 1000, 2900);
        Assert.False(new SearchArea([Rectangle(0, 0, 0.5, 1)]).Touches(new(0.5, 0, 0.6, 1)), "sharing an edge is not touching");
    }

    [Fact]
    public void Its_bounds_hold_all_of_it_and_little_else()
    {
        var area = new SearchArea([new() { Points = Roof }]);

        Assert.InRange(area.Bounds.Left, 0.19, 0.2);
        Assert.InRange(area.Bounds.Top, 0.19, 0.2);
        Assert.InRange(area.Bounds.Right, 0.8, 0.81);
        Assert.InRange(area.Bounds.Bottom, 0.8, 0.81);
        Assert.Equal(0.18, area.Share, 0.01);
    }

    [Fact]
    public void A_line_that_crosses_itself_is_noticed()
    {
        Assert.Equal((1, 3), Outline.Crossing([new(0, 0), new(1, 1), new(1, 0.5), new(0, 0.6)]) is { } crossing ? (crossing.First + 1, crossing.Second + 1) : (0, 0));
        Assert.Null(Outline.Crossing(Roof));
        Assert.Null(Outline.Crossing([new(0, 0), new(1, 0), new(1, 1), new(0, 1)]));
    }

    [Fact]
    public void Cameras_with_the_same_zones_are_equal_and_with_others_are_not()
    {
        CameraOptions Camera(double edge) => new() { Name = "door", Source = "a.mp4", Zones = [Rectangle(0, 0, edge, 1)] };

        Assert.Equal(Camera(0.5), Camera(0.5));
        Assert.NotEqual(Camera(0.5), Camera(0.6));
        Assert.NotEqual(Camera(0.5), Camera(0.5) with { Zones = [] });
        Assert.NotEqual(Camera(0.5), Camera(0.5) with { Zones = [Rectangle(0, 0, 0.5, 1) with { Kind = ZoneKind.Exclude }] });
    }

    private static Zone Rectangle(double left, double top, double right, double bottom) =>
        new() { Points = [new(left, top), new(right, top), new(right, bottom), new(left, bottom)] };
}
