namespace FaceStream.Gallery.Coverage;

/// <summary>What a change did to the templates of one person that are searched.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Out">Were searched and are not any more: set aside, or removed.</param>
/// <param name="In">Are searched from now on: new, restored, or left without what covered them.</param>
public sealed record SearchChange(long Person, IReadOnlyList<long> Out, IReadOnlyList<Template> In)
{
    /// <summary>Both, of one person, one after the other.</summary>
    internal SearchChange And(SearchChange next) => new(Person, [.. Out, .. next.Out], [.. In, .. next.In]);
}
