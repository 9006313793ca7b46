namespace FaceStream.Recognizer.Identification;

/// <summary>A track as it is published: from its first frame to its last, over gaps, with what its looks say.</summary>
internal sealed class TrackIdentity(int id, TimeSpan first, ScoreModel model, IdentificationOptions options)
{
    /// <summary>Unique within the camera.</summary>
    public int Id => id;

    /// <summary>Its looks.</summary>
    public IdentityEvidence Evidence { get; } = new(model, options);

    /// <summary>What the evidence says, whoever else is in the picture.</summary>
    public Identity Own { get; set; } = Identity.Nobody;

    /// <summary>What is published: <see cref="Own"/>, unless another track in view has the better claim.</summary>
    public Identity Identity { get; set; } = Identity.Nobody;

    /// <summary>Media time of the first frame.</summary>
    public TimeSpan First { get; } = first;

    /// <summary>Media time of the latest frame.</summary>
    public TimeSpan Last { get; private set; } = first;

    /// <summary>Frames with its face.</summary>
    public int Frames { get; private set; }

    /// <summary>When it was first confirmed.</summary>
    public TimeSpan? NamedAt { get; set; }

    /// <summary>Its face is in a frame.</summary>
    public void Seen(TimeSpan time, int frames = 1) => (Last, Frames) = (time, Frames + frames);

    /// <summary>What is left of it.</summary>
    public TrackSummary Summary(string camera) =>
        new(camera, Id, First, Last, Frames, Identity, Evidence.Count, NamedAt);
}
