namespace FaceStream.StreamIngest.Sources;

/// <summary>A text is not the address of a video. The message says which part is at fault, and holds no password.</summary>
/// <param name="part">Which part it is.</param>
/// <param name="message">In English.</param>
/// <param name="named">What the message names, so that it can be said in another language: the masked <c>address</c>, a <c>scheme</c>, a <c>length</c>.</param>
public sealed class BadAddressException(AddressFault part, string message, params IReadOnlyList<(string Name, string Value)> named)
    : SourceException(SourceFault.BadAddress, message)
{
    /// <summary>Which part of the address is at fault.</summary>
    public AddressFault Part { get; } = part;

    /// <summary>What the message names.</summary>
    public IReadOnlyList<(string Name, string Value)> Named { get; } = named;
}

/// <summary>What can be wrong with an address.</summary>
public enum AddressFault
{
    /// <summary>It is empty.</summary>
    Empty,

    /// <summary>It holds a zero character.</summary>
    Zero,

    /// <summary>Its scheme is not one that is read.</summary>
    Kind,

    /// <summary>It is too long.</summary>
    Length,

    /// <summary>It holds a space or control character.</summary>
    Space,

    /// <summary>Two slashes are missing behind its scheme.</summary>
    Slashes,

    /// <summary>Host or port cannot be understood.</summary>
    Host,

    /// <summary>Its host is a machine's own service, 169.254.x.x.</summary>
    Own,
}
