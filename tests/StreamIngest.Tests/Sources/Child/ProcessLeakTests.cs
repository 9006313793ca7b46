using FaceStream.Tests.Rtsp;

namespace FaceStream.StreamIngest.Tests.Sources.Child;

/// <summary>Alone, because it counts what the whole process holds.</summary>
[Collection("alone")]
public class ProcessLeakTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_openings_and_kills_leave_no_process_and_no_handle()
    {
        await using var camera = new RtspCamera(Clips.Small);
        OpenAndKill(camera.Url);        // what .NET keeps for good
        OpenAndKill(Footage.Video);
        await WaitAsync(() => Children() == 0);
        var files = LeakTests.OpenFiles();

        for (var i = 0; i < 20; i++)
            OpenAndKill(i % 2 == 0 ? camera.Url : Footage.Video);

        await WaitAsync(() => Children() == 0);
        Assert.Equal(0, Children());
        await WaitAsync(() => LeakTests.OpenFiles() <= files + 2);        // the camera's own end of the last connections
        Assert.InRange(LeakTests.OpenFiles(), 0, files + 2);
    }

    private static void OpenAndKill(string address)
    {
        using var source = ProcessSourceTests.Make(address, limit: 30);
        source.Open(Cancel);
        Assert.True(source.TryRead(out _));
        Assert.True(Children() > 0);
    }

    internal static async Task WaitAsync(Func<bool> condition)
    {
        for (var i = 0; i < 200 && !condition(); i++)
            await Task.Delay(50, Cancel);
    }

    /// <summary>Processes of this one, dead ones whose end was not taken note of among them.</summary>
    internal static int Children() => Directory.GetDirectories("/proc").Count(folder =>
    {
        try
        {
            // "pid (name) state parent …", and the name may hold brackets.
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            return int.Parse(stat[(stat.LastIndexOf(')') + 1)..].Split(' ')[2]) == Environment.ProcessId;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return false;       // no process, or one that has just ended
        }
    });
}
