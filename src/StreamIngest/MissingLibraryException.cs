namespace FaceStream.StreamIngest;

/// <summary>A native library that FaceStream needs is not on this machine; the message says how to get it.</summary>
public sealed class MissingLibraryException(string message) : Exception(message);
