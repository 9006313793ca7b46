namespace FaceStream.StreamIngest.Sources.Nut;

/// <summary>What the first byte of a frame stands for, so that the usual frame needs few more.</summary>
internal readonly record struct NutFrameCode(
    NutFrameFlags Flags, int Stream, int SizeFactor, int SizeRest, long PtsDelta, int Reserved, int Header);

/// <summary>Which fields of a frame are written out.</summary>
[Flags]
internal enum NutFrameFlags
{
    None = 0,
    Key = 1,
    EndOfRelevance = 1 << 1,
    CodedPts = 1 << 3,
    StreamId = 1 << 4,
    SizeHigh = 1 << 5,
    Checksum = 1 << 6,
    Reserved = 1 << 7,
    SideData = 1 << 8,
    HeaderIndex = 1 << 10,
    MatchTime = 1 << 11,
    Coded = 1 << 12,
    Invalid = 1 << 13,
}
