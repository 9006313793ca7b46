using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FaceStream.Dashboard.Events;
using FaceStream.Dashboard.Tests.Sightings;
using FaceStream.Gallery;
using FaceStream.Recognizer.Identification;
using FaceStream.StreamIngest.Cameras;
using Microsoft.Extensions.DependencyInjection;

namespace FaceStream.Dashboard.Tests.Events;

public class EventStreamTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_hears_who_comes_who_it_is_and_what_is_kept_of_it()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await using var reader = await EventListener.ConnectAsync(dashboard);

        dashboard.Feed.Publish("door", 1, faces: Face(7, Identity.Nobody));
        dashboard.Feed.Publish("door", 2, faces: Face(7, Identity.Nobody));
        dashboard.Feed.Publish("door", 3, faces: Face(7, new(IdentityState.Confirmed, 4, "Alice", 0.8f, 0.99)));

        Assert.Equal(("unknown", null), await NextAsync(reader));
        Assert.Equal(("confirmed", "Alice"), await NextAsync(reader));
        dashboard.Sightings.Add(SightingExportTests.Sighting("door", Noon));
        var (type, sighting) = (await reader.HearAsync())!.Value;
        Assert.Equal("sighting", type);
        Assert.Equal((await dashboard.Http.GetFromJsonAsync<JsonElement>("/api/v1/sightings/1", Cancel)).GetRawText(), sighting.GetRawText());

        static async Task<(string?, string?)> NextAsync(EventListener reader)
        {
            var (type, data) = (await reader.HearAsync())!.Value;
            Assert.Equal(("identity", 7), (type, data.GetProperty("track").GetInt32()));
            return (data.GetProperty("state").GetString(), data.GetProperty("person").GetString());
        }
    }

    [Fact]
    public async Task A_camera_that_is_lost_is_told_once_with_the_reason()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        dashboard.Cameras.Set(HandBoard.Camera("door"), HandBoard.Camera("yard"));
        await using var reader = await EventListener.ConnectAsync(dashboard, "?types=camera&camera=yard");

        dashboard.Cameras.Set(HandBoard.Camera("door", CameraState.Stalled), HandBoard.Camera("yard", CameraState.Backoff, "no answer within 5 s"));
        var (_, lost) = (await reader.HearAsync())!.Value;
        dashboard.Cameras.Set(HandBoard.Camera("door"), HandBoard.Camera("yard", fps: 3));
        var (_, back) = (await reader.HearAsync())!.Value;

        Assert.Equal(("yard", "backoff", "no answer within 5 s"), (lost.GetProperty("camera").GetString(), lost.GetProperty("state").GetString(), lost.GetProperty("reason").GetString()));
        Assert.Equal("live", back.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Whoever_comes_back_hears_what_was_missed_and_nothing_twice()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var outbox = Outbox(dashboard);
        string lastId;
        await using (var reader = await EventListener.ConnectAsync(dashboard))
        {
            outbox.Add("sighting", "door", "1");
            await reader.HearAsync();
            lastId = reader.LastId;
        }

        outbox.Add("sighting", "door", "2");
        outbox.Add("camera", "door", "3");
        await using var again = await EventListener.ConnectAsync(dashboard, "?types=sighting,identity", lastId);
        outbox.Add("identity", "door", "4");

        Assert.Equal((2, 4), ((await again.HearAsync())!.Value.Data.GetInt32(), (await again.HearAsync())!.Value.Data.GetInt32()));
    }

    [Theory]
    [InlineData("0badcafe-3")]
    [InlineData("nonsense")]
    [InlineData("-1-1")]
    public async Task An_id_from_before_a_restart_begins_with_a_gap(string lastId)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await using var reader = await EventListener.ConnectAsync(dashboard, "", lastId);

        var (type, gap) = (await reader.HearAsync())!.Value;

        Assert.Equal(("gap", "restart", JsonValueKind.Null), (type, gap.GetProperty("reason").GetString(), gap.GetProperty("lost").ValueKind));
    }

    [Fact]
    public async Task Whoever_was_away_for_too_long_is_told_how_many_are_gone()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var outbox = Outbox(dashboard);
        for (var i = 1; i <= 5000; i++)
            outbox.Add("sighting", "door", $"{i}");

        await using var reader = await EventListener.ConnectAsync(dashboard, "", $"{outbox.Epoch}-0");

        var (type, gap) = (await reader.HearAsync())!.Value;
        Assert.Equal(("gap", "away", 904), (type, gap.GetProperty("reason").GetString(), gap.GetProperty("lost").GetInt32()));
        Assert.Equal(905, (await reader.HearAsync())!.Value.Data.GetInt32());
    }

    [Fact]
    public async Task Of_a_flood_every_reader_gets_everything_in_order_or_a_gap_that_counts_the_rest()
    {
        const int Flood = 30_000;
        await using var dashboard = await TestDashboard.StartAsync();
        var outbox = Outbox(dashboard);
        var readers = new List<EventListener>();
        for (var i = 0; i < 4; i++)
            readers.Add(await EventListener.ConnectAsync(dashboard));

        var flooding = Task.Run(() =>
        {
            for (var i = 1; i <= Flood; i++)
                outbox.Add("sighting", "door", $"{i}");
        }, Cancel);
        var heard = await Task.WhenAll(readers.Select(reader => Task.Run(() => CountAsync(reader), Cancel)));
        await flooding;

        Assert.All(heard, count => Assert.Equal(Flood, count));
        foreach (var reader in readers)
            await reader.DisposeAsync();

        // What was heard and what is said to be gone.
        static async Task<int> CountAsync(EventListener reader)
        {
            var count = 0;
            while (count < Flood)
            {
                var (type, data) = (await reader.HearAsync())!.Value;
                count += type == "gap" ? data.GetProperty("lost").GetInt32() : 1;
                if (type != "gap")
                    Assert.Equal(count, data.GetInt32());
            }

            return count;
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(60, Explicit = true)]
    public async Task Five_hundred_events_a_second_reach_every_reader_in_order_and_who_reads_too_late_is_told_what_is_gone(int seconds)
    {
        const int Rate = 500;
        var last = seconds * Rate;
        await using var dashboard = await TestDashboard.StartAsync();
        var outbox = Outbox(dashboard);
        List<EventListener> readers = [];
        for (var i = 0; i < 4; i++)
            readers.Add(await EventListener.ConnectAsync(dashboard, "?types=identity"));
        var heard = readers.ConvertAll(reader => Task.Run(() => HearAsync(reader), Cancel));

        // Each event is that of a track that comes into view, by way of the hub, as from the pipeline.
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var track = 0; track < last && await beat.WaitForNextTickAsync(Cancel);)
            dashboard.Feed.Publish("door", track, faces: [.. Enumerable.Range(0, Rate / 50).Select(_ => Face(track++, Identity.Nobody))]);
        await using var late = await EventListener.ConnectAsync(dashboard, "?types=identity", $"{outbox.Epoch}-0");
        var lateHeard = await HearAsync(late);

        var counts = await Task.WhenAll(heard);
        TestContext.Current.SendDiagnosticMessage($"{last} events: {string.Join("; ", counts.Append(lateHeard).Select(count => $"{count.Heard} heard, {count.Lost} said to be gone"))}");
        Assert.All(counts.Append(lateHeard), count => Assert.Equal(last, count.Heard + count.Lost));
        Assert.All(counts, count => Assert.Equal(0, count.Lost));
        foreach (var reader in readers)
            await reader.DisposeAsync();

        async Task<(int Heard, int Lost)> HearAsync(EventListener reader)
        {
            var (count, lost) = (0, 0);
            while (count + lost < last)
            {
                var (type, data) = (await reader.HearAsync())!.Value;
                if (type == "gap")
                    lost += data.GetProperty("lost").GetInt32();
                else
                    Assert.Equal(count++ + lost, data.GetProperty("track").GetInt32());
            }

            return (count, lost);
        }
    }

    [Fact]
    public async Task A_reader_who_wants_little_of_what_happens_gets_a_sign_of_life_and_has_missed_nothing_when_it_comes_back()
    {
        var (outbox, clock) = (new Outbox(room: 64), new HandClock());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var wire = new Pipe();
        using var stream = wire.Writer.AsStream();
        var reading = new EventReader(outbox, one => one.Type == "camera", stream, clock).RunAsync("", stop.Token);
        Assert.Equal("retry: 2000\n\n", await HeardAsync());

        for (var i = 0; i < 40; i++)
            outbox.Add("identity", "door", "{}");
        clock.Advance(TimeSpan.FromSeconds(16));
        outbox.Add("identity", "door", "{}");

        Assert.Equal($"id: {outbox.Epoch}-41\n\n", await HeardAsync());
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);

        async Task<string> HeardAsync()
        {
            var heard = await wire.Reader.ReadAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(5), Cancel);
            var text = Encoding.UTF8.GetString(heard.Buffer);
            wire.Reader.AdvanceTo(heard.Buffer.End);
            return text;
        }
    }

    [Fact]
    public async Task Of_who_was_removed_nobody_hears_what_happened_before_and_everything_else_comes_without_a_gap()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var (alice, bob) = (Enrol("Alice"), Enrol("Bob"));
        await using (var first = await EventListener.ConnectAsync(dashboard))
        {
            dashboard.Feed.Publish("door", 1, faces: [Face(7, new(IdentityState.Confirmed, alice.Id, "Alice", 0.8f, 0.99)), Face(8, new(IdentityState.Confirmed, bob.Id, "Bob", 0.8f, 0.99)), Face(9, Identity.Nobody)]);
            dashboard.Sightings.Add(SightingExportTests.Sighting("door", Noon) with { Person = alice.Id, Said = "Alice", Decision = new(bob.Id, Noon, []) });
            for (var i = 0; i < 4; i++)
                await first.HearAsync();
        }

        using var removed = await dashboard.Http.DeleteAsync($"/api/v1/people/{alice.Id}", Cancel);
        await using var late = await EventListener.ConnectAsync(dashboard, "", $"{Outbox(dashboard).Epoch}-0");
        dashboard.Feed.Publish("door", 2, faces: Face(10, Identity.Nobody));

        List<(string, int)> heard = [];
        for (var i = 0; i < 3; i++)
        {
            var (type, data) = (await late.HearAsync())!.Value;
            Assert.DoesNotContain("Alice", data.GetRawText(), StringComparison.Ordinal);
            heard.Add((type, data.GetProperty("track").GetInt32()));
        }

        Assert.Equal([("identity", 8), ("identity", 9), ("identity", 10)], heard);

        Person Enrol(string name) => dashboard.Gallery.Enrol(name, [new(new("test-2", new float[] { 1, 0 }), 1, "a.jpg", default)]).Person;
    }

    [Fact]
    public async Task A_stream_ends_with_the_service()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await using var reader = await EventListener.ConnectAsync(dashboard);

        var hearing = reader.HearAsync();
        await dashboard.StopAsync();

        Assert.Null(await hearing);
    }

    [Fact]
    public async Task There_are_only_so_many_seats_and_whoever_leaves_frees_one()
    {
        await using var dashboard = await TestDashboard.StartAsync(maxViewers: 1);
        await using (await EventListener.ConnectAsync(dashboard))
        {
            using var refused = await dashboard.Http.GetAsync("/api/v1/events/stream", Cancel);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        }

        for (var i = 0; ; i++)
        {
            using var answer = await dashboard.Http.GetAsync("/api/v1/events/stream", HttpCompletionOption.ResponseHeadersRead, Cancel);
            if (answer.StatusCode == HttpStatusCode.OK)
                break;
            Assert.True(i < 300, "the seat was not free after half a minute");
            await Task.Delay(100, Cancel);
        }
    }

    [Fact]
    public async Task A_type_that_does_not_exist_is_refused_by_name()
    {
        await using var dashboard = await TestDashboard.StartAsync();

        using var answer = await dashboard.Http.GetAsync("/api/v1/events/stream?types=sighting,sightings", Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("urn:facestream:problem:bad-type", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("type").GetString());
    }

    private static Outbox Outbox(TestDashboard dashboard) => dashboard.Services.GetRequiredService<Newsroom>().Outbox;

    private static RecognisedFace Face(int track, Identity identity) => new(track, new(new(10, 10, 20, 20), default, 1), 0.5f, identity);
}
