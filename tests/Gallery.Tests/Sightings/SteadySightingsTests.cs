using System.Diagnostics;
using System.Diagnostics.Metrics;
using FaceStream.Gallery.Sightings;
using Microsoft.Extensions.DependencyInjection;
using static FaceStream.Gallery.Tests.TemporaryGallery;

namespace FaceStream.Gallery.Tests.Sightings;

/// <summary>By name only, for it takes a minute: <c>-explicit only -class '*SteadySightingsTests'</c>. On a disk, not in memory.</summary>
public sealed class SteadySightingsTests(ITestOutputHelper output)
{
    private const int ASecond = 200, Seconds = 60;

    [Fact(Explicit = true)]
    public async Task Two_hundred_sightings_a_second_are_stored_for_a_minute_without_one_lost_and_nobody_waits()
    {
        var folder = Directory.CreateTempSubdirectory("sightings-");
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        try
        {
            List<double> given = [];
            var waiting = 0;
            await using (var sightings = SightingService.Open(Path.Combine(folder.FullName, "sightings.db"), new(), new(services.GetRequiredService<IMeterFactory>()), TimeProvider.System))
            {
                var picture = new byte[6_000];      // a crop has about as many
                new Random(1).NextBytes(picture);
                var started = Stopwatch.GetTimestamp();
                for (var i = 0; i < ASecond * Seconds; i++)
                {
                    var ahead = TimeSpan.FromSeconds((double)i / ASecond) - Stopwatch.GetElapsedTime(started);
                    if (ahead > TimeSpan.FromMilliseconds(1))
                        await Task.Delay(ahead, TestContext.Current.CancellationToken);
                    var at = DateTimeOffset.UnixEpoch.AddSeconds(i);
                    SeenLook[] looks = [.. Enumerable.Range(1, 3).Select(look => new SeenLook(at, new("m", Unit([.. Enumerable.Range(1, 192).Select(x => (float)(x * look % 7))])), 0.5f, picture))];
                    var sighting = new NewSighting("door", at, at, 1, SightingState.Unknown, null, null, 0.5f, 0.5, looks);
                    var before = Stopwatch.GetTimestamp();
                    sightings.Add(sighting);
                    given.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
                    waiting = Math.Max(waiting, sightings.Waiting);
                }

                output.WriteLine($"{ASecond * Seconds} sightings with three looks in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s; to hand one over took at most {given.Max():0.00} ms, at most {waiting} waited");
            }

            await using var again = SightingService.Open(Path.Combine(folder.FullName, "sightings.db"), new(), new(services.GetRequiredService<IMeterFactory>()), TimeProvider.System);
            Assert.Equal(ASecond * Seconds, again.List(new(), ASecond * Seconds + 1).Sightings.Count);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
