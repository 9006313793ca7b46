using FaceStream.Recognizer.Explaining;
using FaceStream.Recognizer.Identification;

namespace FaceStream.Recognizer.Tests.Identification;

/// <summary>From what an operator asks for to the bar, worked out by hand.</summary>
public sealed class AlarmForecastTests : IDisposable
{
    private readonly DrawnPeople _people = new(seed: 9);

    public void Dispose() => _people.Dispose();

    [Theory]
    [InlineData(1, 100, 1.0 / 3000), InlineData(0.5, 1000, 0.5 / 30000), InlineData(0, 100, 1e-3), InlineData(10000, 1, 0.5)]
    public void A_rate_follows_from_the_wrong_names_a_month_and_the_strangers_a_day(double wrongNames, double strangers, double rate) =>
        Assert.Equal(rate, new IdentificationOptions { WrongNamesAMonth = wrongNames }.RateAt(strangers), 12);

    [Fact]
    public void The_bar_of_a_camera_follows_the_strangers_who_pass_it()
    {
        _people.Enrol(10);      // with 2 pictures each
        var (strangers, book) = (100.0, new ExplanationBook());
        var camera = new DrawnCamera(_people, new() { WrongNamesAMonth = 3 }, book, strangers: name => name == "door" ? strangers : 0);
        using var looks = _people.Looks(_people.Somebody()).GetEnumerator();

        camera.See((1, DrawnCamera.Next(looks)));
        var quiet = book.Find("door", 1)!;
        strangers = 5000;
        camera.See((1, DrawnCamera.Next(looks)));
        var busy = book.Find("door", 1)!;

        Assert.Equal((3.0 / (30 * 100), 3.0 / (30 * 100) / 1.5 / 20), (quiet.Rule.FalseAlarmRate, quiet.Rule.Bar));
        Assert.Equal((3.0 / (30 * 5000), 3.0 / (30 * 5000) / 1.5 / 20), (busy.Rule.FalseAlarmRate, busy.Rule.Bar));
        Assert.Equal([quiet.Rule.Bar, busy.Rule.Bar], busy.Steps.Select(step => step.Bar));
    }

    [Fact]
    public void The_raised_bar_of_look_alikes_is_what_their_difference_and_its_noise_make_it()
    {
        var forecast = new AlarmForecast(DrawnPeople.Model, () => _people.Snapshot);

        // Two deviations above the mean lies 2.275 %; 1.5 chances a track.
        var bar = forecast.Raised(rate: 1.5 * 0.0227501, closeness: 0.6);

        // One look: g = 0.734, and 0.6 / 0.734 of it is shared.
        const double Mean = (1 - 0.6 / 0.734) * 0.734;
        var deviation = Math.Sqrt(2 * 0.4 * (1 - 0.734 * 0.734)) * 0.144;
        Assert.Equal(-Mean + 2 * deviation, bar.Lead, 1e-4);
        Assert.Equal(Normal((Mean - bar.Lead) / deviation), bar.Kept, 1e-4);
        Assert.InRange(forecast.Raised(1e-3, 0.7).Kept, 0, forecast.Raised(1e-3, 0.5).Kept);
        Assert.InRange(forecast.Raised(1e-4, 0.6).Lead, forecast.Raised(1e-3, 0.6).Lead, 1);
    }

    [Fact]
    public void A_look_must_be_as_similar_as_one_stranger_in_so_many_templates_is()
    {
        _people.Enrol(5);
        var forecast = new AlarmForecast(DrawnPeople.Model, () => _people.Snapshot);

        Assert.Equal(3 * 0.144, forecast.Similarity(rate: 0.00134990 * 1.5 * 10, templates: 10), 1e-4);     // three deviations: 0.135 %
    }

    [Fact]
    public void Only_people_who_are_more_alike_than_chance_makes_them_are_look_alikes()
    {
        _people.Enrol(30);
        var one = _people.Somebody();
        var castor = _people.Enrol("Castor", one, 1);
        var pollux = _people.Enrol("Pollux", _people.Double(one, 0.95), 1);
        var forecast = new AlarmForecast(DrawnPeople.Model, () => _people.Snapshot);

        Assert.Equal(pollux.Id, Assert.Single(forecast.LookAlikes(castor.Id)).Person.Id);
        Assert.True(_people.Gallery.People.Count(person => forecast.LookAlikes(person.Id).Count > 0) <= 4);
        var mistaken = forecast.Mistaken(1e-3, forecast.LookAlikes(castor.Id)[0].Similarity, 62);
        Assert.InRange(mistaken, 1e-6, 1e-3);
    }

    /// <summary>The normal distribution's lower part, by Simpson's rule.</summary>
    private static double Normal(double z)
    {
        const int Steps = 2000;
        var (sum, width) = (0.0, (z + 8) / Steps);
        for (var i = 0; i < Steps; i++)
        {
            var at = -8 + i * width;
            sum += width / 6 * (Density(at) + 4 * Density(at + width / 2) + Density(at + width));
        }

        return sum;

        static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
    }
}
