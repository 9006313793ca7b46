namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>P-Net, whoever computes it: for each cell of a picture, how much it looks like a face and how the face lies in it.</summary>
internal interface IProposals
{
    /// <summary>The input for the next <see cref="Run"/>: <c>[pictures, 3, height, width]</c>. Valid until then.</summary>
    Span<float> Prepare(int pictures, int height, int width);

    /// <summary>Computes all pictures.</summary>
    void Run();

    /// <summary>Rows and columns of cells of each picture of the last run.</summary>
    (int Rows, int Columns) Cells { get; }

    /// <summary>The probability of a face, <c>[rows, columns]</c>.</summary>
    ReadOnlySpan<float> Scores(int picture);

    /// <summary>Shifts of the left, upper, right and lower edge, in cell sizes: <c>[4, rows, columns]</c>.</summary>
    ReadOnlySpan<float> Shifts(int picture);
}
