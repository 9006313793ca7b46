using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FaceStream.Recognizer.Models;

/// <summary>Manifests as JSON. Reading is strict: what is unknown, missing, of the wrong kind or out of range is named.</summary>
internal static class ManifestJson
{
    private static readonly JsonSerializerOptions Writing = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new PointConverter() },
    };

    /// <summary>The manifest as a JSON text that <see cref="Read"/> understands.</summary>
    public static string Write(ModelManifest manifest) => JsonSerializer.Serialize(manifest, Writing) + "\n";

    /// <summary>Understands a manifest.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="file">For messages.</param>
    /// <exception cref="ModelException">With the file, the field, what it holds and what it may hold.</exception>
    public static ModelManifest Read(ReadOnlyMemory<byte> json, string file)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            throw new ModelException(ModelFault.Manifest, $"{file} is not JSON: line {e.LineNumber + 1}: {e.Message}", e);
        }

        using (document)
            return Manifest(new ManifestFields(document.RootElement, "", file));
    }

    private static ModelManifest Manifest(ManifestFields fields)
    {
        var manifest = new ModelManifest
        {
            Id = fields.Text("id", "a lower-case name such as mobilefacenet-192", ModelFolder.IsId),
            Name = fields.Text("name"),
            Task = fields.Choice<ModelTask>("task"),
            Input = fields.Object("input", Input),
            Output = fields.Object("output", output => new ModelOutput
            {
                Dimension = output.Integer("dimension", 1, 65536),
                Normalised = output.Optional("normalised", output.Flag),
            }),
            Crop = fields.OptionalObject("crop", Crop),
            Calibration = fields.OptionalObject("calibration", Calibration),
            Provenance = fields.Text("provenance"),
            Licence = fields.Text("licence"),
            Sha256 = fields.Optional("sha256", fields.Hash),
            GpuSha256 = fields.Optional("gpu_sha256", fields.Hash),
        };
        fields.RefuseTheRest();

        if (manifest.Task == ModelTask.Embedder && manifest.Crop is null)
            throw fields.Fault("crop", "is missing; an embedder must say where the five landmarks belong in its input");
        if (manifest.Task == ModelTask.Embedder && (manifest.Input.Width == 0 || manifest.Input.Height == 0))
            throw fields.Fault("input.width", "is 0; an embedder's input has one size");
        return manifest;
    }

    private static ModelInput Input(ManifestFields fields) => new()
    {
        Width = fields.Integer("width", 0, 4096),
        Height = fields.Integer("height", 0, 4096),
        Layout = fields.Optional("layout", name => fields.Text(name, "nchw; export the network with the channels before the rows", layout => layout == "nchw")) ?? "nchw",
        Channels = fields.Choice<ChannelOrder>("channels"),
        Mean = fields.List("mean", 3, 3, item => (float)ManifestFields.Finite(item)),
        Scale = (float)fields.Number("scale", 1e-9, 1e9),
    };

    private static CropTemplate Crop(ManifestFields fields) => new()
    {
        Name = fields.Text("name"),
        Points = fields.List("points", 5, 5, Point),
    };

    private static SimilarityCalibration Calibration(ManifestFields fields)
    {
        var (genuine, impostor) = (fields.Object("genuine", Distribution), fields.Object("impostor", Distribution));
        return genuine.Mean <= impostor.Mean
            ? throw fields.Fault("genuine.mean", FormattableString.Invariant($"is {genuine.Mean}; it must lie above impostor.mean, {impostor.Mean}"))
            : new()
            {
                Genuine = genuine,
                Impostor = impostor,
                Thresholds = fields.Objects("thresholds", Threshold),
                Bands = fields.Optional("bands", name => fields.Objects(name, Band)),
                Measured = fields.Text("measured"),
                Own = fields.Optional<bool?>("own", name => fields.Flag(name)),
            };
    }

    private static CalibrationBand Band(ManifestFields fields) => new(
        fields.Number("quality", 0, 1), fields.Object("genuine", Distribution), fields.Object("impostor", Distribution), fields.Integer("pairs", 1, int.MaxValue));

    private static ScoreDistribution Distribution(ManifestFields fields) =>
        new(fields.Number("mean", -1, 1), fields.Number("deviation", 1e-6, 1));

    private static SimilarityThreshold Threshold(ManifestFields fields) => new(
        fields.Number("false_accept_rate", 1e-12, 1), fields.Number("similarity", -1, 1), fields.Number("true_accept_rate", 0, 1));

    private static Vector2 Point(JsonElement item) =>
        item.ValueKind == JsonValueKind.Array && item.GetArrayLength() == 2
            ? new((float)ManifestFields.Finite(item[0]), (float)ManifestFields.Finite(item[1]))
            : throw new FormatException("a point [x, y]");

    /// <summary>A point as <c>[x, y]</c>.</summary>
    private sealed class PointConverter : JsonConverter<Vector2>
    {
        public override Vector2 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Manifests are read by ManifestFields.");

        public override void Write(Utf8JsonWriter writer, Vector2 value, JsonSerializerOptions options) =>
            writer.WriteRawValue(FormattableString.Invariant($"[{value.X}, {value.Y}]"));
    }
}
