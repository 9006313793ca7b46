using FaceStream.Dashboard.Output;
using FaceStream.Gallery;
using FaceStream.Gallery.Health;
using FaceStream.Recognizer.Identification;

namespace FaceStream.Dashboard.People;

/// <summary>What may go wrong with those who are enrolled, the worst first.</summary>
/// <param name="Model">The embedder in use.</param>
/// <param name="People">Everybody.</param>
/// <param name="Pictures">Pictures that were embedded with it.</param>
/// <param name="LookAlikes">People who are easily taken for one another, or are one.</param>
/// <param name="Outliers">Pictures that look unlike their person's others.</param>
/// <param name="Weak">People who are hard to recognise.</param>
/// <param name="WrongNames">Whose name is likely to be given wrongly, the likeliest first; at most a hundred.</param>
public sealed record PeopleHealthView(
    string Model, int People, int Pictures, IReadOnlyList<LookAlikesView> LookAlikes, IReadOnlyList<OutlierView> Outliers, IReadOnlyList<WeakPersonView> Weak,
    IReadOnlyList<WrongNamesView> WrongNames)
{
    private const int MostListed = 100;

    /// <summary>With what follows for names.</summary>
    /// <param name="health">What was found.</param>
    /// <param name="forecast">What a rate asks for.</param>
    /// <param name="rate">The probability of a wrong name that is in force.</param>
    /// <param name="expected">Wrong names in a month that are a person's, from the person and the number of pictures.</param>
    internal static PeopleHealthView Of(GalleryHealth health, AlarmForecast forecast, double rate, Func<long, int, double> expected) => new(
        health.Model, health.People, health.Templates,
        [.. health.LookAlikes.Select(pair => Alike(pair, forecast.Raised(rate, pair.Similarity)))],
        [.. health.Outliers.Select(one => new OutlierView(
            Brief(one.Person), one.Template, MathF.Round(one.Own, 4), one.Rival is { } rival ? new MatchView(rival.Name, MathF.Round(one.RivalSimilarity, 4), rival.Id) : null))],
        [.. health.Weak.Select(one => new WeakPersonView(Brief(one.Person), one.Templates, Word(one.Weakness)))],
        [
            .. health.Enrolled.Select(one => new WrongNamesView(Brief(one.Person), one.Templates, Significant.Two(expected(one.Person.Id, one.Templates))))
                .OrderByDescending(one => one.AMonth).ThenBy(one => one.Person.Id).Take(MostListed),
        ]);

    private static LookAlikesView Alike(LookAlikes pair, RaisedBar bar) => new(
        Brief(pair.One), Brief(pair.Other), pair.OneTemplate, pair.OtherTemplate, MathF.Round(pair.Similarity, 4), Math.Round(bar.Lead, 4), Math.Round(bar.Kept, 4));

    private static NamedView Brief(Person person) => new(person.Id, person.Name);

    private static string Word(Weakness weakness) => weakness switch
    {
        Weakness.NoPicture => "no_picture",
        Weakness.OnePicture => "one_picture",
        _ => "alike",
    };
}

/// <summary>Somebody.</summary>
/// <param name="Id">Never reused.</param>
/// <param name="Name">As shown.</param>
public sealed record NamedView(long Id, string Name);

/// <summary>Two people and their two pictures that are closest.</summary>
/// <param name="One">The one.</param>
/// <param name="Other">The other.</param>
/// <param name="OnePicture">Of the one.</param>
/// <param name="OtherPicture">Of the other.</param>
/// <param name="Similarity">Cosine.</param>
/// <param name="Lead">Their bar is raised: a good look must be so much more similar to the one who is named than to the other.</param>
/// <param name="Named">The share of their own good looks that are.</param>
public sealed record LookAlikesView(NamedView One, NamedView Other, long OnePicture, long OtherPicture, float Similarity, double Lead, double Named);

/// <summary>How often a name is likely to be given wrongly.</summary>
/// <param name="Person">Whose name.</param>
/// <param name="Pictures">Each is a chance for a stranger to resemble it.</param>
/// <param name="AMonth">Wrong names to be expected in 30 days at all cameras; two digits, since the calibration tells no more.</param>
public sealed record WrongNamesView(NamedView Person, int Pictures, double AMonth);

/// <summary>A picture that does not fit.</summary>
/// <param name="Person">Whose it is.</param>
/// <param name="Picture">Which.</param>
/// <param name="Own">Cosine to the closest other picture of the person.</param>
/// <param name="Rival">Somebody who is closer, or null.</param>
public sealed record OutlierView(NamedView Person, long Picture, float Own, MatchView? Rival);

/// <summary>Somebody with too little to be recognised by.</summary>
/// <param name="Person">Who.</param>
/// <param name="Pictures">Of the embedder in use.</param>
/// <param name="Weakness"><c>no_picture</c>, <c>one_picture</c>, or <c>alike</c>: several that are nearly the same.</param>
public sealed record WeakPersonView(NamedView Person, int Pictures, string Weakness);
