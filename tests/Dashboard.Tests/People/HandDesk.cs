using System.Diagnostics;
using System.Numerics;
using FaceStream.Gallery;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Embedders;
using FaceStream.Recognizer.Enrolment;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Models;
using FaceStream.Recognizer.Quality;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Dashboard.Tests;

/// <summary>
/// A real desk over a toy world: a picture 100·n pixels wide and 120 high shows n − 1 faces, and its grey is who it is;
/// a square one is the crop of a face.
/// What real models say of real faces is tested with them; here it is what becomes of their verdicts.
/// </summary>
internal static class HandDesk
{
    private const int Height = 120;

    public static SimilarityCalibration Calibration { get; } = new() { Genuine = new(0.9, 0.1), Impostor = new(0, 0.1), Thresholds = [], Measured = "nothing" };

    public static EnrolmentDesk Open(GalleryService gallery) => new(
        new PortraitFinder(new HandDetector()), new GreyEmbedder(),
        Calibration,
        gallery,
        new EnrolmentOptions { Limits = new QualityLimits { EyeDistance = 0, Sharpness = 0, Yaw = 90, Pitch = 90, Exposure = 0, Inside = 0 } });

    /// <summary>A JPEG of that many faces of somebody.</summary>
    public static byte[] Picture(byte who, int faces = 1)
    {
        using var frame = new FramePool(limit: 1).TryRent(new FrameHeader(
            "hand", 0, 0, TimeSpan.Zero, Stopwatch.GetTimestamp(), DateTimeOffset.UtcNow, 100 * (faces + 1), Height, new YuvColour(YuvMatrix.Bt601, FullRange: true)))!;
        frame.Writable[..frame.Header.LumaBytes].Fill(who);
        frame.Writable[frame.Header.LumaBytes..].Fill(128);
        using var encoder = new JpegEncoder(95);
        return encoder.Encode(frame).ToArray();
    }

    private sealed class HandDetector : IFaceDetector
    {
        public Face[][] Detect(IReadOnlyList<Frame> frames, ReadOnlySpan<FaceSearch> searches) => [.. frames.Select(Find)];

        public Face?[][] Refine(IReadOnlyList<Frame> frames, IReadOnlyList<Box[]> expected) =>
            [.. frames.Zip(expected, (frame, boxes) => Array.ConvertAll(boxes, box => Find(frame).Where(face => face.Box == box).Cast<Face?>().FirstOrDefault()))];

        private static Face[] Find(Frame picture) => [.. Enumerable.Range(0, Faces(picture.Header.Width, picture.Header.Height)).Select(i =>
        {
            Landmarks landmarks = default;
            ReadOnlySpan<Vector2> upright = [new(30, 40), new(70, 40), new(50, 60), new(35, 80), new(65, 80)];
            for (var j = 0; j < Landmarks.Count; j++)
                landmarks[j] = upright[j] + new Vector2(100 * i, 0);
            return new Face(new Box(100 * i + 10, 10, 80, 100), landmarks, 0.99f);
        })];

        private static int Faces(int width, int height) => width == height ? 1 : height == Height ? width / 100 - 1 : 0;
    }

    /// <summary>The full circle for 256 greys: neighbours are alike, opposites are strangers.</summary>
    private sealed class GreyEmbedder : IEmbedder
    {
        public string Id => "test-2";

        public int Dimension => 2;

        public Embedding[] Embed(IReadOnlyList<(Frame Frame, Landmarks Landmarks)> faces, bool mirror = false) => [.. faces.Select(face =>
        {
            var (sin, cos) = MathF.SinCos(face.Frame.Y[0] / 256f * MathF.Tau);
            return new Embedding(Id, new[] { cos, sin });
        })];
    }
}
