namespace FaceStream.Dashboard.Annotation;

/// <summary>A piece of text as a picture: <paramref name="Cover"/><c>[Height, Width]</c>, 0 (nothing) to 255 (ink).</summary>
internal sealed record LabelMask(int Width, int Height, byte[] Cover);
