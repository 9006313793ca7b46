namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>P-Net, whoever computes it: for each cell of a picture, how much it looks like a face and how the face lies in it.</summary>
internal interface IProposals
{
    /// <summary>The input for the next run: <c>[pictures, 3, height, width]</c>. Valid until the next call.</summary>
    Span<float> Prepare(int pictures, int height, int width);

    /// <summary>The passes that make a run of what was prepared: they may be done in any order and at the same time.</summary>
    int Passes { get; }

    /// <summary>Computes a part of the pictures.</summary>
    /// <param name="worker">Who does it; nobody does two passes at a time.</param>
    /// <param name="pass">Which, below <see cref="Passes"/>.</param>
    void Run(int worker, int pass);

    /// <summary>Rows and columns of cells of each picture of the last run.</summary>
    (int Rows, int Columns) Cells { get; }

    /// <summary>The probability of a face, <c>[rows, columns]</c>.</summary>
    ReadOnlySpan<float> Scores(int picture);

    /// <summary>Shifts of the left, upper, right and lower edge, in cell sizes: <c>[4, rows, columns]</c>.</summary>
    ReadOnlySpan<float> Shifts(int picture);
}

internal static class ProposalsExtensions
{
    /// <summary>Computes all pictures here and now.</summary>
    public static void Run(this IProposals network)
    {
        for (var pass = 0; pass < network.Passes; pass++)
            network.Run(0, pass);
    }
}
