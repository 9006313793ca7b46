namespace FaceStream.Dashboard.People;

/// <summary>What may go wrong with one person.</summary>
/// <param name="Weakness">What is missing: <c>no_picture</c>, <c>one_picture</c>, or <c>alike</c>, several that are nearly the same; null when nothing is.</param>
/// <param name="LookAlikes">Whom the person is easily taken for, or is, the most similar first.</param>
/// <param name="Outliers">Pictures that look unlike the person's others.</param>
/// <param name="WrongNamesAMonth">How often strangers are likely to be given this name, in 30 days at all cameras.</param>
public sealed record PersonHealthView(string? Weakness, IReadOnlyList<LookAlikeView> LookAlikes, IReadOnlyList<OutlierView> Outliers, double WrongNamesAMonth)
{
    internal static PersonHealthView Of(long id, PeopleHealthView found) => new(
        found.Weak.SingleOrDefault()?.Weakness,
        [.. found.LookAlikes.Select(pair => pair.One.Id == id
            ? new LookAlikeView(pair.Other, pair.OnePicture, pair.OtherPicture, pair.Similarity, pair.Lead, pair.Named)
            : new LookAlikeView(pair.One, pair.OtherPicture, pair.OnePicture, pair.Similarity, pair.Lead, pair.Named))],
        found.Outliers,
        found.WrongNames.Sum(one => one.AMonth));
}

/// <summary>Somebody who resembles a person, and the two pictures that are closest.</summary>
/// <param name="Other">Who.</param>
/// <param name="Picture">Of the person.</param>
/// <param name="OtherPicture">Of the other.</param>
/// <param name="Similarity">Cosine.</param>
/// <param name="Lead">The bar is raised: a good look must be so much more similar to the one who is named than to the other.</param>
/// <param name="Named">The share of their own good looks that are.</param>
public sealed record LookAlikeView(NamedView Other, long Picture, long OtherPicture, float Similarity, double Lead, double Named);
