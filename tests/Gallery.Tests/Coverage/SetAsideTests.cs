using FaceStream.Gallery.Storage;
using static FaceStream.Gallery.Tests.TemporaryGallery;

namespace FaceStream.Gallery.Tests.Coverage;

/// <summary>Templates that show nothing new: kept with their pictures, not searched, and back when they are needed or wanted.</summary>
public sealed class SetAsideTests : IDisposable
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 1];

    private readonly TemporaryGallery _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void The_sixth_of_one_look_is_kept_and_not_searched_here_elsewhere_and_after_a_start()
    {
        using var gallery = _place.Open();
        using var other = _place.Open();
        var alice = gallery.Enrol("Alice", [.. Many(5)]).Person;
        var sixth = gallery.Enrol("Alice", [Near(0.01f, 0.4f)]);

        Assert.Empty(sixth.Search.In);
        var shown = gallery.Show(alice.Id)!.Templates;
        Assert.Equal(shown[0].Id, Assert.NotNull(shown[5].SetAside).By);
        Assert.All(shown.Take(5), one => Assert.Null(one.SetAside));
        Assert.Equal((5, 1), (gallery.List()[0].Templates, gallery.List()[0].SetAside));
        Assert.Equal(Jpeg, gallery.Picture(shown[5].Id)!.Value.ToArray());
        Assert.Single(gallery.SetAside(alice.Id, Model));
        Assert.Empty(gallery.SetAside(alice.Id, "another"));
        other.Refresh();
        using var later = _place.Open();
        Assert.All([gallery, other, later], one => Searched(one, 5));
    }

    [Fact]
    public void A_better_one_takes_the_place_of_an_older_one()
    {
        using var gallery = _place.Open();
        var old = gallery.Enrol("Alice", [.. Many(5)]);
        var better = gallery.Enrol("Alice", [Near(0.001f, 0.9f)]);

        Assert.Equal(better.Templates[0].Id, Assert.Single(better.Search.In).Id);
        Assert.Equal(old.Templates[0].Id, Assert.Single(better.Search.Out));
        Searched(gallery, 5);
    }

    [Fact]
    public void What_is_restored_stays_whatever_comes_and_also_in_another_gallery()
    {
        using var gallery = _place.Open();
        var alice = gallery.Enrol("Alice", [.. Many(5), Near(0.005f, 0.4f)]).Person;
        var aside = gallery.Show(alice.Id)!.Templates[5].Id;

        gallery.Restore(aside);
        Searched(gallery, 6);
        gallery.Enrol("Alice", [Near(0.0051f, 1)]);
        gallery.Restore(aside);
        using var archive = new MemoryStream();
        gallery.Export(archive);
        using var elsewhere = new TemporaryGallery();
        using var there = elsewhere.Open();
        there.Import(archive, Model);

        foreach (var one in (GalleryService[])[gallery, there])
        {
            var shown = one.Show(one.Find("Alice")!.Id)!.Templates;
            Assert.Equal((7, true, null), (shown.Count, shown[5].Restored, shown[5].SetAside));
            Assert.Equal(shown.Select(look => look.SetAside is null), gallery.Show(alice.Id)!.Templates.Select(look => look.SetAside is null));
            Searched(one, shown.Count(look => look.SetAside is null));
        }

        Assert.Equal(GalleryRefusal.NoSuchTemplate, Assert.Throws<GalleryRefusedException>(() => gallery.Restore(4711)).Reason);
    }

    [Fact]
    public void Without_what_covered_it_one_is_searched_again()
    {
        using var gallery = _place.Open();
        var enrolled = gallery.Enrol("Alice", [Near(0, 1), Look(0, 1, 0, 0), Look(0, 0, 1, 0), Look(0, 0, 0, 1), Look(0, 1, 1, 1), Near(0.01f, 0.4f), Near(0.02f, 0.3f)]);
        Assert.Equal(enrolled.Templates.Take(5).Select(one => one.Id), enrolled.Search.In.Select(one => one.Id));

        gallery.RemoveTemplate(enrolled.Templates[0].Id);

        var shown = gallery.Show(enrolled.Person.Id)!.Templates;
        Assert.Null(shown[4].SetAside);
        Assert.Equal(shown[4].Id, shown[5].SetAside!.Value.By);
        Searched(gallery, 5);
    }

    [Fact]
    public void Merging_settles_again_and_removing_the_person_removes_what_is_set_aside()
    {
        using var gallery = _place.Open();
        var alice = gallery.Enrol("Alice", [.. Many(4)]).Person;
        var bob = gallery.Enrol("Bob", [.. Many(4).Select(look => look with { Quality = 0.95f })]).Person;
        gallery.Merge(bob.Id, alice.Id);
        var shown = gallery.Show(alice.Id)!.Templates;
        Assert.Equal((8, 3), (shown.Count, shown.Count(one => one.SetAside is not null)));
        Searched(gallery, 5);

        gallery.Remove(alice.Id);
        Assert.All(shown, one => Assert.Null(gallery.Picture(one.Id)));
        Searched(gallery, 0);
    }

    [Fact]
    public void A_template_that_was_embedded_again_is_settled_among_its_new_kind_and_goes_by_its_first_number_too()
    {
        using var gallery = _place.Open();
        var enrolled = gallery.Enrol("Alice", [.. Many(7)]);
        var aside = gallery.Show(enrolled.Person.Id)!.Templates.Where(one => one.SetAside is not null).ToArray();
        Assert.Equal(2, aside.Length);
        gallery.Restore(aside[0].Id);
        foreach (var template in enrolled.Templates)
            gallery.Replace(template.Id, template.Embedding with { Model = "newer" });

        var shown = gallery.Show(enrolled.Person.Id)!.Templates;
        Assert.All(shown, one => Assert.Equal("newer", one.Model));
        Assert.Equal((7, 1), (shown.Count, shown.Count(one => one.SetAside is not null)));
        Assert.Single(shown, one => one.Restored);
        Searched(gallery, 6, "newer");

        gallery.Replace(shown[0].Id, enrolled.Templates[0].Embedding with { Model = "newest" });
        gallery.RemoveTemplate(enrolled.Templates[0].Id);
        Assert.Equal(6, gallery.Show(enrolled.Person.Id)!.Templates.Count);
        Assert.Equal(0, gallery.Snapshot("newest").TemplateCount);
        Assert.Empty(gallery.Check());
    }

    [Fact]
    public void Whatever_happens_memory_and_file_agree_and_what_covers_is_searched()
    {
        var chance = new Random(11);
        using var gallery = _place.Open();
        for (var step = 0; step < 300; step++)
        {
            var people = gallery.People;
            var templates = people.SelectMany(person => gallery.Show(person.Id)!.Templates).ToArray();
            switch (people.Count < 2 || templates.Length == 0 ? 0 : chance.Next(9))
            {
                case < 5:
                    gallery.Enrol($"P{chance.Next(3)}", [.. Enumerable.Range(0, chance.Next(1, 4)).Select(_ => Near(chance.NextSingle(), chance.NextSingle()))]);
                    break;
                case 5:
                    gallery.RemoveTemplate(templates[chance.Next(templates.Length)].Id);
                    break;
                case 6:
                    gallery.Restore(templates[chance.Next(templates.Length)].Id);
                    break;
                case 7:
                    gallery.Replace(templates[chance.Next(templates.Length)].Id, new Embedding(chance.Next(2) == 0 ? Model : "other", Unit(1, chance.NextSingle(), 0, 0)));
                    break;
                default:
                    gallery.Merge(people[0].Id, people[1].Id);
                    break;
            }

            Assert.Empty(gallery.Check());
            Searched(gallery, gallery.List().Sum(person => person.Templates), Model, "other");
        }

        using var after = _place.Open();
        Assert.All((string[])[Model, "other"], model => Assert.Equal(Rows(after, model), Rows(gallery, model)));
        Assert.NotEqual(0, gallery.List().Sum(person => person.SetAside));
    }

    [Fact]
    public void A_gallery_of_before_is_settled_once_and_what_is_restored_then_stays()
    {
        using (var before = new SqliteGalleryStore(_place.Path, TimeSpan.FromSeconds(1), Schema.Gallery with { Steps = [Schema.Gallery.Steps[0]] }))
        {
            using var old = _place.Connect();
            old.Run("INSERT INTO model (name, dimension) VALUES ($1, 4)", Model);
            foreach (var (person, templates) in (ReadOnlySpan<(string, int)>)[("Alice", 7), ("Bob", 5), ("Carol", 9), ("Nobody", 0)])
            {
                var id = old.Number("INSERT INTO person (name, key, created) VALUES ($1, $2, 0) RETURNING id", person, PersonName.Key(person));
                for (var i = 0; i < templates; i++)
                    old.Run("INSERT INTO template (person, model, vector, quality, pictured, source, created) VALUES ($1, 1, $2, 0.5, 0, '', 0)", id, new byte[] { 0, 0, 128, 63, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 });
            }
        }

        using (var gallery = _place.Open())
        {
            Assert.True(File.Exists($"{_place.Path}.before-version-{Schema.Gallery.Steps.Count}"));
            Searched(gallery, 21);      // as it was left

            var told = 0;
            gallery.Changed += () => told++;
            using var stopped = new CancellationTokenSource();
            stopped.Cancel();
            Assert.Equal((0, 0), gallery.SettleOlder(stopped.Token));
            Assert.Equal((6, 2), gallery.SettleOlder(default));
            Assert.Equal(1, told);
            Searched(gallery, 15);
            Assert.Equal([(5, 2), (5, 0), (5, 4), (0, 0)], gallery.List().Select(person => (person.Templates, person.SetAside)));
            Assert.Empty(gallery.Check());

            gallery.Restore(gallery.Show(1)!.Templates.First(one => one.SetAside is not null).Id);
            Assert.Equal((0, 0), gallery.SettleOlder(default));
        }

        using var later = _place.Open();
        Assert.Equal((0, 0), later.SettleOlder(default));
        Searched(later, 16);
    }

    private static void Searched(GalleryService gallery, int expected, params string[] models) =>
        Assert.Equal(expected, (models.Length == 0 ? [Model] : models).Sum(model => gallery.Snapshot(model).TemplateCount));

    private static long[] Rows(GalleryService gallery, string model) =>
        [.. gallery.Snapshot(model).Templates.Blocks.ToArray().SelectMany(rows => rows.Block.Ids.Take(rows.Count)).Order()];

    /// <summary>Nearly one look, the first the best.</summary>
    private static IEnumerable<NewTemplate> Many(int count) => Enumerable.Range(0, count).Select(i => Near(0.01f * i, 0.8f - (0.05f * i)));

    private static NewTemplate Near(float aside, float quality) => Look(1, aside, 0, 0) with { Quality = quality, Picture = Jpeg };
}
