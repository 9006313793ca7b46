using FaceStream.StreamIngest.Packets;

namespace FaceStream.StreamIngest.Tests.Packets;

public class H264UnitsTests
{
    private static readonly byte[] Sps = [0, 0, 0, 1, 0x67, 0x64, 0x00, 0x1F, 0xAC];
    private static readonly byte[] Pps = [0, 0, 1, 0x68, 1];
    private static readonly byte[] Key = [0, 0, 1, 0x65, 7, 7];
    private static readonly byte[] Delta = [0, 0, 1, 0x41, 7, 7];
    private static readonly byte[] Sei = [0, 0, 0, 1, 0x06, 6, 1, 0x80];

    // Version, profile, constraints, level, lengths of 4 bytes.
    private static readonly byte[] Record = [1, 0x4D, 0x40, 0x28, 0xFF, 0xE1, 0, 0];

    [Fact]
    public void A_key_frame_with_parameter_sets_stays_as_it_is()
    {
        byte[] packet = [.. Sps, .. Pps, .. Sei, .. Key];

        var (format, data) = H264Units.Of([]).Read(packet);

        Assert.Equal(packet, data);
        Assert.Equal(("avc1.64001F", 0), (format!.Codec, format.Description.Length));
    }

    [Fact]
    public void A_key_frame_without_parameter_sets_gets_those_of_the_stream()
    {
        var (format, data) = H264Units.Of([.. Sps, .. Pps]).Read([.. Sei, .. Key]);

        Assert.Equal([.. Sps, .. Pps, .. Sei, .. Key], data);
        Assert.Equal("avc1.64001F", format!.Codec);
    }

    [Fact]
    public void A_key_frame_whose_parameter_sets_nobody_knows_is_no_place_to_start() =>
        Assert.Null(H264Units.Of([]).Read(Key).Format);

    [Fact]
    public void Any_other_picture_stays_as_it_is()
    {
        var (format, data) = H264Units.Of([.. Sps, .. Pps]).Read(Delta);

        Assert.Null(format);
        Assert.Equal(Delta, data);
    }

    [Fact]
    public void With_lengths_the_record_describes_the_stream()
    {
        byte[] packet = [0, 0, 0, 2, 0x06, 5, 0, 0, 0, 3, 0x65, 7, 7];

        var (format, data) = H264Units.Of(Record).Read(packet);

        Assert.Equal(packet, data);
        Assert.Equal("avc1.4D4028", format!.Codec);
        Assert.Equal(Record, format.Description.ToArray());
        Assert.Null(H264Units.Of(Record).Read([0, 0, 0, 3, 0x41, 7, 7]).Format);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0, 0, 1 })]
    [InlineData(new byte[] { 0, 0, 1, 0, 0, 1 })]
    [InlineData(new byte[] { 255, 255, 255, 255, 0x65 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0 })]
    public void Nonsense_is_passed_on_without_complaint(byte[] packet)
    {
        Assert.Equal(packet, H264Units.Of(Record).Read(packet).Data);
        Assert.Equal(packet, H264Units.Of([]).Read(packet).Data);
        Assert.Null(H264Units.Of([]).Read(packet).Format);
    }

    [Fact]
    public void Other_parameters_are_another_format()
    {
        var units = H264Units.Of([]);
        var first = units.Read([.. Sps, .. Pps, .. Key]).Format;

        Assert.Same(first, units.Read([.. Sps, .. Pps, .. Key]).Format);
        Assert.Equal("avc1.4D4028", units.Read([0, 0, 1, 0x67, 0x4D, 0x40, 0x28, 1, .. Pps, .. Key]).Format!.Codec);
    }
}
