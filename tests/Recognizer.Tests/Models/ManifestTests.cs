using System.Text;
using FaceStream.Recognizer.Models;
using FaceStream.Recognizer.Models.Conversion;

namespace FaceStream.Tests.Models;

public class ManifestTests
{
    [Fact]
    public void Every_standard_manifest_reads_back_as_it_was_written()
    {
        foreach (var model in StandardModels.All)
        {
            var json = ManifestJson.Write(model.Manifest);
            Assert.Equal(json, ManifestJson.Write(Read(json)));
        }
    }

    [Fact]
    public void A_manifest_holds_what_it_says()
    {
        var manifest = Read(ManifestJson.Write(StandardModels.All[^1].Manifest));

        Assert.Equal("mobilefacenet-192", manifest.Id);
        Assert.Equal(ModelTask.Embedder, manifest.Task);
        Assert.Equal(ChannelOrder.Rgb, manifest.Input.Channels);
        Assert.Equal([127.5f, 127.5f, 127.5f], manifest.Input.Mean);
        Assert.Equal(1 / 128f, manifest.Input.Scale);
        Assert.Equal(192, manifest.Output.Dimension);
        Assert.Equal(CropTemplate.ArcFace112.Points, manifest.Crop!.Points);
        Assert.Equal(0.734, manifest.Calibration!.Genuine.Mean);
        Assert.Equal(new(1e-3, 0.451, 0.983), manifest.Calibration.Thresholds[1]);
        Assert.Equal(new(0.27, new(0.562, 0.137), new(0.004, 0.137), 238), manifest.Calibration.Bands![1]);
    }

    [Theory]
    [InlineData("\"task\": \"embedder\"", "\"task\": \"embeder\"", "task is \"embeder\"; it must be one of detector-pnet, detector-rnet, detector-onet, embedder")]
    [InlineData("\"channels\": \"rgb\"", "\"chanels\": \"rgb\"", "input.channels is missing; it must be one of rgb, bgr")]
    [InlineData("\"channels\": \"rgb\",", "\"channels\": \"rgb\", \"colour\": 1,", "input.colour is not known here; known are width, height, layout, channels, mean, scale")]
    [InlineData("\"layout\": \"nchw\"", "\"layout\": \"nhwc\"", "input.layout is \"nhwc\"; it must be nchw")]
    [InlineData("\"width\": 112", "\"width\": -1", "input.width is -1; it must be a whole number from 0 to 4096")]
    [InlineData("\"width\": 112", "\"width\": \"112\"", "input.width is \"112\"; it must be a whole number")]
    [InlineData("\"width\": 112", "\"width\": 0", "an embedder's input has one size")]
    [InlineData("\"width\": 112", "\"width\": 112, \"width\": 113", "input.width is given twice")]
    [InlineData("\"dimension\": 192", "\"dimension\": 0", "output.dimension is 0; it must be a whole number from 1 to 65536")]
    [InlineData("\"normalised\": true", "\"normalised\": \"yes\"", "output.normalised is \"yes\"; it must be true or false")]
    [InlineData("\"id\": \"mobilefacenet-192\"", "\"id\": \"../up\"", "id is \"../up\"; it must be a lower-case name")]
    [InlineData("\"id\": \"mobilefacenet-192\"", "\"id\": null", "id is null; it must be a lower-case name")]
    [InlineData("[38.2946, 51.6963],", "", "crop.points is [")]
    [InlineData("[38.2946, 51.6963],", "[38.2946],", "crop.points[0] is [38.2946]; it must be a point [x, y]")]
    [InlineData("\"deviation\": 0.125", "\"deviation\": 0", "calibration.genuine.deviation is 0; it must be a number from")]
    [InlineData("\"mean\": 0.734", "\"mean\": 0.01", "calibration.genuine.mean is 0.01; it must lie above impostor.mean, 0.01")]
    [InlineData("\"similarity\": 0.347", "\"similarity\": 1.347", "calibration.thresholds[0].similarity is 1.347; it must be a number from -1 to 1")]
    [InlineData("\"licence\": \"Apache-2.0\"", "\"license\": \"Apache-2.0\"", "licence is missing; it must be a text")]
    [InlineData("\"crop\": {", "\"crop\": null, \"was\": {", "was is not known here")]
    [InlineData("\"sha256\": \"", "\"sha256\": \"x", "it must be 64 hexadecimal digits")]
    [InlineData("\"output\": {", "\"output\": [], \"was\": {", "output is [], not an object")]
    [InlineData("{\n  \"id\"", "\n  \"id\"", "is not JSON: line 2")]
    public void What_is_wrong_is_named_with_its_file_its_value_and_what_it_may_be(string right, string wrong, string words)
    {
        var json = ManifestJson.Write(StandardModels.All[^1].Manifest);
        Assert.Contains(right, json, StringComparison.Ordinal);

        var refusal = Assert.Throws<ModelException>(() => Read(json.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith("models/x/model.json", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(ModelFault.Manifest, refusal.Fault);
    }

    private static ModelManifest Read(string json) => ManifestJson.Read(Encoding.UTF8.GetBytes(json), "models/x/model.json");
}
