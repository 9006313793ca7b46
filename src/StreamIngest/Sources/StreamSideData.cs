using FaceStream.StreamIngest.Imaging;
using FaceStream.StreamIngest.Native;

namespace FaceStream.StreamIngest.Sources;

/// <summary>The display matrix that phones write into a recording that was held sideways.</summary>
/// <remarks>Up to FFmpeg 6.0 it is found with the stream, later with each decoded frame; both are asked.</remarks>
internal static unsafe class StreamSideData
{
    private static readonly Lazy<nint> Getter =
        new(() => NativeLibraries.Find(NativeLibraries.AvFormat, "av_stream_get_side_data"));

    public static Orientation Orientation(nint stream)
    {
        if (Getter.Value == 0)
            return Imaging.Orientation.Upright;
        nuint size;
        var matrix = ((delegate* unmanaged[Cdecl]<nint, int, nuint*, int*>)Getter.Value)(stream, Av.PacketDisplayMatrix, &size);
        return matrix == null || size < 36 ? Imaging.Orientation.Upright : OfMatrix(matrix);
    }

    public static Orientation OfFrame(nint frame)
    {
        var data = Av.FrameSideData(frame, Av.FrameDisplayMatrix);
        return data == null ? Imaging.Orientation.Upright : OfMatrix(*(int**)(data + AvLayout.SideDataBytes));
    }

    /// <summary>
    /// Of a 3 × 3 matrix [a b u; c d v; x y w] in 16.16 that takes (x, y) to (ax + cy, bx + dy), y downwards.
    /// A turn by other than quarters is not applied.
    /// </summary>
    internal static Orientation OfMatrix(int* matrix)
    {
        var (a, b, c, d) = (Math.Sign(matrix[0]), Math.Sign(matrix[1]), Math.Sign(matrix[3]), Math.Sign(matrix[4]));
        return (a, b, c, d) switch
        {
            (-1, 0, 0, 1) => Imaging.Orientation.Mirrored,
            (-1, 0, 0, -1) => Imaging.Orientation.UpsideDown,
            (1, 0, 0, -1) => Imaging.Orientation.MirroredUpsideDown,
            (0, 1, 1, 0) => Imaging.Orientation.Transposed,
            (0, 1, -1, 0) => Imaging.Orientation.TurnRight,
            (0, -1, -1, 0) => Imaging.Orientation.Transversed,
            (0, -1, 1, 0) => Imaging.Orientation.TurnLeft,
            _ => Imaging.Orientation.Upright,
        };
    }
}
