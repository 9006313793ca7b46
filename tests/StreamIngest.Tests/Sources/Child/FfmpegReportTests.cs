using FaceStream.StreamIngest.Sources;
using FaceStream.StreamIngest.Sources.Child;

namespace FaceStream.StreamIngest.Tests.Sources.Child;

public class FfmpegReportTests
{
    [Fact]
    public void What_it_says_in_any_language_is_understood_and_so_is_a_password()
    {
        var report = new FfmpegReport(SourceAddress.Parse("rtsp://admin:gehéim@camera/x").Conceal);

        report.Take("[error] Tür: gehéim "u8[..13]);        // a read may end within a letter
        report.Take("[error] Tür: gehéim is refused\n"u8[13..]);

        Assert.Equal("Tür: *** is refused", report.LastWords);
    }
}
