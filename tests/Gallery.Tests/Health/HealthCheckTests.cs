using FaceStream.Gallery.Health;
using static FaceStream.Gallery.Tests.TemporaryGallery;

namespace FaceStream.Gallery.Tests.Health;

public sealed class HealthCheckTests : IDisposable
{
    private static readonly HealthLimits Limits = new(LookAlikeFrom: 0.5f, UnlikeBelow: 0.2f);

    private readonly TemporaryGallery _place = new();
    private readonly GalleryService _gallery;

    public HealthCheckTests() => _gallery = _place.Open();

    public void Dispose()
    {
        _gallery.Dispose();
        _place.Dispose();
    }

    [Fact]
    public void Two_people_who_look_alike_are_one_pair_with_their_closest_templates_and_the_closest_pair_is_first()
    {
        var alice = _gallery.Enrol("Alice", [Look(1, 0, 0, 0), Look(1, 0.5f, 0, 0)]);
        var bob = _gallery.Enrol("Bob", [Look(1, 0.6f, 0, 0), Look(1, 2, 0, 0)]);
        _gallery.Enrol("Cem", [Look(0, 1, 1, 0)]);
        _gallery.Enrol("Dora", [Look(0, 0, 0, 1)]);

        var pairs = Check().LookAlikes;

        Assert.Equal((alice.Templates[1].Id, bob.Templates[0].Id), (pairs[0].OneTemplate, pairs[0].OtherTemplate));
        Assert.Equal([("Alice", "Bob"), ("Bob", "Cem")], pairs.Select(pair => (pair.One.Name, pair.Other.Name)));
        Assert.Equal(2 / (MathF.Sqrt(5) * MathF.Sqrt(2)), pairs[1].Similarity, 1e-5f);
        Assert.Single(HealthCheck.Of(_gallery.Snapshot(Model), _gallery.People, Limits with { Most = 1 }, default).LookAlikes);
    }

    [Fact]
    public void A_template_that_is_closer_to_somebody_else_or_unlike_all_others_of_its_person_is_an_outlier()
    {
        var alice = _gallery.Enrol("Alice", [Look(1, 0, 0, 0), Look(1, 0.3f, 0, 0), Look(0, 0, 0, 1), Look(0.3f, 0, 1, 0)]);
        _gallery.Enrol("Bob", [Look(0, 0, 1, 0)]);

        var outliers = Check().Outliers;

        Assert.Equal([(alice.Templates[3].Id, "Bob"), (alice.Templates[2].Id, null)], outliers.Select(one => (one.Template, one.Rival?.Name)));
        Assert.Equal(1 / MathF.Sqrt(1.09f), outliers[0].RivalSimilarity, 1e-5f);
        Assert.Equal(0, outliers[1].Own, 1e-5f);
    }

    [Fact]
    public void People_without_templates_with_one_or_with_nearly_the_same_ones_are_weak()
    {
        _gallery.Enrol("Alike", [Look(1, 0, 0, 0), Look(1, 0.05f, 0, 0)]);
        _gallery.Enrol("Older", [LookOf("older", 1, 0)]);
        _gallery.Enrol("Single", [Look(0, 1, 0, 0)]);
        _gallery.Enrol("Well", [Look(0, 0, 1, 0), Look(0, 0, 1, 1)]);

        Assert.Equal([("Older", 0, Weakness.NoPicture), ("Single", 1, Weakness.OnePicture), ("Alike", 2, Weakness.Alike)],
            Check().Weak.Select(one => (one.Person.Name, one.Templates, one.Weakness)));
    }

    [Fact]
    public void A_gallery_without_anybody_is_well() => Assert.Equal((0, 0, 0), (Check().LookAlikes.Count, Check().Outliers.Count, Check().Weak.Count));

    private GalleryHealth Check() => HealthCheck.Of(_gallery.Snapshot(Model), _gallery.People, Limits, TestContext.Current.CancellationToken);
}
