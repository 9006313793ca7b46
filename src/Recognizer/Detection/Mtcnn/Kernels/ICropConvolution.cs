namespace FaceStream.Recognizer.Detection.Mtcnn.Kernels;

/// <summary>A convolution with bias and PReLU over small square maps, channels last, without padding, stride 1.</summary>
internal interface ICropConvolution
{
    /// <summary>Channels of the output: those there are, and zeros up to a multiple of 16.</summary>
    int Channels { get; }

    /// <summary>Rows and columns of the output.</summary>
    int Side { get; }

    /// <summary>Floats to make room for so many maps of the output; a little more than they have may be written.</summary>
    int Room(int maps);

    /// <summary>Computes several maps.</summary>
    /// <param name="from"><c>[maps, rows, columns, channels]</c>.</param>
    /// <param name="to"><c>[maps, Side, Side, Channels]</c>, with <see cref="Room"/>.</param>
    /// <param name="maps">So many.</param>
    void Run<TLanes>(ReadOnlySpan<float> from, Span<float> to, int maps) where TLanes : struct, ILanes<TLanes>;
}
