namespace FaceStream.Recognizer.Detection.Mtcnn.Kernels;

/// <summary>A convolution with bias and PReLU over a small square map, channels last, without padding, stride 1.</summary>
internal interface ICropConvolution
{
    /// <summary>Channels of the output: those there are, and zeros up to a multiple of 16.</summary>
    int Channels { get; }

    /// <summary>Rows and columns of the output.</summary>
    int Side { get; }

    /// <summary>Floats to make room for so many maps of the output; a little more than they have may be written.</summary>
    int Room(int maps);

    /// <summary>Computes one map.</summary>
    /// <param name="from"><c>[rows, columns, channels]</c>.</param>
    /// <param name="to"><c>[Side, Side, Channels]</c>, with <see cref="Room"/>.</param>
    void Run<TLanes>(ReadOnlySpan<float> from, Span<float> to) where TLanes : struct, ILanes<TLanes>;
}
