using FaceStream.Recognizer.Evaluation;
using FaceStream.Recognizer.Models;
using FaceStream.Recognizer.Models.Conversion;
using FaceStream.Recognizer.Tests.Identification;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests.Evaluation;

public sealed class CalibrationProtocolTests : IDisposable
{
    private readonly DrawnPeople _people = new(seed: 9);

    public void Dispose() => _people.Dispose();

    [Fact]
    public void Similarities_that_were_drawn_are_measured_as_they_were_drawn()
    {
        // Good looks have a cosine of 0.9² to one another, bad ones 0.6².
        var measured = CalibrationProtocol.Measure(new LookPairs([.. Looks(80, 0.9, 0.95f), .. Looks(80, 0.6, 0.3f)]));

        Assert.Equal([0.3, 0.95], measured.Bands!.Select(band => Math.Round(band.Quality, 3)));
        Assert.Equal(0.36, measured.Bands![0].Genuine.Mean, 0.02);
        Assert.Equal(0.81, measured.Bands[1].Genuine.Mean, 0.02);
        Assert.True(measured.Bands[0].Genuine.Deviation > measured.Bands[1].Genuine.Deviation);
        Assert.Equal(0, measured.Impostor.Mean, 0.02);
        Assert.Equal(1 / Math.Sqrt(48), measured.Impostor.Deviation, 0.02);         // strangers in 48 dimensions
        Assert.Equal(measured.Thresholds.Select(point => point.Similarity).Order(), measured.Thresholds.Select(point => point.Similarity));
        Assert.Equal(1e-1, measured.Thresholds[0].FalseAcceptRate);
    }

    [Fact]
    public void A_threshold_lets_as_many_strangers_pass_as_its_rate_says()
    {
        var pairs = new LookPairs([.. Looks(150, 0.85, 0.8f)]);

        foreach (var point in CalibrationProtocol.Measure(pairs).Thresholds)
            Assert.Equal(point.FalseAcceptRate, (double)pairs.Impostor.Count(pair => pair.Similarity >= point.Similarity) / pairs.Impostor.Count, 0.2 * point.FalseAcceptRate);
    }

    [Fact]
    public void Too_few_pairs_are_refused()
    {
        var refused = Assert.Throws<ArgumentException>(() => CalibrationProtocol.Measure(new LookPairs([.. Looks(3, 0.9, 1)])));

        Assert.Contains("9 pairs of one person", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_that_do_not_hold_one_person_each_are_refused()
    {
        LabelledLook[] looks = [.. Looks(30, 0.9, 0.9f)];

        var refused = Assert.Throws<ArgumentException>(() => CalibrationProtocol.Measure(new LookPairs([.. looks.Select((look, i) => look with { Person = $"{i % 3}" })])));

        Assert.Matches(@"^Pictures of one person have a similarity of -?0\.\d+, pictures of two 0\.\d+\. Check that each folder holds one person\.", refused.Message);
    }

    [Fact]
    public void Misses_fall_when_the_looks_that_are_called_bad_are_left_out_and_stay_when_quality_tells_nothing()
    {
        LabelledLook[] looks = [.. Looks(60, 0.9, 0.9f), .. Looks(60, 0.55, 0.2f)];

        var (told, untold) = (RejectionProtocol.Curve(looks, 0.5, look => look.Score), RejectionProtocol.Curve(looks, 0.5, look => look.EyeDistance));

        Assert.InRange(told[0].Share, 0.4, 0.5);
        Assert.Equal(0, told[^1].Share);
        Assert.Equal(untold[0], untold[^1]);
    }

    [Fact]
    public void A_calibration_with_bands_goes_through_the_manifest_as_it_is()
    {
        var measured = CalibrationProtocol.Measure(new LookPairs([.. Looks(80, 0.9, 0.95f)]));
        var manifest = StandardModels.All[^1].Manifest with { Calibration = measured };

        var read = ManifestJson.Read(System.Text.Encoding.UTF8.GetBytes(ManifestJson.Write(manifest)), "model.json").Calibration!;

        Assert.Equal(measured.Bands, read.Bands!);
        Assert.Equal(measured.Thresholds, read.Thresholds);
        Assert.Equal(measured with { Bands = null, Thresholds = [] }, read with { Bands = null, Thresholds = [] });
    }

    [Fact]
    public void A_model_that_was_calibrated_anew_counts_as_installed_and_another_change_does_not()
    {
        using var folder = new TemporaryFolder();
        var store = new ModelStore(folder.Path);
        foreach (var model in StandardModels.All)
        {
            Directory.CreateDirectory(folder[model.Manifest.Id]);
            folder.Write(Path.Combine(model.Manifest.Id, "model.json"), ManifestJson.Write(model.Manifest));
        }

        var measured = CalibrationProtocol.Measure(new LookPairs([.. Looks(80, 0.9, 0.95f)]));
        store.Calibrate("mobilefacenet-192", measured);

        Assert.True(store.IsInstalled);
        Assert.Equal(measured.Genuine, store.Get("mobilefacenet-192").Manifest.Calibration!.Genuine);
        Assert.Throws<ModelException>(() => store.Calibrate("mtcnn-pnet", measured));
        folder.Write(Path.Combine("mobilefacenet-192", "model.json"), ManifestJson.Write(StandardModels.All[^1].Manifest with { Calibration = measured with { Own = true }, Licence = "another" }));
        Assert.False(store.IsInstalled);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(null)]
    public void An_upgrade_keeps_what_was_measured_here_and_replaces_what_was_once_brought(bool? own)
    {
        using var folder = new TemporaryFolder();
        var store = new ModelStore(folder.Path, TestModels.Packages);
        store.Install();
        var pinned = StandardModels.All[^1].Manifest;
        var measured = CalibrationProtocol.Measure(new LookPairs([.. Looks(80, 0.9, 0.95f)])) with { Own = own };
        // An older version's, which said something else of the same network.
        folder.Write(Path.Combine(pinned.Id, "model.json"), ManifestJson.Write(pinned with { Calibration = measured, Licence = "another" }));

        Assert.False(store.IsInstalled);
        store.Install();

        Assert.True(store.IsInstalled);
        Assert.Equal(ManifestJson.Write(own == true ? pinned with { Calibration = measured } : pinned), ManifestJson.Write(store.Get(pinned.Id).Manifest));
    }

    [Fact]
    public void A_calibration_that_was_once_brought_does_not_count_as_the_one_of_today()
    {
        using var folder = new TemporaryFolder();
        var store = new ModelStore(folder.Path);
        foreach (var model in StandardModels.All)
        {
            Directory.CreateDirectory(folder[model.Manifest.Id]);
            folder.Write(Path.Combine(model.Manifest.Id, "model.json"), ManifestJson.Write(model.Manifest));
        }

        Assert.True(store.IsInstalled);
        var pinned = StandardModels.All[^1].Manifest;
        folder.Write(Path.Combine(pinned.Id, "model.json"), ManifestJson.Write(pinned with { Calibration = CalibrationProtocol.Measure(new LookPairs([.. Looks(80, 0.9, 0.95f)])) }));
        Assert.False(store.IsInstalled);
    }

    private IEnumerable<LabelledLook> Looks(int people, double share, float quality)
    {
        for (var i = 0; i < people; i++)
        {
            var (name, who) = ($"{share} {i}", _people.Somebody());
            for (var picture = 0; picture < 3; picture++)
                yield return new(name, _people.Picture(who, share), DrawnPeople.Quality(quality));
        }
    }
}
