using System.Numerics;

namespace FaceStream.Recognizer.Models;

/// <summary>
/// The few sizes that a GPU is asked for: it tunes its kernels (cuDNN) or builds an engine (TensorRT) for each input shape that it meets, which
/// takes from a tenth of a second to minutes, so sizes are rounded up.
/// </summary>
internal static class FewShapes
{
    /// <summary>Room for so many pictures: the next power of two.</summary>
    public static int Pictures(int count) => (int)BitOperations.RoundUpToPowerOf2((uint)count);

    /// <summary>
    /// Room for so many rows or columns of what P-Net slides over: 13, 17, 25, 33, 49, 65, 97… – two sizes an octave, all odd, at most half as
    /// much again. Odd, because then pixels may be left over before and, of an even size, one behind: see <see cref="Detection.Mtcnn.RoundedProposals"/>.
    /// </summary>
    public static int Side(int size)
    {
        var octave = (int)BitOperations.RoundUpToPowerOf2((uint)size - 1);
        return (size - 1 <= octave / 4 * 3 ? octave / 4 * 3 : octave) + 1;
    }
}
