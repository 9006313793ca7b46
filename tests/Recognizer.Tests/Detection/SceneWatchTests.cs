using FaceStream.Recognizer.Detection;
using FaceStream.StreamIngest;

namespace FaceStream.Recognizer.Tests.Detection;

public class SceneWatchTests
{
    private const int Width = 320, Height = 240;

    private readonly FramePool _pool = new(limit: 1);
    private readonly SceneWatch _watch = new();
    private readonly Random _random = new(3);
    private double _time;

    [Theory]
    [InlineData(25)]
    [InlineData(10)]
    [InlineData(2)]
    public void A_cut_is_noticed_in_the_first_picture_of_the_new_scene_at_any_frame_rate(double fps)
    {
        var cuts = Enumerable.Range(0, 60).Where(i => Look(Noisy(Scene(i < 20 ? 1 : i < 40 ? 2 : 1), 3), 1 / fps)).ToArray();

        Assert.Equal([20, 40], cuts);
    }

    [Theory]
    [InlineData(10, 255)]       // burnt out all over
    [InlineData(2.5, 60)]       // in half of it
    [InlineData(1.3, 20)]       // nowhere
    public void A_flash_is_no_cut(double gain, double more)
    {
        for (var i = 0; i < 30; i++)
            Assert.False(Look(Noisy(i is 10 or 20 or 21 ? Lit(Scene(1), (_, _) => gain, more) : Scene(1), 3), 0.04), $"{i}");
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.1)]
    [InlineData(0.01)]
    public void A_lamp_that_is_switched_on_or_off_is_no_cut_and_neither_is_the_exposure_that_follows(double dark)
    {
        for (var i = 0; i < 60; i++)
        {
            var exposure = i < 20 ? dark : i < 40 ? Math.Max(0.9, 1.5 - 0.05 * (i - 20)) : dark;
            var lamp = i is >= 20 and < 40;
            var scene = Lit(Scene(1), (x, y) => exposure * (lamp ? 0.4 + Math.Exp(-(Square(x - 80) + Square(y - 60)) / 20_000.0) : 1), 0);
            Assert.False(Look(Noisy(scene, 3), 0.04), $"{i}");
        }
    }

    [Theory]
    [InlineData(25, 4)]
    [InlineData(25, 17)]
    [InlineData(10, 47)]
    public void A_camera_that_starts_to_pan_and_stops_makes_no_cut(double fps, int step)
    {
        var at = 0;
        for (var i = 0; i < 40; i++)
        {
            at += i is >= 10 and < 30 ? step : 0;
            var moved = at;
            Assert.False(Look(Noisy((x, y) => Scene(1)(x + moved, y), 3), 1 / fps), $"{i}");
        }
    }

    [Fact]
    public void Somebody_who_passes_close_to_the_lens_is_no_cut_even_when_nothing_else_is_seen()
    {
        for (var i = 0; i < 40; i++)
        {
            var (left, right) = (Width * (i - 15) / 6, Width * (i - 8) / 6);
            Assert.False(Look(Noisy((x, y) => x > left && x < right ? 40 + (x - left) / 40 : Scene(1)(x, y), 3), 0.1), $"{i}");
        }
    }

    [Fact]
    public void In_a_dark_picture_full_of_noise_there_is_no_cut_but_a_true_one_is_found()
    {
        List<int> cuts = [];
        for (var i = 0; i < 80; i++)
        {
            if (Look(Noisy(Lit(Scene(i < 60 ? 1 : 2), (_, _) => 0.25, 16), 12), 0.1))
                cuts.Add(i);
        }

        Assert.Equal([60], cuts);
    }

    [Fact]
    public void A_black_picture_between_is_waited_out()
    {
        List<int> cuts = [];
        for (var i = 0; i < 60; i++)
        {
            // The same scene after the first black, another one after the second.
            var black = i is >= 10 and < 20 or >= 30 and < 40;
            if (Look(Noisy(black ? (_, _) => 16 : Scene(i < 40 ? 1 : 2), 2), 0.04))
                cuts.Add(i);
        }

        Assert.Equal([40], cuts);
    }

    [Theory]
    [InlineData(0.3)]   // flicker over most of it
    [InlineData(1)]     // nothing stays from one picture to the next
    public void A_scene_that_is_never_at_rest_is_no_series_of_cuts(double share)
    {
        var cuts = Enumerable.Range(0, 100).Count(i => Look(Noisy((x, y) => (1 - share) * Scene(1)(x, y) + share * Scene(i + 2)(x, y), 3), 0.2));

        Assert.InRange(cuts, 0, 1); // the first change comes as a surprise
    }

    [Fact]
    public void Another_picture_size_or_a_tiny_one_is_looked_at_too_and_nothing_is_allocated_for_a_picture()
    {
        Look(Scene(1), 0.04, 16, 12);
        Assert.True(Look(Scene(2), 0.04, 1280, 720) || !Look(Scene(2), 0.04));
        using var frame = Draw(Scene(3), Width, Height);
        _watch.Look(frame);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            _watch.Look(frame);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private bool Look(Func<int, int, double> scene, double step, int width = Width, int height = Height)
    {
        _time += step;
        using var frame = Draw(scene, width, height);
        return _watch.Look(frame);
    }

    private Frame Draw(Func<int, int, double> scene, int width, int height)
    {
        var frame = _pool.TryRent(new("door", 0, 0, TimeSpan.FromSeconds(_time), 0, default, width, height, default))!;
        for (var i = 0; i < width * height; i++)
            frame.Writable[i] = (byte)Math.Clamp(scene(i % width, i / width), 0, 255);
        return frame;
    }

    /// <summary>Rooms of spots of two sizes.</summary>
    private static Func<int, int, double> Scene(int which) => (x, y) => 120 + 70 * Spots(x, y, 32, which) + 30 * Spots(x, y, 13, which + 1000);

    private static Func<int, int, double> Lit(Func<int, int, double> scene, Func<int, int, double> light, double more) => (x, y) => scene(x, y) * light(x, y) + more;

    private Func<int, int, double> Noisy(Func<int, int, double> scene, double steps) =>
        (x, y) => scene(x, y) + steps * (_random.NextDouble() + _random.NextDouble() + _random.NextDouble() - 1.5) * 2;

    /// <summary>−1 to 1, smooth over so many pixels.</summary>
    private static double Spots(int x, int y, int size, int seed)
    {
        var (column, row) = (Math.DivRem(x, size, out var right), Math.DivRem(y, size, out var down));
        var (across, along) = ((double)right / size, (double)down / size);
        return (1 - along) * ((1 - across) * Chance(column, row) + across * Chance(column + 1, row))
            + along * ((1 - across) * Chance(column, row + 1) + across * Chance(column + 1, row + 1));

        double Chance(int i, int j)
        {
            var mixed = unchecked((uint)(i * 73856093) ^ (uint)(j * 19349663) ^ (uint)(seed * 83492791));
            mixed = (mixed ^ (mixed >> 13)) * 1274126177;
            return (mixed ^ (mixed >> 16)) / (double)uint.MaxValue * 2 - 1;
        }
    }

    private static double Square(double value) => value * value;
}
