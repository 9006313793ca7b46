using System.Numerics.Tensors;

namespace FaceStream.Gallery.Coverage;

/// <summary>
/// Which of a person's templates are worth searching. One is redundant when a better one, or an equal one that is older, shows nearly the same look:
/// whoever resembles the one resembles the other. Each template is a chance for a stranger as well, so redundant ones cost everybody a higher bar.
/// </summary>
/// <remarks>
/// A greedy cover: from the best quality down, a template is kept unless one that is kept covers it. So what covers is always kept itself, and the answer
/// depends on the templates alone, not on the order in which they came. docs/models.md has what is lost by it.
/// </remarks>
public sealed record CoverageRule
{
    /// <summary>So many are kept in any case, as far as there are so many, beside those that were restored. Enrolment asks for three to ten pictures; fewer than this are not too many to search.</summary>
    public int Enough { get; init; } = 5;

    /// <summary>From this cosine on one template covers another. Lower: fewer are searched, and some of them would have been the closest.</summary>
    public float From { get; init; } = 0.82f;

    /// <summary>Degrees: who is turned by more than this against the other, to the side or up, shows another look, whatever the cosine.</summary>
    public float Turn { get; init; } = 15;

    /// <summary>The templates that need not be searched, each with what covers it; ascending by id.</summary>
    /// <param name="templates">All of one person and model.</param>
    public IReadOnlyList<Covered> Redundant(IReadOnlyList<ShownLook> templates)
    {
        // What was restored stands apart, so that to restore one never sets another aside.
        var judged = templates.Where(one => !one.Restored).OrderByDescending(one => one.Quality).ThenBy(one => one.Id).ToList();
        if (judged.Count <= Enough)
            return [];

        var (kept, covered) = (new List<ShownLook>(), new List<Covered>());
        foreach (var look in judged)
        {
            if (Closest(look, kept) is { } cover)
                covered.Add(cover);
            else
                kept.Add(look);
        }

        // The least alike come back first, while there are not enough.
        return [.. covered.OrderBy(one => one.Similarity).ThenBy(one => one.Template).Skip(Math.Max(0, Enough - kept.Count)).OrderBy(one => one.Template)];
    }

    private Covered? Closest(ShownLook look, List<ShownLook> kept)
    {
        Covered? closest = null;
        foreach (var other in kept)
        {
            if (Apart(look.Pose, other.Pose))
                continue;
            var similarity = TensorPrimitives.Dot(look.Vector.Span, other.Vector.Span);
            if (similarity >= Math.Max(From, closest?.Similarity ?? -1))
                closest = new(look.Id, other.Id, Math.Min(similarity, 1));
        }

        return closest;
    }

    /// <summary>Where a pose is not known, the cosine alone tells.</summary>
    private bool Apart(Pose? one, Pose? other) =>
        one is { } a && other is { } b && (Math.Abs(a.Yaw - b.Yaw) > Turn || Math.Abs(a.Pitch - b.Pitch) > Turn);
}

/// <summary>A template, as far as coverage goes.</summary>
/// <param name="Id">Which.</param>
/// <param name="Vector"><c>[dimension]</c>, length 1.</param>
/// <param name="Quality">0–1.</param>
/// <param name="Pose">Where it is known.</param>
/// <param name="Restored">An operator wants it searched.</param>
public sealed record ShownLook(long Id, ReadOnlyMemory<float> Vector, float Quality, Pose? Pose, bool Restored);

/// <summary>A template that is set aside.</summary>
/// <param name="Template">Which.</param>
/// <param name="By">The one that shows as much, and is searched.</param>
/// <param name="Similarity">Their cosine.</param>
public readonly record struct Covered(long Template, long By, float Similarity);

/// <summary>How a head is turned.</summary>
/// <param name="Yaw">Left (negative) or right, in degrees.</param>
/// <param name="Pitch">Down (negative) or up, in degrees.</param>
public readonly record struct Pose(float Yaw, float Pitch);
