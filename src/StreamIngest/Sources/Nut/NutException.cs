namespace FaceStream.StreamIngest.Sources.Nut;

/// <summary>The bytes are not the NUT of one raw video that was asked for.</summary>
internal sealed class NutException(string message) : Exception(message);
