namespace FaceStream.Gallery.Health;

/// <summary>What may go wrong with the people of one model, the worst first.</summary>
/// <param name="Model">The model that was looked at.</param>
/// <param name="People">Those who were looked at, with or without templates of it.</param>
/// <param name="Templates">Templates of the model.</param>
/// <param name="LookAlikes">Pairs of people who are easily taken for one another, or are one: for each template, the closest other person counts.</param>
/// <param name="Outliers">Templates that look unlike the rest of their person's.</param>
/// <param name="Weak">People who are hard to recognise.</param>
/// <param name="Enrolled">Those of them with templates of the model, and how many.</param>
public sealed record GalleryHealth(
    string Model, int People, int Templates, IReadOnlyList<LookAlikes> LookAlikes, IReadOnlyList<Outlier> Outliers, IReadOnlyList<WeakPerson> Weak,
    IReadOnlyList<(Person Person, int Templates)> Enrolled);

/// <summary>Two people and the two templates of theirs that are closest.</summary>
/// <param name="One">Of the smaller id.</param>
/// <param name="Other">Of the larger id.</param>
/// <param name="OneTemplate">Of <paramref name="One"/>.</param>
/// <param name="OtherTemplate">Of <paramref name="Other"/>.</param>
/// <param name="Similarity">Cosine.</param>
public sealed record LookAlikes(Person One, Person Other, long OneTemplate, long OtherTemplate, float Similarity);

/// <summary>A template that, left out, would not be found again as its person.</summary>
/// <param name="Person">Whose it is.</param>
/// <param name="Template">Which.</param>
/// <param name="Own">Cosine to the closest other template of the person.</param>
/// <param name="Rival">Somebody who is closer than that; null when it is merely unlike.</param>
/// <param name="RivalSimilarity">Cosine to <paramref name="Rival"/>; 0 without one.</param>
public sealed record Outlier(Person Person, long Template, float Own, Person? Rival, float RivalSimilarity);

/// <summary>Somebody with too little to be recognised by.</summary>
/// <param name="Person">Who.</param>
/// <param name="Templates">Of the model.</param>
/// <param name="Weakness">What is missing.</param>
public sealed record WeakPerson(Person Person, int Templates, Weakness Weakness);

/// <summary>What is missing.</summary>
public enum Weakness
{
    /// <summary>No template of this model: the person is never recognised.</summary>
    NoPicture,

    /// <summary>A single template: one light, one turn of the head.</summary>
    OnePicture,

    /// <summary>Several that are nearly the same.</summary>
    Alike,
}

/// <summary>Where trouble begins.</summary>
/// <param name="LookAlikeFrom">Two people of at least this cosine are look-alikes.</param>
/// <param name="UnlikeBelow">A template below this cosine to all others of its person is an outlier.</param>
/// <param name="AlikeFrom">Templates of a person that all are at least this similar show one look only.</param>
/// <param name="Most">Of look-alikes and outliers, each.</param>
public sealed record HealthLimits(float LookAlikeFrom, float UnlikeBelow, float AlikeFrom = 0.95f, int Most = 100);
