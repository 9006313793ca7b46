namespace FaceStream.StreamIngest;

/// <summary>What a look at a native library found, for <c>facestream doctor</c>.</summary>
/// <param name="Ok">It can be used.</param>
/// <param name="Name">Such as <c>FFmpeg (libav)</c>.</param>
/// <param name="Version">As the library gives it; empty when it was not found.</param>
/// <param name="Problem">What is wrong, in words; empty when nothing is.</param>
/// <param name="Remedy">The command that mends it; empty when nothing needs mending.</param>
public sealed record NativeCheck(bool Ok, string Name, string Version, string Problem, string Remedy);
