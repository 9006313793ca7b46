namespace FaceStream.Recognizer.Identification;

/// <summary>The words for <see cref="IdentityState"/> in metrics, answers and result lines.</summary>
public static class IdentityStates
{
    extension(IdentityState state)
    {
        /// <summary>Such as <c>confirmed</c>.</summary>
        public string Label => state switch
        {
            IdentityState.Unknown => "unknown",
            IdentityState.Tentative => "tentative",
            IdentityState.Confirmed => "confirmed",
            _ => "contested",
        };
    }
}
