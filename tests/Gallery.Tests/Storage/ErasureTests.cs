using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using FaceStream.Gallery.Sightings;
using FaceStream.Gallery.Storage;
using static FaceStream.Gallery.Tests.TemporaryGallery;

namespace FaceStream.Gallery.Tests.Storage;

/// <summary>Who is removed is gone from every byte of every file.</summary>
public sealed class ErasureTests : IDisposable
{
    private readonly TemporaryGallery _place = new();
    private readonly Random _chance = new(7);

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Of_a_removed_person_no_name_no_vector_and_no_picture_is_left_in_any_file()
    {
        using var gallery = _place.Open();
        // Enough people that pages split and merge, where remains could hide.
        var people = Enumerable.Range(0, 250).Select(i => (Name: $"Somebody Unmistakable {i:0000}", Looks: Looks(i))).ToArray();
        foreach (var (name, looks) in people)
            gallery.Enrol(name, looks);
        var doomed = people.Where((_, i) => i % 3 == 0 || i is > 100 and < 160).ToArray();
        var before = Files();
        foreach (var (name, looks) in doomed)
            Assert.All(Traces(name, looks), trace => Assert.True(Found(before, trace.Bytes), trace.What));

        foreach (var (name, _) in doomed)
            gallery.Remove(gallery.Find(name)!.Id);

        var after = Files();
        foreach (var (name, looks) in doomed)
            Assert.All(Traces(name, looks), trace => Assert.False(Found(after, trace.Bytes), $"{trace.What} of {name} is still there"));
        Assert.Equal(people.Length - doomed.Length, gallery.People.Count);
        Assert.Empty(gallery.Check());
    }

    [Fact]
    public void A_removed_template_and_a_former_name_are_gone_too()
    {
        using var gallery = _place.Open();
        var looks = Looks(1);
        var enrolled = gallery.Enrol("Former Unmistakable Name", looks);
        gallery.Rename(enrolled.Person.Id, "Alice");
        Assert.False(Found(Files(), Traces("Former Unmistakable Name", looks)[0].Bytes));
        gallery.RemoveTemplate(enrolled.Templates[0].Id);

        var after = Files();
        Assert.All(Traces("Former Unmistakable Name", looks[..1]), trace => Assert.False(Found(after, trace.Bytes), trace.What));
        Assert.All(Traces("Alice", looks[1..]).Where(trace => trace.What != "name"), trace => Assert.True(Found(after, trace.Bytes), trace.What));
    }

    [Fact]
    public void What_a_reader_keeps_in_the_journal_goes_when_the_reader_does()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        using var gallery = _place.Open(clock);
        var looks = Looks(1);
        var id = gallery.Enrol("Somebody Unmistakable", looks).Person.Id;
        using (var other = _place.Connect())
        using (var reading = other.BeginTransaction(deferred: true))
        {
            using var count = other.CreateCommand();
            count.CommandText = "SELECT count(*) FROM person";
            count.ExecuteScalar();
            Assert.False(gallery.Remove(id).Scrubbed);
            Assert.True(Found(Files(), Traces("Somebody Unmistakable", looks)[0].Bytes), "the reader was no obstacle");
        }

        clock.Tick();
        var after = Files();
        Assert.All(Traces("Somebody Unmistakable", looks), trace => Assert.False(Found(after, trace.Bytes), trace.What));
    }

    [Fact]
    public void A_receipt_counts_what_was_removed()
    {
        File.WriteAllText($"{_place.Path}.before-version-2", "a copy of an older version");
        using var gallery = _place.Open();
        var id = gallery.Enrol("Alice", [.. Looks(3)[..3], Look(1, 0, 0, 0)]).Person.Id;
        gallery.Enrol("Bob", Looks(2));

        Assert.Equal(new ErasedPerson(Templates: 4, Pictures: 3, Copies: 1) { Scrubbed = true }, gallery.Remove(id));
    }

    [Fact]
    public void Nobody_is_removed_while_an_older_copy_that_cannot_be_removed_shows_them()
    {
        var (copy, path) = ($"{_place.Path}.before-version-2", System.IO.Path.Combine(_place.Folder, "sightings.db"));
        File.WriteAllText(copy, "a copy of an older version");
        File.WriteAllText($"{path}.before-version-2", "a copy of an older version");
        using var gallery = _place.Open();
        using var store = new SqliteSightingStore(path, TimeSpan.FromSeconds(1));
        var id = gallery.Enrol("Alice", Looks(1)).Person.Id;
        store.Add([new("door", default, default, 1, SightingState.Confirmed, id, "Alice", 0.5f, 0.5, [])]);
        using (new PinnedFile(copy))
        using (new PinnedFile($"{path}.before-version-2"))
        {
            Assert.Contains("before-version", Assert.Throws<GalleryException>(() => gallery.Remove(id)).Message, StringComparison.Ordinal);
            Assert.Throws<GalleryException>(() => gallery.Rename(id, "Alicia"));
            Assert.Throws<GalleryException>(() => store.Forget(id));
            Assert.Throws<GalleryException>(() => store.Purge(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, dryRun: false));
            Assert.Throws<GalleryException>(() => store.Remove(1));
            Assert.Equal(new Purged(1, 0), store.Purge(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, dryRun: true));
        }

        Assert.Equal("Alice", gallery.Show(id)!.Person.Name);
        Assert.Equal(1, store.Forget(id).Sightings);
        Assert.Equal(1, gallery.Remove(id).Copies);
    }

    [Fact]
    public void What_another_process_keeps_of_a_forgotten_person_in_the_journal_goes_with_the_next_sighting_after_it()
    {
        var path = System.IO.Path.Combine(_place.Folder, "sightings.db");
        using var store = new SqliteSightingStore(path, TimeSpan.FromSeconds(1));
        NewSighting Seen(long? person, string? said) => new("door", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 1, SightingState.Confirmed, person, said, 0.5f, 0.5, []);
        store.Add([Seen(7, "Somebody Unmistakable")]);
        using (var other = SqliteFile.Connect(path, TimeSpan.FromSeconds(1)))
        using (var reading = other.BeginTransaction(deferred: true))
        {
            Assert.Equal(1, other.Number("SELECT count(*) FROM sighting"));
            Assert.False(store.Forget(7).Scrubbed);
            Assert.True(Found(Files(), "Somebody Unmistakable"u8.ToArray()), "the reader was no obstacle");
        }

        store.Add([Seen(null, null)]);

        Assert.False(Found(Files(), "Somebody Unmistakable"u8.ToArray()));
    }

    [Fact]
    public void Of_a_sighting_that_is_deleted_no_byte_is_left()
    {
        using var store = new SqliteSightingStore(System.IO.Path.Combine(_place.Folder, "sightings.db"), TimeSpan.FromSeconds(1));
        var at = DateTimeOffset.UnixEpoch;
        store.Add([new("door", at, at, 1, SightingState.Unknown, null, "Somebody Unmistakable", 0.5f, 0.5, [new(at, new("m", Unit(1, 0)), 0.5f, "unmistakable crop"u8.ToArray())])]);
        Assert.True(Found(Files(), "unmistakable crop"u8.ToArray()));

        Assert.True(store.Remove(1));

        Assert.False(Found(Files(), "unmistakable crop"u8.ToArray()));
        Assert.False(Found(Files(), "Somebody Unmistakable"u8.ToArray()));
        Assert.False(store.Remove(1));
    }

    [Fact]
    public void Of_what_was_said_of_the_person_in_sightings_nothing_is_left_in_any_table_journal_or_copy()
    {
        // Ids and templates so large that their bytes stand for themselves.
        const long Doomed = 0x5A17_C0DE_5EED, Other = 77;
        var path = System.IO.Path.Combine(_place.Folder, "sightings.db");
        (string What, byte[] Bytes)[] traces =
        [
            ("name", "Somebody Unmistakable"u8.ToArray()), ("crop", "unmistakable crop"u8.ToArray()), ("explanation", "unmistakable reason"u8.ToArray()),
            ("templates that were enrolled", "918273645546372819"u8.ToArray()), ("id, as rows keep it", [0x5A, 0x17, 0xC0, 0xDE, 0x5E, 0xED]),
        ];

        // A first run that leaves a copy of an older version behind, which speaks of the person too.
        using (var older = SqliteFile.Open(path, TimeSpan.FromSeconds(1), SightingSchema.Current with { Steps = [SightingSchema.Current.Steps[0]] }))
            older.Run("INSERT INTO sighting (camera, first, last, frames, state, said, person, similarity, confidence) VALUES ('door', 0, 0, 1, 2, 'Somebody Unmistakable', $1, 0.5, 0.5)", Doomed);
        using var store = new SqliteSightingStore(path, TimeSpan.FromSeconds(1));
        Assert.Single(Directory.GetFiles(_place.Folder, "*.before-version-*"));

        var at = DateTimeOffset.UnixEpoch;
        var look = new SeenLook(at, new("m", Unit(1, 0)), 0.5f, "unmistakable crop"u8.ToArray());
        var reason = new SightingExplanation("an unmistakable reason"u8.ToArray(), [Doomed, Other]);
        store.Add(
        [
            .. Enumerable.Range(0, 40).Select(_ => new NewSighting("door", at, at, 1, SightingState.Confirmed, Doomed, "Somebody Unmistakable", 0.5f, 0.5, [look, look], reason)),
            new("door", at, at, 1, SightingState.Confirmed, Doomed, "Somebody Unmistakable", 0.5f, 0.5, [look], reason, new(Doomed, at, [918273645546372819])),
            new("door", at, at, 1, SightingState.Unknown, null, null, 0.5f, 0.5, [], reason),                                     // of another, and speaks of the person
            new("door", at, at, 1, SightingState.Confirmed, Doomed, "Somebody Unmistakable", 0.5f, 0.5, [], null),               // taken back from the person below
            new("door", at, at, 1, SightingState.Confirmed, Other, "Other", 0.5f, 0.5, [], new("another reason"u8.ToArray(), [Other])),
        ]);
        var (spoken, takenBack, kept) = (43L, 44L, 45L);
        store.Name(takenBack, new(Doomed, at, [918273645546372819]), new(Doomed, null, Enrolled: false));
        store.Name(takenBack, new(Other, at, [5]), new(Doomed, at, Enrolled: true));
        var before = Files();
        Assert.All(traces, trace => Assert.True(Found(before, trace.Bytes), trace.What));

        Assert.Equal(new ForgottenPerson(Sightings: 42, Looks: 81, Explanations: 42, Names: 1) { Scrubbed = true }, store.Forget(Doomed));

        var after = Files();
        Assert.All(traces, trace => Assert.False(Found(after, trace.Bytes), $"{trace.What} is still there"));
        Assert.Empty(Directory.GetFiles(_place.Folder, "*.before-version-*"));
        Assert.Equal([Other], store.People());
        Assert.Equal([kept, takenBack, spoken], store.List(new(), 100, null).Sightings.Select(sighting => sighting.Id));
        Assert.Equal("another reason"u8.ToArray(), store.Explanation(kept)!.Value.ToArray());
        Assert.Null(store.Explanation(spoken));
        Assert.Equal((null, false), (store.History(takenBack).Former!.Person, store.History(takenBack).Former!.Enrolled));
    }

    private NewTemplate[] Looks(int seed) =>
    [
        .. Enumerable.Range(0, 1 + (seed % 4)).Select(_ =>
        {
            var picture = new byte[_chance.Next(10) == 0 ? 20_000 : _chance.Next(50, 1_000)];
            _chance.NextBytes(picture);
            var direction = Enumerable.Range(0, 192).Select(_ => _chance.NextSingle() - 0.5f).ToArray();
            return LookOf("net-192", direction) with { Picture = picture, Source = $"unmistakable picture {_chance.Next()}" };
        }),
    ];

    private static (string What, byte[] Bytes)[] Traces(string name, IEnumerable<NewTemplate> looks) =>
    [
        ("name", Encoding.UTF8.GetBytes(name)),
        ("key", Encoding.UTF8.GetBytes(PersonName.Key(name))),
        .. looks.SelectMany<NewTemplate, (string, byte[])>(look =>
        {
            var vector = MemoryMarshal.AsBytes(EmbeddingRules.Accept(look.Embedding).Vector.Span);
            var picture = look.Picture.Span;
            return
            [
                ("vector", vector[..24].ToArray()), ("vector's end", vector[^24..].ToArray()), ("source", Encoding.UTF8.GetBytes(look.Source)),
                ("picture", picture[..24].ToArray()), ("picture's end", picture[^24..].ToArray()),
            ];
        }),
    ];

    private static bool Found(byte[] files, byte[] trace) => files.AsSpan().IndexOf(trace) >= 0;

    /// <summary>Every byte of every file, read by another process: to open and close the files here would drop SQLite's locks on them.</summary>
    private byte[] Files()
    {
        using var cat = Process.Start(new ProcessStartInfo("cat", Directory.GetFiles(_place.Folder)) { RedirectStandardOutput = true })!;
        using var bytes = new MemoryStream();
        cat.StandardOutput.BaseStream.CopyTo(bytes);
        cat.WaitForExit();
        Assert.Equal(0, cat.ExitCode);
        return bytes.ToArray();
    }
}
