using System.Net.Http.Json;
using System.Text.Json;
using FaceStream.Dashboard.Status;
using FaceStream.Dashboard.Status.Trends;
using FaceStream.StreamIngest;
using Microsoft.Extensions.DependencyInjection;

namespace FaceStream.Dashboard.Tests.Status;

public sealed class TrendTests
{
    private readonly HandClock _clock = new();
    private readonly HandBoard _board = new();

    [Fact]
    public async Task Each_step_has_the_rates_and_losses_of_its_own_time()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var trends = new TrendBook(dashboard.Services.GetRequiredService<Measurements>(), _board, _clock);
        Step(trends, decoded: 1000, overload: 7);
        Step(trends, decoded: 1100, overload: 17);
        for (var i = 0; i < 40; i++)
            dashboard.Feed.Publish("door", i);
        Step(trends, decoded: 1150, overload: 17);

        var door = Assert.Single(trends.Read().Cameras);

        Assert.Equal([null, 20, 10], door.Decoded);
        Assert.Equal([null, 0, 8], door.Processed);
        Assert.Equal([null, 2, 0], Assert.Single(door.Dropped, dropped => dropped.Key == "overload").Value);
        Assert.DoesNotContain("pool", door.Dropped.Keys);
        Assert.Equal([true, true, false], door.P95Ms.Select(ms => ms is null));
    }

    [Fact]
    public async Task A_stage_has_the_times_of_each_step_and_nothing_where_it_did_nothing()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var ingest = new IngestMetrics(dashboard.Meters);
        using var trends = new TrendBook(dashboard.Services.GetRequiredService<Measurements>(), _board, _clock);
        ingest.StageStopped("detect", ingest.StageStarted());
        trends.Take();
        trends.Take();
        ingest.StageStopped("embed", ingest.StageStarted());
        trends.Take();

        var view = trends.Read();

        Assert.Equal(["detect", "embed"], view.Stages.Select(stage => stage.Name));
        Assert.Equal([true, false, false], view.Stages[0].P50Ms.Select(ms => ms is not null));
        Assert.Equal([false, false, true], view.Stages[1].P95Ms.Select(ms => ms is not null));
    }

    [Fact]
    public async Task What_is_kept_is_bounded_and_a_camera_that_came_anew_has_no_rates_below_zero()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var trends = new TrendBook(dashboard.Services.GetRequiredService<Measurements>(), _board, _clock);
        for (var i = 0; i < 2 * TrendBook.Room; i++)
            Step(trends, decoded: 100 * i, overload: 0);
        Step(trends, decoded: 5, overload: 0);

        var door = Assert.Single(trends.Read().Cameras);

        Assert.Equal(TrendBook.Room, door.Decoded.Count);
        Assert.Equal((20, 0), (door.Decoded[^2], door.Decoded[^1]));
        _board.Set();
        trends.Take();
        Assert.Empty(trends.Read().Cameras);
    }

    [Fact]
    public async Task The_API_tells_them()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        dashboard.Cameras.Set(HandBoard.Camera("door"));
        dashboard.Services.GetRequiredService<TrendBook>().Take();
        dashboard.Services.GetRequiredService<TrendBook>().Take();

        var trends = await dashboard.Http.GetFromJsonAsync<JsonElement>("/api/v1/trends", TestContext.Current.CancellationToken);

        Assert.Equal(5, trends.GetProperty("stepSeconds").GetDouble());
        Assert.Equal(trends.GetProperty("until").GetArrayLength(), trends.GetProperty("cameras")[0].GetProperty("decoded").GetArrayLength());
    }

    private void Step(TrendBook trends, long decoded, long overload)
    {
        _clock.Advance(TrendBook.Step);
        _board.Set(HandBoard.Camera("door") with { Decoded = decoded, Dropped = new Dictionary<DropReason, long> { [DropReason.Overload] = overload } });
        trends.Take();
    }
}
