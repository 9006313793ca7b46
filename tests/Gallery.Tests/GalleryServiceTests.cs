using FaceStream.Gallery.Storage;
using FsCheck;
using FsCheck.Fluent;
using static FaceStream.Gallery.Tests.TemporaryGallery;

namespace FaceStream.Gallery.Tests;

public sealed class GalleryServiceTests : IDisposable
{
    private readonly TemporaryGallery _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Who_is_enrolled_is_found_at_once_and_after_a_restart()
    {
        using (var gallery = _place.Open())
        {
            Assert.True(gallery.Enrol("Alice", [Look(1, 0, 0, 0), Look(0.9f, 0.1f, 0, 0)]).Created);
            gallery.Enrol("Bob", [Look(0, 1, 0, 0)]);
            AliceThenBob(gallery);
        }

        using var again = _place.Open();
        AliceThenBob(again);
        Assert.Equal(["Alice", "Bob"], Names(again));

        static void AliceThenBob(GalleryService gallery)
        {
            var matches = gallery.Snapshot(Model).Search(Unit(1, 0, 0, 0), top: 5);
            Assert.Equal(["Alice", "Bob"], Names(matches));
            Assert.Equal(1, matches[0].Similarity, 1e-6);
            Assert.Equal(0, matches[1].Similarity, 1e-6);
        }
    }

    [Fact]
    public void What_was_enrolled_can_be_shown()
    {
        using var gallery = _place.Open(new ManualClock(Noon));
        var first = Look(1, 0, 0, 0) with { Quality = 0.25f, Source = "a.jpg" };
        var second = LookOf("other", 1, 0) with { Quality = 0.75f, Source = "b.jpg", Picture = new byte[] { 0xFF, 0xD8, 1, 2 } };

        var enrolled = gallery.Enrol("Alice", [first, second]);

        var shown = gallery.Show(enrolled.Person.Id)!;
        Assert.Equal(new Person(enrolled.Person.Id, "Alice", Noon), shown.Person);
        Assert.Equal(
            [
                new TemplateDetails(enrolled.Templates[0].Id, Model, 0.25f, "a.jpg", Noon, false),
                new TemplateDetails(enrolled.Templates[1].Id, "other", 0.75f, "b.jpg", Noon, true),
            ],
            shown.Templates);
        Assert.Equal(second.Picture.ToArray(), gallery.Picture(enrolled.Templates[1].Id)!.Value.ToArray());
        Assert.Null(gallery.Picture(enrolled.Templates[0].Id));
        Assert.Null(gallery.Picture(4711));
        Assert.Null(gallery.Show(4711));
        Assert.Equal(new PersonSummary(shown.Person, 2, enrolled.Templates[1].Id), Assert.Single(gallery.List()));
    }

    [Fact]
    public void A_list_is_of_now()
    {
        using var gallery = _place.Open();
        Assert.Empty(gallery.List());
        var alice = gallery.Enrol("Alice", [Look(1, 0, 0, 0) with { Picture = new byte[] { 1 } }]);
        Assert.Same(gallery.List(), gallery.List());
        Assert.Equal([new PersonSummary(alice.Person, 1, alice.Templates[0].Id)], gallery.List());
        var better = gallery.Enrol("Alice", [Look(1, 0, 0, 0), Look(1, 0, 0, 0) with { Quality = 0.9f, Picture = new byte[] { 1 } }]);
        Assert.Equal([new PersonSummary(alice.Person, 3, better.Templates[1].Id)], gallery.List());
        gallery.RemoveTemplate(better.Templates[1].Id);
        Assert.Equal([new PersonSummary(alice.Person, 2, alice.Templates[0].Id)], gallery.List());
    }

    [Fact]
    public void Twins_of_a_name_are_the_person_who_has_it()
    {
        using var gallery = _place.Open();
        var andre = gallery.Enrol("André", [Look(1, 0, 0, 0)]).Person;

        var twin = gallery.Enrol("  ANDRE\u0301 ", [Look(0, 1, 0, 0)]);

        Assert.False(twin.Created);
        Assert.Equal(andre, twin.Person);
        Assert.Equal(andre, gallery.Find("andré"));
        Assert.Equal(andre, gallery.Find($"{andre.Id}"));
        Assert.Null(gallery.Find("Andre"));
        Assert.Equal("ANDRÉ", gallery.Rename(andre.Id, "ANDRÉ").Name);
    }

    [Fact]
    public void A_number_can_be_a_name_and_then_is_one()
    {
        using var gallery = _place.Open();
        var alice = gallery.Enrol("Alice", [Look(1, 0, 0, 0)]).Person;
        var named = gallery.Enrol($"{alice.Id}", [Look(0, 1, 0, 0)]).Person;
        Assert.Equal(named, gallery.Find($"{alice.Id}"));
        Assert.Equal(named, gallery.Find($"{named.Id}"));
    }

    [Fact]
    public void Who_is_asked_for_by_name_is_never_found_by_number_and_the_other_way_round()
    {
        using var gallery = _place.Open();
        var alice = gallery.Enrol("Alice", [Look(1, 0, 0, 0)]).Person;

        Assert.Equal((alice, null), (gallery.Named(" ALICE "), gallery.Named($"{alice.Id}")));
        Assert.Equal((alice, null), (gallery.Find(alice.Id), gallery.Find(alice.Id + 1)));
    }

    [Fact]
    public void A_new_name_shows_at_once_and_a_taken_one_is_refused()
    {
        using var gallery = _place.Open();
        var alice = gallery.Enrol("Alice", [Look(1, 0, 0, 0)]).Person;
        gallery.Enrol("Bob", [Look(0, 1, 0, 0)]);

        gallery.Rename(alice.Id, "Carol");

        Assert.Equal("Carol", gallery.Snapshot(Model).Search(Unit(1, 0, 0, 0), 1)[0].Person.Name);
        Assert.Null(gallery.Find("Alice"));
        Refuses(GalleryRefusal.NameTaken, () => gallery.Rename(alice.Id, "bob"));
        Refuses(GalleryRefusal.NoSuchPerson, () => gallery.Rename(4711, "Dora"));
        Refuses(GalleryRefusal.BadName, () => gallery.Rename(alice.Id, "a\u202Eb"));
        Assert.Equal(["Bob", "Carol"], Names(gallery));
    }

    [Fact]
    public void Somebody_hidden_is_marked_so_and_found_like_everybody()
    {
        Person alice;
        using (var gallery = _place.Open())
        {
            alice = gallery.Enrol("Alice", [Look(1, 0, 0, 0)]).Person;

            Assert.True(gallery.Hide(alice.Id, hidden: true).Hidden);

            Assert.True(Assert.Single(gallery.List()).Person.Hidden);
            Assert.Equal((alice.Id, true), (gallery.Snapshot(Model).Search(Unit(1, 0, 0, 0), 1)[0].Person.Id, gallery.Find("alice")!.Hidden));
            Refuses(GalleryRefusal.NoSuchPerson, () => gallery.Hide(4711, hidden: true));
        }

        using var again = _place.Open();
        Assert.True(again.Rename(alice.Id, "Alicia").Hidden);
        Assert.True(again.Enrol("Alicia", [Look(0, 1, 0, 0)]).Person.Hidden);
        again.Hide(alice.Id, hidden: false);
        Assert.False(again.Show(alice.Id)!.Person.Hidden);
    }

    [Fact]
    public void A_gallery_of_an_older_version_has_nobody_hidden_and_a_copy_beside_it()
    {
        using (var older = new SqliteGalleryStore(_place.Path, TimeSpan.FromSeconds(1), Schema.Gallery with { Steps = [.. Schema.Gallery.Steps.Take(2)] }))
        {
            using var file = _place.Connect();
            file.Run("INSERT INTO person (name, key, created) VALUES ('Alice', 'alice', 0)");
        }

        using var gallery = _place.Open();

        Assert.False(Assert.Single(gallery.People).Hidden);
        Assert.True(File.Exists($"{_place.Path}.before-version-{Schema.Gallery.Steps.Count}"));
    }

    [Theory]
    [InlineData(198)]
    [InlineData(199)]
    [InlineData(200)]
    public void A_long_name_of_a_picture_is_cut_between_two_characters(int before)
    {
        using var gallery = _place.Open();
        var person = gallery.Enrol("Alice", [Look(1, 0, 0, 0) with { Source = new string('x', before) + "😀😀" }]).Person;

        var source = gallery.Show(person.Id)!.Templates[0].Source;

        Assert.EndsWith("x…", source, StringComparison.Ordinal);
    }

    [Fact]
    public void Merged_people_are_one_with_the_templates_of_both()
    {
        using var gallery = _place.Open();
        var al = gallery.Enrol("Al", [Look(1, 0, 0, 0)]).Person;
        var alice = gallery.Enrol("Alice", [Look(0, 1, 0, 0)]).Person;

        gallery.Merge(al.Id, alice.Id);

        foreach (var direction in (float[][])[[1, 0, 0, 0], [0, 1, 0, 0]])
        {
            var best = gallery.Snapshot(Model).Search(Unit(direction), 5);
            Assert.Equal((alice, 1f), (Assert.Single(best).Person, best[0].Similarity));
        }

        Assert.Equal(2, gallery.Show(alice.Id)!.Templates.Count);
        Refuses(GalleryRefusal.NoSuchPerson, () => gallery.Merge(al.Id, alice.Id));
        Refuses(GalleryRefusal.NoSuchPerson, () => gallery.Merge(alice.Id, al.Id));
        Refuses(GalleryRefusal.SamePerson, () => gallery.Merge(alice.Id, alice.Id));
        Assert.Equal(["Alice"], Names(gallery));
    }

    [Fact]
    public void Who_is_removed_is_found_no_more_and_the_id_is_never_used_again()
    {
        using var gallery = _place.Open();
        var bob = gallery.Enrol("Bob", [Look(0, 1, 0, 0)]);
        gallery.Enrol("Alice", [Look(1, 0, 0, 0)]);
        var before = gallery.Snapshot(Model);
        var last = gallery.Enrol("Last", [Look(0, 0, 1, 0)]);

        gallery.Remove(bob.Person.Id);
        gallery.Remove(last.Person.Id);

        Assert.Equal(["Alice"], Names(gallery.Snapshot(Model).Search(Unit(0, 1, 0, 0), 5)));
        Assert.Equal(["Bob", "Alice"], Names(before.Search(Unit(0, 1, 0, 0), 5)));
        Refuses(GalleryRefusal.NoSuchPerson, () => gallery.Remove(bob.Person.Id));
        var again = gallery.Enrol("Last", [Look(0, 0, 1, 0)]);
        Assert.True(again.Person.Id > last.Person.Id && again.Templates[0].Id > last.Templates[0].Id);
    }

    [Fact]
    public void A_template_is_removed_alone()
    {
        using var gallery = _place.Open();
        var alice = gallery.Enrol("Alice", [Look(1, 0, 0, 0), Look(0, 1, 0, 0)]);

        gallery.RemoveTemplate(alice.Templates[0].Id);
        Assert.Equal(0, gallery.Snapshot(Model).Search(Unit(1, 0, 0, 0), 1)[0].Similarity, 1e-6);

        gallery.RemoveTemplate(alice.Templates[1].Id);
        Assert.Equal(0, gallery.Snapshot(Model).TemplateCount);
        Assert.Equal(["Alice"], Names(gallery));
        Refuses(GalleryRefusal.NoSuchTemplate, () => gallery.RemoveTemplate(alice.Templates[1].Id));
    }

    [Fact]
    public void Embeddings_of_two_models_never_meet()
    {
        using var gallery = _place.Open();
        gallery.Enrol("Alice", [LookOf("one", 1, 0, 0)]);
        gallery.Enrol("Bob", [LookOf("two", 1, 0, 0)]);
        gallery.Enrol("Carol", [LookOf("three", 1, 0, 0, 0, 0)]);

        Assert.Equal(["Alice"], Names(gallery.Snapshot("one").Search(Unit(1, 0, 0), 9)));
        Assert.Equal(["Bob"], Names(gallery.Snapshot("two").Search(Unit(1, 0, 0), 9)));
        Assert.Equal(["Alice"], gallery.Snapshot("one").People.Select(person => person.Name));
        Assert.Equal(5, gallery.Snapshot("three").Dimension);
        Assert.Empty(gallery.Snapshot("four").Search(Unit(1, 0, 0), 9));
        Assert.Throws<ArgumentException>(() => gallery.Snapshot("three").Search(Unit(1, 0, 0), 9));
    }

    [Fact]
    public void A_model_has_one_dimension_while_it_has_templates()
    {
        using var gallery = _place.Open();
        var alice = gallery.Enrol("Alice", [LookOf("net", 1, 0, 0)]).Person;

        var refused = Assert.Throws<GalleryRefusedException>(() => gallery.Enrol("Bob", [LookOf("net", 1, 0, 0), LookOf("net", 1, 0)]));
        Assert.Equal(GalleryRefusal.BadEmbedding, refused.Reason);
        Assert.Contains("Model 'net' has 3 numbers in this gallery, the embedding has 2", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["Alice"], Names(gallery));
        Assert.Equal(1, gallery.Snapshot("net").TemplateCount);

        gallery.Remove(alice.Id);
        gallery.Enrol("Bob", [LookOf("net", 1, 0)]);
        Assert.Equal(2, gallery.Snapshot("net").Dimension);
    }

    [Fact]
    public void One_bad_embedding_refuses_the_enrolment_whole()
    {
        using var gallery = _place.Open();
        Refuses(GalleryRefusal.BadEmbedding, () => gallery.Enrol("Alice",
            [Look(1, 0, 0, 0), Look(1, 0, 0, 0) with { Embedding = new(Model, new float[] { float.NaN, 0, 0, 0 }) }]));
        Assert.Empty(gallery.People);
        Assert.Throws<ArgumentOutOfRangeException>(() => gallery.Enrol("Alice", []));
        Assert.Throws<ArgumentOutOfRangeException>(() => gallery.Enrol("Alice", [Look(1, 0, 0, 0) with { Quality = float.NaN }]));
    }

    [Fact]
    public void Text_of_any_kind_is_kept_as_it_is()
    {
        using var gallery = _place.Open();
        var text = Gen.OneOf(
            Gen.Elements("'; DROP TABLE person;--", "\" OR 1=1", "%", "_", "$1", "?1", "@name", "x'00'", "NULL", "\\", "🙂"),
            ArbMap.Default.GeneratorFor<string>().Where(s => s is not null));
        Prop.ForAll(text.Two().ToArbitrary(), pair =>
        {
            if (!PersonName.TryParse(pair.Item1, out var name, out _))
                return true;
            var enrolled = gallery.Enrol(pair.Item1, [Look(1, 0, 0, 0) with { Source = pair.Item2 }]);
            var shown = gallery.Show(gallery.Find(name)!.Id)!;
            return PersonName.Key(shown.Person.Name) == PersonName.Key(name)
                && shown.Templates[^1].Id == enrolled.Templates[0].Id
                && shown.Templates[^1].Source == enrolled.Templates[0].Source;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
        Assert.Empty(gallery.Check());
    }

    [Fact]
    public void Look_alikes_are_the_people_with_the_closest_templates_as_comparing_all_of_them_finds()
    {
        using var gallery = _place.Open();
        var random = new Random(3);
        for (var i = 0; i < 40; i++)
            gallery.Enrol($"Person {i % 15}", [Look([.. Enumerable.Range(0, 4).Select(_ => random.NextSingle() - 0.5f)])]);
        var snapshot = gallery.Snapshot(Model);
        var rows = snapshot.Templates.Blocks.ToArray().SelectMany(rows => Enumerable.Range(0, rows.Count).Select(row => (Person: rows.Block.People[row], Vector: rows.Block.Row(row).ToArray()))).ToArray();

        foreach (var person in snapshot.People)
        {
            var expected = rows.Where(other => other.Person != person.Id)
                .GroupBy(other => other.Person, other => rows.Where(own => own.Person == person.Id).Max(own => own.Vector.Zip(other.Vector, (x, y) => x * y).Sum()))
                .Select(other => (Person: other.Key, Similarity: other.Max())).OrderByDescending(other => other.Similarity).Take(8).ToArray();
            var found = snapshot.LookAlikes(person.Id);
            Assert.Equal(expected.Select(other => other.Person), found.Select(other => other.Person.Id));
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First.Similarity, pair.Second.Similarity, 1e-5f));
        }

        Assert.Empty(snapshot.LookAlikes(4711));
    }

    [Fact]
    public void Look_alikes_have_the_names_of_now_and_are_not_searched_again_for_another_name()
    {
        using var gallery = _place.Open();
        var alice = gallery.Enrol("Alice", [Look(1, 0, 0, 0)]).Person;
        var bob = gallery.Enrol("Bob", [Look(1, 1, 0, 0)]).Person;
        var before = gallery.Snapshot(Model);
        Assert.Equal("Bob", Assert.Single(before.LookAlikes(alice.Id)).Person.Name);

        gallery.Rename(bob.Id, "Robert");

        var after = gallery.Snapshot(Model);
        Assert.True(after.HasVectorsOf(before));
        Assert.Equal("Robert", Assert.Single(after.LookAlikes(alice.Id)).Person.Name);
        Assert.Same(before.Set.LookAlikes(alice.Id), after.Set.LookAlikes(alice.Id));

        gallery.Remove(bob.Id);
        Assert.False(gallery.Snapshot(Model).HasVectorsOf(after));
        Assert.Empty(gallery.Snapshot(Model).LookAlikes(alice.Id));
    }

    [Fact]
    public void A_source_is_one_line_of_at_most_200_characters()
    {
        using var gallery = _place.Open();
        var templates = gallery.Enrol("Alice",
            [Look(1, 0, 0, 0) with { Source = "a\0b\nc" }, Look(1, 0, 0, 0) with { Source = new string('x', 5000) }]).Templates;
        Assert.Equal("a\uFFFDb\uFFFDc", templates[0].Source);
        Assert.Equal(200, templates[1].Source.Length);
    }

    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static void Refuses(GalleryRefusal reason, Action action) =>
        Assert.Equal(reason, Assert.Throws<GalleryRefusedException>(action).Reason);

    private static IEnumerable<string> Names(IEnumerable<Match> matches) => matches.Select(match => match.Person.Name);

    private static IEnumerable<string> Names(GalleryService gallery) => gallery.People.Select(person => person.Name);
}
