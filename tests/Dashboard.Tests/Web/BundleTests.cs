using System.IO.Compression;
using FaceStream.Tests;

namespace FaceStream.Dashboard.Tests.Web;

public class BundleTests
{
    [Fact]
    public void Scripts_and_styles_of_the_pages_stay_below_300_kB_as_they_are_sent()
    {
        var files = Directory.GetFiles(Path.Combine(Places.Root, "src", "Dashboard", "wwwroot", "assets")).Where(file => Path.GetExtension(file) is ".js" or ".css").ToList();

        Assert.InRange(files.Count, 2, 20);
        Assert.InRange(files.Sum(Gzipped), 20_000, 300_000);
    }

    private static long Gzipped(string file)
    {
        using var sent = new MemoryStream();
        using (var gzip = new GZipStream(sent, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(File.ReadAllBytes(file));
        return sent.Length;
    }
}
