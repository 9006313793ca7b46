using System.Numerics;

namespace FaceStream.StreamIngest.Imaging;

/// <summary>
/// How a network wants its pixels: float planes <c>[3, height, width]</c> of <c>(x − mean) · scale</c>, with x of 0–255.
/// </summary>
/// <param name="Mean">Subtracted first; in the order of the tensor's channels.</param>
/// <param name="Scale">Multiplied with after that; in the order of the tensor's channels.</param>
/// <param name="Bgr">The first plane is blue, the last red; else the other way round.</param>
public readonly record struct TensorFormat(Vector3 Mean, Vector3 Scale, bool Bgr)
{
    /// <summary>All channels alike, red first.</summary>
    public static TensorFormat Rgb(float mean, float scale) => new(new Vector3(mean), new Vector3(scale), Bgr: false);
}
