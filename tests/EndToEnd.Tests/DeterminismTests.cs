using System.Security.Cryptography;
using System.Text;
using FaceStream.Tests;

namespace FaceStream.EndToEnd.Tests;

/// <summary>A recording says the same today and tomorrow, on a small machine and on a large one.</summary>
public class DeterminismTests
{
    [Fact]
    public async Task One_core_and_all_cores_write_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        var gallery = folder["gallery.db"];
        await Facestream.MustRunAsync("enroll", "Anders", Places.Sample("people/Anders"), "--gallery", gallery);

        var all = await AnalyseAsync(Places.CommandLine);
        var one = await AnalyseAsync("taskset", "--cpu-list", "0", Places.CommandLine);

        Assert.Equal(all, one);

        async Task<string> AnalyseAsync(string program, params string[] before)
        {
            var records = folder[$"{before.Length}.jsonl"];
            await Facestream.MustRunProgramAsync(program, [.. before, "analyze", Places.Sample("visitor.mp4"), "--gallery", gallery, "--out", records]);
            var lines = File.ReadLines(records).ToList();
            Assert.Contains(lines, line => line.Contains("\"person\":\"Anders\"", StringComparison.Ordinal));
            // The last line has the times that it took.
            return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines.SkipLast(1)))));
        }
    }
}
