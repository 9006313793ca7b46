using System.Net.Http.Json;
using System.Text.Json;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;
using FaceStream.Recognizer.Identification;
using Microsoft.Extensions.DependencyInjection;

namespace FaceStream.Dashboard.Tests.FalseAlarms;

public class FalseAlarmTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Asked_predicted_and_observed_are_told_for_each_camera_and_in_all()
    {
        await using var dashboard = await StartAsync(wrongNames: 2);
        dashboard.Gallery.Enrol("Alice", [Look(1, 0), Look(0.6f, 0.8f)]);
        dashboard.Cameras.Set(HandBoard.Camera("door"), HandBoard.Camera("yard"));
        for (var i = 0; i < 40; i++)
            dashboard.Feed.End(Track(IdentityState.Unknown, 0.12));
        dashboard.Feed.End(Track(IdentityState.Confirmed, 0.83));

        var view = await AskAsync(dashboard, "false-alarms");

        // 480 strangers a day are assumed; 40 were counted within moments.
        var (door, yard) = (view.GetProperty("cameras")[0], view.GetProperty("cameras")[1]);
        Assert.Equal(480 + 40, Number(door, "strangersADay"), 0.5);
        Assert.Equal(480, Number(yard, "strangersADay"));
        Assert.Equal(2 / (30 * Number(door, "strangersADay")), Number(door, "rate"), 1e-6);
        Assert.Equal((2, 4), (Number(door, "askedAMonth"), Number(view, "askedAMonth")));
        Assert.Equal(2, Number(door, "predictedAMonth"), 1e-3);
        Assert.Equal(4, Number(view, "predictedAMonth"), 1e-3);
        // Two pictures, 1.5 chances a track, strangers with a deviation of 0.1: by the tail of the normal distribution.
        Assert.Equal(Number(yard, "rate") / 3, Tail(Number(yard, "similarity") / 0.1), 1e-7);
        var scores = view.GetProperty("scores");
        Assert.Equal(40, scores.GetProperty("unnamed")[6].GetInt32());      // from 0.10
        Assert.Equal(1, scores.GetProperty("named")[20].GetInt32());        // from 0.80
    }

    [Fact]
    public async Task A_name_that_an_operator_takes_back_is_observed()
    {
        await using var dashboard = await StartAsync(wrongNames: 0);
        dashboard.Cameras.Set(HandBoard.Camera("door"));
        var alice = dashboard.Gallery.Enrol("Alice", [Look(1, 0)]).Person;
        var now = DateTimeOffset.UtcNow;
        for (var i = 0; i < 3; i++)
            dashboard.Sightings.Add(new("door", now.AddDays(-10), now.AddDays(-10), 5, SightingState.Confirmed, alice.Id, "Alice", 0.8f, 0.99, []));
        while (dashboard.Sightings.Names(default).Sum(tally => tally.Named) < 3)
            await Task.Delay(20, Cancel);

        foreach (var (id, name) in ((int, string?)[])[(1, null), (2, "Alice")])
            (await dashboard.Http.PutAsJsonAsync($"/api/v1/sightings/{id}/person", new { name }, Cancel)).Dispose();

        var observed = (await AskAsync(dashboard, "false-alarms")).GetProperty("cameras")[0].GetProperty("observed");
        Assert.Equal((3, 1, 1), (observed.GetProperty("named").GetInt32(), observed.GetProperty("upheld").GetInt32(), observed.GetProperty("overruled").GetInt32()));
        Assert.Equal(3, Number(observed, "aMonth"), 0.01);                  // one in ten days
        Assert.Equal(3 * 0.0253, Number(observed, "low"), 0.01);
        Assert.Equal(3 * 5.5716, Number(observed, "high"), 0.05);
        var metrics = await dashboard.Http.GetStringAsync("/metrics", Cancel);
        Assert.Contains("facestream_wrong_names_per_month{camera=\"door\",figure=\"observed\"}", metrics, StringComparison.Ordinal);
        Assert.Contains("facestream_strangers_per_day{camera=\"door\"} 480", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_who_look_alike_are_told_their_raised_bar_and_everybody_the_wrong_names_to_be_expected()
    {
        await using var dashboard = await StartAsync(wrongNames: 0);
        dashboard.Cameras.Set(HandBoard.Camera("door"));
        var castor = dashboard.Gallery.Enrol("Castor", [Look(1, 0), Look(0.8f, -0.6f)]);
        dashboard.Gallery.Enrol("Pollux", [Look(0.96f, 0.28f)]);

        var health = await AskAsync(dashboard, "people/health");

        var pair = Assert.Single(health.GetProperty("lookAlikes").EnumerateArray());
        Assert.InRange(Number(pair, "lead"), 1e-4, 1);
        Assert.InRange(Number(pair, "named"), 0, 0.9);
        // 480 strangers a day at one in a thousand are 14.4 a month; two pictures of three are Castor's, and nobody was seen yet.
        var names = health.GetProperty("wrongNames").EnumerateArray().ToArray();
        Assert.Equal(["Castor", "Pollux"], names.Select(one => one.GetProperty("person").GetProperty("name").GetString()));
        Assert.Equal(14.4 * 2 / 3, Number(names[0], "aMonth"), 1e-6);
        Assert.Equal(14.4 / 3, Number(names[1], "aMonth"), 1e-6);
        Assert.Equal(14.4 * 2 / 3, Number(await AskAsync(dashboard, $"people/{castor.Person.Id}/health"), "wrongNamesAMonth"), 1e-6);
    }

    private static Task<TestDashboard> StartAsync(double wrongNames) => TestDashboard.StartAsync(
        add: services => services.AddSingleton(new IdentificationOptions { WrongNamesAMonth = wrongNames, StrangersADay = 480 }));

    private static NewTemplate Look(float x, float y) => new(new("test-2", new float[] { x, y }), 1, "a.jpg", default);

    private static TrackSummary Track(IdentityState state, double closest) => new("door", 1, default, default, 5, new(state, null, null, 0, 0), 3, null, closest);

    private static double Number(JsonElement of, string name) => of.GetProperty(name).GetDouble();

    private static async Task<JsonElement> AskAsync(TestDashboard dashboard, string path) =>
        await dashboard.Http.GetFromJsonAsync<JsonElement>("/api/v1/" + path, Cancel);

    private static double Tail(double z)
    {
        var sum = 0.0;
        for (var t = z; t < z + 8; t += 1e-3)
            sum += 1e-3 * Math.Exp(-(t + 5e-4) * (t + 5e-4) / 2) / Math.Sqrt(2 * Math.PI);
        return sum;
    }
}
