using System.Diagnostics;
using FaceStream.Recognizer.Detection;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Imaging;
using FaceStream.StreamIngest.Sources;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests.Detection;

/// <summary>Cuts in real recordings, as they are and made worse, at three frame rates.</summary>
public sealed class SceneFootageTests
{
    private static readonly double[] Rates = [0, 10, 5];

    private static readonly Degradation[] Ways =
    [
        new(), new() { Height = 180, Jpeg = 50 }, new() { Height = 240, Blur = 1.2, Jpeg = 70 }, new() { Height = 240, Light = 0.3, Noise = 6, Jpeg = 40 },
    ];

    [Theory]
    [InlineData("walk-through")]
    [InlineData("visitor")]
    [InlineData("street")]
    public void The_sample_footage_has_no_cut(string scene) => Assert.All(Cuts(Places.Sample($"{scene}.mp4"), Ways[0]), Assert.Empty);

    // At frame 274 there is one more, from a woman to the same woman in the same place, which differs less than she does when she moves.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Cuts_from_one_person_to_another_in_one_office_are_found_in_good_pictures_and_bad_ones(int way)
    {
        var found = Cuts(Places.SharedData("video/office-sequence.mp4"), Ways[way]);

        Assert.Equal([58, 119, 185, 346], found[0]);
        Assert.All(found[1..], cuts => Assert.Equal(4, cuts.Count));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Cuts_on_a_stage_are_found_between_people_who_move(int way)
    {
        var found = Cuts(Places.SharedData("video/hamilton.mp4"), Ways[way]);

        // Made three times as dark, an audience in the dark has too few edges left to be judged: cuts are missed, and none is invented.
        Assert.All(found[0], cut => Assert.Contains(cut, (long[])[20, 21, 82, 211]));
        Assert.All(found, cuts => Assert.InRange(cuts.Count, way == 3 ? 1 : 2, 3));
        if (way < 3)
            Assert.Equal([20, 82, 211], found[0]);
    }

    /// <summary>A minute long; docs/models.md has what it printed.</summary>
    [Fact(Explicit = true)]
    public void In_recordings_without_a_cut_there_is_none()
    {
        var (pictures, wrong, looking) = (0L, 0, new Stopwatch());
        foreach (var file in Directory.GetFiles(Places.SharedData("video")).Where(file => Path.GetExtension(file) is ".mp4" or ".mkv").Order(StringComparer.Ordinal))
        {
            foreach (var (how, way) in Ways.Select((how, way) => (how, way)))
            {
                var found = Cuts(file, how, ref pictures, looking);
                if (found.Any(cuts => cuts.Count > 0))
                    TestContext.Current.TestOutputHelper?.WriteLine($"{Path.GetFileName(file)} {way}: {string.Join(" | ", found.Select(cuts => string.Join(", ", cuts)))}");
                wrong += Path.GetFileNameWithoutExtension(file) is "office-sequence" or "hamilton" ? 0 : found.Sum(cuts => cuts.Count);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{pictures} pictures, {1e3 * looking.Elapsed.TotalMilliseconds / pictures:0} µs each, {wrong} cuts where there are none");
        Assert.Equal(0, wrong);
    }

    private static List<long>[] Cuts(string file, Degradation how)
    {
        var pictures = 0L;
        return Cuts(file, how, ref pictures, new());
    }

    /// <summary>For each of the rates, the numbers of the frames that begin a scene.</summary>
    private static List<long>[] Cuts(string file, Degradation how, ref long pictures, Stopwatch looking)
    {
        var camera = new CameraOptions { Name = "door", Source = file };
        using var source = new DegradedSource(FrameSources.Create(SourceAddress.Parse(file), camera), how);
        source.Open(TestContext.Current.CancellationToken);
        var pool = new FramePool(limit: 1);
        var watches = Array.ConvertAll(Rates, _ => new SceneWatch());
        var due = new double[Rates.Length];
        var cuts = Array.ConvertAll(Rates, _ => new List<long>());
        for (var frame = 0L; source.TryRead(out var picture); frame++)
        {
            using var pixels = pool.TryRent(new("door", 0, frame, picture.Time, 0, default, picture.Width, picture.Height, picture.Colour))!;
            source.CopyTo(pixels.Writable[..pixels.Header.ByteCount]);
            for (var i = 0; i < Rates.Length; i++)
            {
                if (picture.Time.TotalSeconds < due[i])
                    continue;
                due[i] = Rates[i] == 0 ? 0 : due[i] + 1 / Rates[i];
                pictures++;
                looking.Start();
                var cut = watches[i].Look(pixels);
                looking.Stop();
                if (cut)
                    cuts[i].Add(frame);
            }
        }

        return cuts;
    }
}
