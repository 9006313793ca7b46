namespace FaceStream.Recognizer.Enrolment;

/// <summary>How much is asked of a picture that is to be enrolled.</summary>
public enum EnrolmentCare
{
    /// <summary>A good face, that is not clearly somebody else's.</summary>
    Usual,

    /// <summary>And it must look more like its person's other pictures than like anybody else.</summary>
    Strict,

    /// <summary>Only a face: its quality, and whom it resembles, are the operator's decision.</summary>
    Force,
}
