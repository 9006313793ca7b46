using FaceStream.Gallery;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Quality;

namespace FaceStream.Recognizer.Explaining;

/// <summary>What is remembered of how a track came by its name. A frame without a new look costs a count; memory is bounded.</summary>
internal sealed class TrackStory
{
    // A minute of looks; statements that did not change go first.
    private const int Most = 64;

    private readonly int[] _unused = new int[Enum.GetValues<LookFault>().Length];
    private readonly List<Step> _steps = [];

    /// <summary>Judgements, oldest first.</summary>
    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>Looks that were not embedded for this; for <see cref="LookFault.None"/>, because they brought nothing new.</summary>
    public int Unused(LookFault fault) => _unused[(int)fault];

    /// <summary>A look was not embedded.</summary>
    public void Skip(LookFault fault) => _unused[(int)fault]++;

    /// <summary>What happened to a track that turns out to be this one.</summary>
    public void Append(TrackStory provisional)
    {
        for (var i = 0; i < _unused.Length; i++)
            _unused[i] += provisional._unused[i];
    }

    /// <summary>The track was judged.</summary>
    public void Add(in Step step)
    {
        if (_steps.Count == Most)
        {
            var dull = _steps.FindIndex(1, kept => kept.Before.State == kept.After.State && kept.Before.PersonId == kept.After.PersonId);
            _steps.RemoveAt(dull < 0 ? 0 : dull);
        }

        _steps.Add(step);
    }

    /// <summary>Who is removed from the gallery is removed from here.</summary>
    public void ForgetRemoved(GallerySnapshot gallery) => _steps.RemoveAll(step =>
        IsGone(step.Before.PersonId, gallery) || IsGone(step.After.PersonId, gallery) || IsGone(step.Lead?.Person.Id, gallery));

    private static bool IsGone(long? person, GallerySnapshot gallery) => person is { } id && gallery.Find(id) is null;
}

/// <summary>A judgement of a track.</summary>
/// <param name="Time">Media time.</param>
/// <param name="Cause">What was new.</param>
/// <param name="Looks">Taken until then.</param>
/// <param name="Before">What was said.</param>
/// <param name="After">What is said.</param>
/// <param name="Lead">The first of the candidates; nothing when there were none.</param>
/// <param name="Bar">What the lead's chance had to be.</param>
/// <param name="Share">The lead's among all candidates.</param>
internal readonly record struct Step(
    TimeSpan Time, StepCause Cause, int Looks, Identity Before, Identity After, Candidate? Lead, double Bar, double Share);

/// <summary>What made a track be judged.</summary>
internal enum StepCause
{
    /// <summary>Another look.</summary>
    Look,

    /// <summary>The look by which the track was found again.</summary>
    Rejoined,

    /// <summary>Somebody was enrolled, renamed or removed.</summary>
    Gallery,
}
