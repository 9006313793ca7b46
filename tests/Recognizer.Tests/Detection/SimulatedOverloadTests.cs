using FaceStream.Recognizer.Detection;

namespace FaceStream.Recognizer.Tests.Detection;

/// <summary>What rarer searches under load bring and cost, on a clock that does not depend on the machine. docs/performance.md has the figures that it prints.</summary>
public class SimulatedOverloadTests(ITestOutputHelper output)
{
    private static readonly DetectionOptions Fixed = new() { SearchEveryUnderLoad = TimeSpan.Zero }, Stretched = new();

    private static readonly Lazy<SimulatedOverload.SeenScene[]> Scenes = new(() => [new("walk-through"), new("visitor")]);

    [Theory]
    [InlineData(12, 2, 0.8)]
    [InlineData(24, 4, 0.8)]
    public async Task With_far_too_many_cameras_rarer_searches_recognise_more_pictures_sooner_and_find_new_faces_sooner(int cameras, double more, double sooner)
    {
        var (before, after) = (await RunAsync(cameras, Fixed), await RunAsync(cameras, Stretched));

        Assert.True(after.Recognised > more * before.Recognised);
        Assert.True(after.P99 < before.P99 / 2);
        Assert.True(after.Found.Average() < sooner * before.Found.Average());
        Assert.InRange(after.Found.Length, after.NewFaces - 2, after.NewFaces);     // whoever came last has hardly been there
        Assert.InRange(after.LongestGap, 0, Stretched.SearchEveryUnderLoad.TotalSeconds);
        Assert.All(after.Factors, change => Assert.InRange(change.Second, 0, 10));  // and then it rests
    }

    [Fact]
    public async Task Cameras_that_the_machine_can_serve_are_searched_as_configured()
    {
        var (before, after) = (await RunAsync(6, Fixed), await RunAsync(6, Stretched));

        Assert.Equal((0, 1), Assert.Single(after.Factors) is var only ? (only.Second < 1 ? 0 : 1, only.Factor) : default);
        Assert.Equal($"{before}", $"{after}");
        Assert.Equal(0, after.LostInAll);
    }

    [Fact]
    public async Task When_most_cameras_go_searches_become_as_frequent_as_configured_again()
    {
        var outcome = await SimulatedOverload.RunAsync(Scenes.Value, second => second < 20 ? 24 : 6, Stretched, 40);

        output.WriteLine($"{outcome}");
        var factors = outcome.Factors.Select(change => change.Factor).ToArray();
        Assert.True(factors.Max() > 2);
        Assert.Equal(1, factors[^1]);
        Assert.InRange(outcome.Factors[^1].Second, 20, 35);
        Assert.Equal(1, factors.Zip(factors.Skip(1), (one, next) => next > one).Aggregate((Turns: 0, Up: true), (so, up) => (so.Turns + (up != so.Up ? 1 : 0), up)).Turns);
    }

    /// <summary>The table of docs/performance.md: <c>-explicit only -class '*SimulatedOverloadTests'</c>.</summary>
    [Theory(Explicit = true)]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(12)]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(40)]
    public async Task New_faces_are_found_no_later_with_any_number_of_cameras(int cameras)
    {
        var (before, after) = (await RunAsync(cameras, Fixed, 70), await RunAsync(cameras, Stretched, 70));

        Assert.InRange(after.Found.Average(), 0, before.Found.Average());
    }

    private async Task<SimulatedOverload.Outcome> RunAsync(int cameras, DetectionOptions options, int length = 40)
    {
        var outcome = await SimulatedOverload.RunAsync(Scenes.Value, _ => cameras, options, length);
        output.WriteLine($"{cameras} cameras, at most {options.SearchEveryUnderLoad.TotalSeconds} s: {outcome}");
        return outcome;
    }
}
