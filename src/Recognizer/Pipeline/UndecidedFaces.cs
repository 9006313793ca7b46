using FaceStream.Recognizer.Identification;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Pipeline;

namespace FaceStream.Recognizer.Pipeline;

/// <summary>Tells the cameras' turn-keeper who has somebody in view that is not recognised yet: under load, they go before those that stare at a wall.</summary>
/// <param name="prefer">Hears of each frame whether its camera should go first: <see cref="FrameMux.Prefer"/>.</param>
public sealed class UndecidedFaces(Action<string, bool> prefer) : IRecognitionSink
{
    // The evidence for a name, or for nobody enrolled, that more looks would hardly change.
    private const double Decided = 0.9;

    /// <inheritdoc/>
    public void FrameRecognised(Frame frame, FrameResult result) => prefer(result.Frame.Camera, result.Faces.Any(IsUndecided));

    /// <inheritdoc/>
    public void TrackEnded(TrackSummary track)
    {
        // The next frame of its camera says who is left.
    }

    private static bool IsUndecided(RecognisedFace face) =>
        face.Identity.State is IdentityState.Tentative or IdentityState.Contested || (face.Identity.State == IdentityState.Unknown && face.Identity.Confidence < Decided);
}
