namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>R-Net or O-Net, whoever computes it: how much a crop looks like a face, how the face lies in it and, of O-Net, where its landmarks are.</summary>
internal interface ICropNetwork
{
    /// <summary>Rows and columns of a crop.</summary>
    int Side { get; }

    /// <summary>How many crops go through together.</summary>
    int MostAtOnce { get; }

    /// <summary>The input for the next <see cref="Run"/>: <c>[crops, 3, Side, Side]</c>, of <see cref="MostAtOnce"/> at most. Valid until then.</summary>
    Span<float> Prepare(int crops);

    /// <summary>Computes all crops.</summary>
    void Run();

    /// <summary>The probability of a face.</summary>
    float Score(int crop);

    /// <summary>Shifts of the left, upper, right and lower edge, in sizes of the crop.</summary>
    ReadOnlySpan<float> Shifts(int crop);

    /// <summary>Shares of the crop: x of five landmarks, then y; empty of R-Net.</summary>
    ReadOnlySpan<float> Points(int crop);
}
