using System.ComponentModel.DataAnnotations;

namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>How sure MTCNN's three networks must be. Defaults as in facenet's <c>detect_face.py</c>, but for <see cref="Accept"/>.</summary>
public sealed class MtcnnOptions
{
    /// <summary>Each level of the pyramid is this much smaller than the one before. Higher: finds a few more, takes longer.</summary>
    [Range(0.5, 0.9)]
    public double Step { get; init; } = 0.709; // halves the area

    /// <summary>From this score of P-Net on, a cell is a candidate. Lower: more candidates for R-Net.</summary>
    [Range(0.1, 0.99)]
    public float Propose { get; init; } = 0.6f;

    /// <summary>From this score of R-Net on, a candidate goes on to O-Net.</summary>
    [Range(0.1, 0.99)]
    public float Sift { get; init; } = 0.7f;

    /// <summary>From this score of O-Net on, a candidate is a face. Lower: finds turned and small faces, and things that are none.</summary>
    /// <remarks>
    /// facenet's 0.7 takes ankles, hands and folds of cloth for faces. On the 19 group photos of the developers' data, each looked at
    /// for faces from 30, 40, 60 and 80 pixels on, the count is right in 71 of 76 cases at 0.8 and 0.85, and in 73 at 0.9.
    /// </remarks>
    [Range(0.1, 0.99)]
    public float Accept { get; init; } = 0.9f;

    /// <summary>As <see cref="Accept"/>, for a face that is expected where it is looked for.</summary>
    [Range(0.1, 0.99)]
    public float AcceptExpected { get; init; } = 0.6f;
}
