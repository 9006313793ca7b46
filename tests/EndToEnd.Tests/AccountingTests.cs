using System.Text.Json;
using FaceStream.Tests;

namespace FaceStream.EndToEnd.Tests;

/// <summary>The service, stopped in the middle of its work: nothing was lost without being counted, nothing is still held.</summary>
public class AccountingTests
{
    [Fact]
    public async Task Every_frame_that_came_in_was_recognised_or_dropped_for_a_reason_and_every_buffer_is_back()
    {
        using var folder = new TemporaryFolder();

        var said = await Facestream.MustRunAsync("demo", "--headless", "--seconds", "6", "--port", "0", "--json", "--gallery", folder["gallery.db"]);

        var cameras = JsonDocument.Parse(said.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement.GetProperty("cameras").EnumerateArray().ToList();
        Assert.Equal(2, cameras.Count);
        foreach (var camera in cameras)
        {
            var dropped = camera.GetProperty("dropped").EnumerateObject().Sum(reason => reason.Value.GetInt64());
            Assert.True(camera.GetProperty("processed").GetInt64() > 0);
            Assert.Equal(camera.GetProperty("decoded").GetInt64(), camera.GetProperty("processed").GetInt64() + dropped);
            Assert.Equal(0, camera.GetProperty("still_rented").GetInt64());
        }
    }
}
