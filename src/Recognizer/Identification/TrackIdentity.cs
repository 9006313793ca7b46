using FaceStream.Gallery;
using FaceStream.Recognizer.Explaining;

namespace FaceStream.Recognizer.Identification;

/// <summary>A track as it is published: from its first frame to its last, over gaps, with what its looks say.</summary>
internal sealed class TrackIdentity(int id, TimeSpan first, DateTimeOffset firstAt, ScoreModel model, IdentificationOptions options)
{
    /// <summary>Unique within the camera.</summary>
    public int Id => id;

    /// <summary>Its looks.</summary>
    public IdentityEvidence Evidence { get; } = new(model, options);

    /// <summary>How it came by its name.</summary>
    public TrackStory Story { get; } = new();

    /// <summary>What the evidence said before the latest judgement.</summary>
    public Identity Before { get; private set; } = Identity.Nobody;

    /// <summary>What the evidence says, whoever else is in the picture.</summary>
    public Identity Own { get; private set; } = Identity.Nobody;

    /// <summary>What is published: <see cref="Own"/>, unless another track in view has the better claim.</summary>
    public Identity Identity { get; set; } = Identity.Nobody;

    /// <summary>The track in view with the better claim to the same person.</summary>
    public TrackIdentity? Rival { get; set; }

    /// <summary>Why it is no longer followed; null while it is.</summary>
    public LossReason? Lost { get; set; }

    /// <summary>The track that its face was taken for at first.</summary>
    public int? PartedFrom { get; init; }

    /// <summary>Wall-clock time of the first frame.</summary>
    public DateTimeOffset FirstAt { get; } = firstAt;

    /// <summary>Wall-clock time of the latest frame.</summary>
    public DateTimeOffset LastAt { get; private set; } = firstAt;

    /// <summary>Media time of the first frame.</summary>
    public TimeSpan First { get; } = first;

    /// <summary>Media time of the latest frame.</summary>
    public TimeSpan Last { get; private set; } = first;

    /// <summary>Frames with its face.</summary>
    public int Frames { get; private set; }

    /// <summary>When it was first confirmed.</summary>
    public TimeSpan? NamedAt { get; set; }

    /// <summary>Its face is in a frame.</summary>
    public void Seen(TimeSpan time, DateTimeOffset at, int frames = 1) => (Last, LastAt, Frames) = (time, at, Frames + frames);

    /// <summary>What the latest judgement was made on; null before the first.</summary>
    public Ground? Ground { get; private set; }

    /// <summary>Another look, or another gallery: says who it is now.</summary>
    /// <param name="rule">Decides.</param>
    /// <param name="before">What was said, as far as it still can be.</param>
    /// <param name="gallery">Who is enrolled.</param>
    /// <param name="rate">The probability of a wrong name that is asked for.</param>
    /// <param name="time">Media time.</param>
    /// <param name="cause">What is new.</param>
    public void Judge(IdentityRule rule, Identity before, GallerySnapshot gallery, double rate, TimeSpan time, StepCause cause)
    {
        var ground = new Ground(rate, gallery.People.Count, gallery.TemplateCount, LookAlike.Of(Evidence, gallery, model));
        (Before, Own, Ground) = (before, rule.Decide(before, Evidence, ground), ground);
        if (cause != StepCause.Gallery || before.State != Own.State || before.PersonId != Own.PersonId)
        {
            Candidate? lead = Evidence.Candidates is [var first, ..] ? first : null;
            Story.Add(new(time, cause, Evidence.Count, before, Own, lead, IdentityRule.Bar(rate, ground.Templates), IdentityRule.Share(Evidence)));
        }
    }

    /// <summary>What is left of it.</summary>
    public TrackSummary Summary(string camera) =>
        new(camera, Id, First, Last, Frames, Identity, Evidence.Count, NamedAt, Evidence.Candidates is [var lead, ..] ? lead.Mean : null);
}
