using System.Diagnostics;

namespace FaceStream.Gallery.Tests.Storage;

/// <summary>SIGKILL at any moment: nothing acknowledged is lost, nothing is there by half.</summary>
public class CrashTests
{
    // FACESTREAM_KILLS=100 for the long run.
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("FACESTREAM_KILLS") ?? "12");

    [Fact]
    public async Task Killed_at_random_moments_the_gallery_has_every_acknowledged_change_and_the_last_one_wholly_or_not_at_all()
    {
        using var place = new TemporaryGallery();
        var chance = new Random(2026);
        Dictionary<string, List<string>> expected = [];
        var acknowledged = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var acks = await KillAsync(place.Path, kill, chance);
            acknowledged += acks;

            var script = new Script(kill, expected.Keys);
            for (var i = 0; i < acks; i++)
                script.Next().Do(expected);
            var without = Words(expected);
            var last = Copy(expected);
            script.Next().Do(last);

            using var gallery = place.Open();
            Assert.Empty(gallery.Check());
            var there = There(gallery);
            Assert.True(there == without || there == Words(last), $"kill {kill} after {acks} acks:\n{there}\nis neither\n{without}\nnor\n{Words(last)}");
            expected = there == without ? expected : last;
            Assert.Equal(gallery.List().Sum(person => person.Templates), gallery.Snapshot(TemporaryGallery.Model).TemplateCount);
        }

        Assert.True(acknowledged > Kills, $"{acknowledged} changes in {Kills} runs are too few to tell");
        TestContext.Current.SendDiagnosticMessage("{0} kills, {1} acknowledged changes", Kills, acknowledged);
    }

    /// <summary>Runs a victim until a random moment, and says how many changes it had acknowledged.</summary>
    private static async Task<int> KillAsync(string path, int seed, Random chance)
    {
        using var victim = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Victim.Argument, path, $"{seed}"])
        {
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("ready", await victim.StandardOutput.ReadLineAsync());
        var (acks, enough) = (0, chance.Next(30));
        for (; acks < enough; acks++)
            Assert.Equal($"{acks + 1}", await victim.StandardOutput.ReadLineAsync());

        var moment = Stopwatch.GetTimestamp() + (long)(chance.NextDouble() * 0.01 * Stopwatch.Frequency);
        while (Stopwatch.GetTimestamp() < moment)
            Thread.SpinWait(20);
        victim.Kill();

        while (await victim.StandardOutput.ReadLineAsync() is { } line && line == $"{acks + 1}")
            acks++;
        await victim.WaitForExitAsync();
        Assert.Equal(128 + 9, victim.ExitCode);
        return acks;
    }

    private static string There(GalleryService gallery) => Words(gallery.People.ToDictionary(
        person => person.Name, person => gallery.Show(person.Id)!.Templates.Select(template => template.Source).ToList()));

    private static string Words(Dictionary<string, List<string>> people) => string.Join('\n', people
        .OrderBy(person => person.Key, StringComparer.Ordinal)
        .Select(person => $"{person.Key}: {string.Join(' ', person.Value.Order(StringComparer.Ordinal))}"));

    private static Dictionary<string, List<string>> Copy(Dictionary<string, List<string>> people) =>
        people.ToDictionary(person => person.Key, person => person.Value.ToList());
}
