namespace FaceStream.Recognizer.Identification;

/// <summary>Why a track is no longer followed by its movement. Looks may still find its person again.</summary>
public enum LossReason
{
    /// <summary>Its face was out of sight for too long.</summary>
    Unseen,

    /// <summary>The camera showed another scene all at once: where somebody was says nothing of who is there now.</summary>
    SceneCut,

    /// <summary>The face turned out to be somebody else's, and goes on as a track of its own.</summary>
    Parted,

    /// <summary>The camera's stream ended, or was opened again.</summary>
    StreamEnded,
}

/// <summary>The words for <see cref="LossReason"/> in explanations.</summary>
public static class LossReasons
{
    extension(LossReason reason)
    {
        /// <summary>Such as <c>scene-cut</c>.</summary>
        public string Label => reason switch
        {
            LossReason.SceneCut => "scene-cut",
            LossReason.Parted => "parted",
            LossReason.StreamEnded => "stream-ended",
            _ => "unseen",
        };
    }
}
