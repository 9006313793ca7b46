using FaceStream.Dashboard.Cameras;
using FaceStream.Gallery.Sightings;
using FaceStream.Recognizer.Evaluation;
using FaceStream.Recognizer.Identification;

namespace FaceStream.Dashboard.FalseAlarms;

/// <summary>Puts together what was asked for, what follows from calibration, gallery and traffic, and what operators found.</summary>
internal sealed class FalseAlarmBook(
    ICameraBoard board, IdentificationOptions options, AlarmForecast forecast, Traffic traffic, WinnerScores scores, SightingService sightings,
    SightingOptions keeping, TimeProvider time)
{
    private const double Month = IdentificationOptions.DaysAMonth;

    /// <summary>As it is now.</summary>
    public FalseAlarmsView View()
    {
        var (gallery, past) = (forecast.Gallery, Past());
        var cameras = board.Read().Select(camera => Camera(camera.Name, past)).ToArray();
        return new(
            options.WrongNamesAMonth > 0 ? options.WrongNamesAMonth : null, options.FalseAlarmRate, gallery.People.Count, gallery.TemplateCount, cameras,
            cameras.Sum(camera => camera.AskedAMonth), cameras.Sum(camera => camera.PredictedAMonth),
            past is null ? null : Observed(past.Names, past.Now), scores.View());
    }

    /// <summary>
    /// Tells, of a person with so many pictures, the wrong names to be expected in a month at all cameras: for strangers, and for the look-alikes who were seen.
    /// </summary>
    public Func<long, int, double> Expectations()
    {
        var (all, past) = (Math.Max(1, forecast.Gallery.TemplateCount), Past());
        var cameras = board.Read().Select(camera => (Rate: Rate(camera.Name), Strangers: traffic.StrangersADay(camera.Name), Seen: SeenAMonth(camera.Name, past))).ToArray();
        return (person, pictures) =>
        {
            var alike = forecast.LookAlikes(person);
            return cameras.Sum(camera =>
                Month * camera.Strangers * camera.Rate * pictures / all
                + alike.Sum(other => camera.Seen.GetValueOrDefault(other.Person.Id) * forecast.Mistaken(camera.Rate, other.Similarity, all)));
        };
    }

    /// <summary>The lowest of the cameras' rates, where the bar is highest.</summary>
    public double StrictestRate() => board.Read().Select(camera => Rate(camera.Name)).DefaultIfEmpty(options.RateAt(options.StrangersADay)).Min();

    private double Rate(string camera) => options.RateAt(traffic.StrangersADay(camera));

    private CameraAlarmsView Camera(string name, PastNames? past)
    {
        var ((strangers, days), rate, templates) = (traffic.Of(name), Rate(name), forecast.Gallery.TemplateCount);
        var (byStrangers, byLookAlikes) = (templates == 0 ? 0 : Month * strangers * rate, 0.0);
        foreach (var (person, tracks) in SeenAMonth(name, past))
            byLookAlikes += tracks * forecast.LookAlikes(person).Sum(other => forecast.Mistaken(rate, other.Similarity, templates));
        return new(
            name, strangers, days, rate, forecast.Similarity(rate, templates),
            options.WrongNamesAMonth > 0 ? options.WrongNamesAMonth : Month * strangers * options.FalseAlarmRate,
            byStrangers, byLookAlikes, byStrangers + byLookAlikes, past is null ? null : Observed([.. past.Names.Where(tally => tally.Camera == name)], past.Now));
    }

    /// <summary>The names of the last month; null where none are kept.</summary>
    private PastNames? Past()
    {
        var now = time.GetUtcNow();
        return keeping.Keep ? new(now, sightings.Names(now.AddDays(-Month)), sightings.Named(now.AddDays(-Month))) : null;
    }

    /// <summary>Tracks in a month of those who were named at a camera.</summary>
    private static Dictionary<long, double> SeenAMonth(string camera, PastNames? past) => past is null
        ? []
        : past.People.Where(one => one.Camera == camera)
            .ToDictionary(one => one.Person, one => one.Tracks * Month / Days(past.Names.Where(tally => tally.Camera == camera), past.Now));

    private static ObservedView Observed(IReadOnlyList<NameTally> names, DateTimeOffset now)
    {
        var (days, overruled) = (Days(names, now), names.Sum(tally => tally.Overruled));
        var wrong = new EventRate(overruled, days / Month);
        return new(days, names.Sum(tally => tally.Named), names.Sum(tally => tally.Upheld), overruled, wrong.Rate, wrong.Interval.Low, wrong.Interval.High);
    }

    /// <summary>Since the first name; a month of one hour would be nothing but chance, so a day at least.</summary>
    private static double Days(IEnumerable<NameTally> names, DateTimeOffset now) =>
        Math.Clamp(names.Select(tally => (now - tally.Since).TotalDays).DefaultIfEmpty(0).Max(), 1, Month);

    private sealed record PastNames(DateTimeOffset Now, IReadOnlyList<NameTally> Names, IReadOnlyList<PersonCount> People);
}
