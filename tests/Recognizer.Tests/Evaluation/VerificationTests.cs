using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Detection.Mtcnn;
using FaceStream.Recognizer.Embedders;
using FaceStream.Recognizer.Evaluation;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests.Evaluation;

public class VerificationTests
{
    [Fact]
    public void The_standard_models_tell_people_apart()
    {
        // Every tenth pair of the developers' list; `facestream eval verification` compares all of them (docs/models.md).
        var pairs = VerificationPair.Read(Places.SharedData("pairs.csv")).Where((_, i) => i % 10 == 0).ToArray();
        using var detector = new MtcnnDetector(
            TestModels.Load("mtcnn-pnet"), TestModels.Load("mtcnn-rnet"), TestModels.Load("mtcnn-onet"), new MtcnnOptions());
        using var embedder = new EmbeddingModel(TestModels.Load("mobilefacenet-192"));
        var vectors = new PictureVectors(new PortraitFinder(detector), embedder, mirror: false);

        var report = VerificationProtocol.Evaluate(new PairComparison(vectors).Compare(pairs));

        TestContext.Current.TestOutputHelper?.WriteLine($"{report}");
        Assert.Empty(vectors.WithoutFace);
        Assert.Equal(220, report.Pairs);
        Assert.InRange(report.Accuracy, 0.97, 1); // 0.99 of all pairs
        Assert.InRange(report.Threshold, 0.25, 0.45);
    }
}
