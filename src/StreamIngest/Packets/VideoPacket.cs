namespace FaceStream.StreamIngest.Packets;

/// <summary>One compressed picture, as the camera sent it. The bytes are a copy and do not change.</summary>
/// <param name="Camera">The camera's configured name.</param>
/// <param name="Epoch">As in <see cref="FrameHeader.Epoch"/>.</param>
/// <param name="Number">One more than that of the packet before it; anything else means that packets between are missing.</param>
/// <param name="Stamp">The picture's time in the stream's own unit: the decoded picture has the same in <see cref="FrameHeader.Stamp"/>.</param>
/// <param name="Format">What a decoder that starts here must know; <see langword="null"/> where none can start.</param>
/// <param name="Data">In the order of decoding, with lengths or start codes as <paramref name="Format"/> says.</param>
public sealed record VideoPacket(string Camera, int Epoch, long Number, long Stamp, VideoFormat? Format, ReadOnlyMemory<byte> Data);

/// <summary>How a browser's decoder is set up (WebCodecs' <c>VideoDecoderConfig</c>).</summary>
/// <param name="Codec">Such as <c>avc1.64001F</c> (RFC 6381).</param>
/// <param name="Description">
/// The decoder configuration record of ISO/IEC 14496-15 where lengths stand before the units; empty where start codes
/// do, and the parameter sets with each key frame.
/// </param>
public sealed record VideoFormat(string Codec, ReadOnlyMemory<byte> Description);
