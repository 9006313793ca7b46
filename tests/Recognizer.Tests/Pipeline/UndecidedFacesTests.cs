using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;

namespace FaceStream.Recognizer.Tests.Pipeline;

public class UndecidedFacesTests
{
    [Theory]
    [InlineData(true, IdentityState.Unknown, 0)]            // just come into view
    [InlineData(true, IdentityState.Tentative, 0.99)]
    [InlineData(true, IdentityState.Contested, 0.99)]
    [InlineData(false, IdentityState.Confirmed, 0.99)]
    [InlineData(false, IdentityState.Unknown, 0.97)]        // a stranger, and known to be one
    public void A_camera_goes_first_while_it_is_open_who_somebody_is(bool first, IdentityState state, double confidence)
    {
        List<(string, bool)> told = [];
        var faces = new UndecidedFaces((camera, whether) => told.Add((camera, whether)));

        Publish(faces, new RecognisedFace(1, default, 1, Identity.Nobody with { State = state, Confidence = confidence }));
        Publish(faces);

        Assert.Equal([("door", first), ("door", false)], told);
    }

    private static void Publish(UndecidedFaces faces, params RecognisedFace[] seen)
    {
        var header = new FrameHeader("door", 0, 0, default, 0, default, 4, 2, default);
        using var frame = new FramePool(1).TryRent(header)!;
        faces.FrameRecognised(frame, new FrameResult(header, seen));
    }
}
