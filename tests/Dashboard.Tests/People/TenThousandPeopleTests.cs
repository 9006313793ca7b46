using System.Diagnostics;
using FaceStream.Gallery;

namespace FaceStream.Dashboard.Tests.People;

/// <summary>By name only, for what it tells depends on the machine: <c>-explicit only -class '*TenThousandPeopleTests'</c>.</summary>
public class TenThousandPeopleTests(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public async Task Ten_thousand_people_are_listed_searched_and_shown_at_once()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var chance = new Random(1);
        for (var i = 0; i < 10_000; i++)
            dashboard.Gallery.Enrol($"Person {i:00000} of the town", [Look(), Look()]);

        foreach (var path in (string[])["/api/v1/people", "/api/v1/people?limit=200", "/api/v1/people?search=7777", "/api/v1/people?search=nobody", "/api/v1/people/5000", "/api/v1/status"])
        {
            List<double> times = [];
            for (var i = 0; i < 110; i++)
            {
                var before = Stopwatch.GetTimestamp();
                (await dashboard.Http.GetAsync(path, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode().Dispose();
                if (i >= 10)
                    times.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
            }

            times.Sort();
            output.WriteLine($"{path}: median {times[50]:0.0} ms, p95 {times[95]:0.0} ms");
        }

        NewTemplate Look()
        {
            var vector = Enumerable.Range(0, 192).Select(_ => chance.NextSingle() - 0.5f).ToArray();
            System.Numerics.Tensors.TensorPrimitives.Divide(vector, System.Numerics.Tensors.TensorPrimitives.Norm<float>(vector), vector);
            return new(new("drawn-192", vector), 0.5f, "one.jpg", new byte[] { 0xFF, 0xD8, 0xFF });
        }
    }
}
