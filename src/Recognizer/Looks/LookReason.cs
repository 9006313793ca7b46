namespace FaceStream.Recognizer.Looks;

/// <summary>Why a look is worth the embedder's time.</summary>
public enum LookReason
{
    /// <summary>The track has none yet.</summary>
    New,

    /// <summary>Time has passed since the last one; the younger the track, the less is needed.</summary>
    Interval,

    /// <summary>Clearly better than the best so far.</summary>
    Better,

    /// <summary>Another side of the face.</summary>
    Pose,

    /// <summary>The face changed all at once: it may be somebody else's.</summary>
    Changed,
}

/// <summary>The words for <see cref="LookReason"/> in metrics.</summary>
public static class LookReasons
{
    extension(LookReason reason)
    {
        /// <summary>The label value, such as <c>interval</c>.</summary>
        public string Label => reason switch
        {
            LookReason.New => "new",
            LookReason.Interval => "interval",
            LookReason.Better => "better",
            LookReason.Changed => "changed",
            _ => "pose",
        };
    }
}
