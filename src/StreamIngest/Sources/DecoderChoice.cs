namespace FaceStream.StreamIngest.Sources;

/// <summary>What the decoding is done by.</summary>
public enum DecoderChoice
{
    /// <summary>An NVIDIA card where there is one that can be used, else the processor.</summary>
    Auto,

    /// <summary>The processor.</summary>
    Software,

    /// <summary>An NVIDIA card; the processor where that cannot be, which is said.</summary>
    Nvdec,

    /// <summary>A card through VA-API, by an <c>ffmpeg</c> process; the processor where that cannot be, which is said.</summary>
    Vaapi,
}
