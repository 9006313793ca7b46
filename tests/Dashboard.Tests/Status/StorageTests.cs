using System.Net.Http.Json;
using System.Text.Json;
using FaceStream.Dashboard.Status.Storage;
using FaceStream.Gallery.Sightings;

namespace FaceStream.Dashboard.Tests.Status;

public sealed class StorageTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_is_kept_is_counted_with_its_size_the_policy_and_the_room_that_is_left()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        dashboard.Gallery.Enrol("Alice", [new(new("test-2", new float[] { 1, 0 }), 0.9f, "alice.jpg", new byte[] { 1, 2, 3 })]);
        dashboard.Sightings.Add(new("door", Noon, Noon.AddSeconds(4), 100, SightingState.Unknown, null, null, 0.1f, 0.9,
            [new(Noon, new("test-2", new float[] { 0, 1 }), 0.8f, new byte[] { 1, 2, 3 })]));
        while (dashboard.Sightings.Waiting > 0)
            await Task.Delay(10, TestContext.Current.CancellationToken);

        var storage = (await dashboard.Http.GetFromJsonAsync<JsonElement>("/api/v1/status", TestContext.Current.CancellationToken)).GetProperty("storage");

        var (gallery, seen) = (storage.GetProperty("gallery"), storage.GetProperty("sightings"));
        Assert.Equal((1, 1), (gallery.GetProperty("people").GetInt32(), gallery.GetProperty("templates").GetInt32()));
        Assert.Equal((1, 1, Noon), (seen.GetProperty("sightings").GetInt64(), seen.GetProperty("crops").GetInt64(), seen.GetProperty("oldest").GetDateTimeOffset()));
        Assert.Equal("""{"keep":true,"knownDays":30,"unknownDays":7}""", seen.GetProperty("policy").GetRawText());
        Assert.Equal(
            ((string[])[dashboard.GalleryPath, dashboard.GalleryPath + "-wal"]).Where(File.Exists).Sum(file => new FileInfo(file).Length), gallery.GetProperty("bytes").GetInt64());
        var disk = seen.GetProperty("disk");
        Assert.InRange(disk.GetProperty("freeBytes").GetInt64(), 1, disk.GetProperty("totalBytes").GetInt64());
    }

    [Theory]
    [InlineData(50, 100, false)]
    [InlineData(0.9, 100, true)]
    [InlineData(0.9, 8, false)]
    [InlineData(0.3, 8, true)]
    [InlineData(0, 100, true)]
    public void Room_is_scarce_below_a_gigabyte_or_a_twentieth_of_a_small_disk(double free, double total, bool scarce) =>
        Assert.Equal(scarce, StorageBook.IsScarce((long)(free * (1L << 30)), (long)(total * (1L << 30))));
}
