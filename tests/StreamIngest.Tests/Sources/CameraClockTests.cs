using FaceStream.StreamIngest.Sources;

namespace FaceStream.StreamIngest.Tests.Sources;

public class CameraClockTests
{
    private const int Fps = 25;

    [Fact]
    public void A_true_clock_is_believed_however_unevenly_its_pictures_arrive()
    {
        // Six seconds of pictures at once, as HLS sends them: the first three pieces at the beginning.
        var pictures = Seen(120, said: second => second, came: second => Math.Max(0, Math.Ceiling(second / 6) * 6 - 18));

        Assert.All(pictures, (picture, i) => Assert.Equal(Second(i), picture.Time, 3));
        Assert.All(pictures, picture => Assert.Equal(TimeRepair.None, picture.Repair));
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(100_000)]
    public void A_leap_of_the_cameras_clock_is_no_time_that_went_by(double leap)
    {
        var pictures = Seen(10, said: second => second < 5 ? second : second + leap);

        Assert.All(pictures, (picture, i) => Assert.Equal(Second(i), picture.Time, 3));
        Assert.Equal(1, pictures.Count(picture => picture.Repair == TimeRepair.Leap));
    }

    [Fact]
    public void A_clock_that_is_set_back_a_little_stands_still_for_nobody()
    {
        var pictures = Seen(10, said: second => second < 5 ? second : second - 0.7);

        Assert.All(pictures, (picture, i) => Assert.InRange(picture.Time, Second(i) - Second(1), Second(i) + 1e-6));
        Assert.InRange(pictures.Count(picture => picture.Repair == TimeRepair.Backwards), 17, 19);
    }

    [Fact]
    public void A_silence_is_time_that_went_by()
    {
        var pictures = Seen(10, said: second => second < 5 ? second : second + 60, came: second => second < 5 ? second : second + 60);

        Assert.Equal(Second(pictures.Count - 1) + 60, pictures[^1].Time, 3);
        Assert.All(pictures, picture => Assert.Equal(TimeRepair.None, picture.Repair));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(0.1)]
    public void A_clock_that_runs_wrong_is_not_believed_for_long(double rate)
    {
        var pictures = Seen(120, said: second => second * rate);
        var wrong = pictures.FindIndex(picture => picture.Repair == TimeRepair.Rate);

        Assert.InRange(Second(wrong), 40, 41);
        Assert.All(pictures.Skip(wrong), picture => Assert.Equal(TimeRepair.Rate, picture.Repair));
        Assert.Equal(Second(pictures.Count - 1 - wrong), pictures[^1].Time - pictures[wrong].Time, 3);
    }

    [Fact]
    public void Time_rises_though_pictures_arrive_at_once()
    {
        var pictures = Seen(60, said: second => second * 10, came: Math.Floor);

        Assert.All(pictures.Zip(pictures.Skip(1)), pair => Assert.True(pair.First.Time < pair.Second.Time));
    }

    private static double Second(int picture) => picture / (double)Fps;

    /// <summary>The times of pictures, in seconds, by what the camera says and when they come.</summary>
    private static List<(double Time, TimeRepair Repair)> Seen(int seconds, Func<double, double> said, Func<double, double>? came = null)
    {
        var clock = new CameraClock(new(1e-6, Fps));
        return
        [
            .. Enumerable.Range(0, seconds * Fps).Select(i =>
            {
                var time = clock.Next((long)(said(Second(i)) * 1e6), TimeSpan.FromSeconds((came ?? (second => second))(Second(i))));
                return (time.TotalSeconds, clock.Repair);
            }),
        ];
    }
}
