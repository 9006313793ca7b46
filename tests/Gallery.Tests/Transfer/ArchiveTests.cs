using System.IO.Compression;
using System.Text;
using FaceStream.Gallery.Transfer;
using static FaceStream.Gallery.Tests.TemporaryGallery;

namespace FaceStream.Gallery.Tests.Transfer;

/// <summary>What is exported comes back, here or elsewhere; what is damaged or made to harm is left out, with words.</summary>
public sealed class ArchiveTests : IDisposable
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, .. Enumerable.Repeat((byte)7, 500)];

    private readonly TemporaryGallery _here = new(), _there = new();

    public void Dispose()
    {
        _here.Dispose();
        _there.Dispose();
    }

    [Fact]
    public void A_gallery_comes_back_whole_with_names_times_vectors_and_pictures()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch.AddDays(9));
        using var here = _here.Open(clock);
        here.Enrol("Zoë <b>", [Look(1, 2, 3, 4) with { Picture = Jpeg, Quality = 0.7f, Source = "zoë.jpg" }, Look(4, 3, 2, 1)]);
        here.Enrol("Bob", [Look(0, 1, 0, 0)]);
        here.RemoveTemplate(here.Show(here.Find("Bob")!.Id)!.Templates[0].Id);
        using var archive = Export(here);
        using var there = _there.Open();

        var report = there.Import(archive, Model);

        Assert.Equal([("Bob", true, 0, 0), ("Zoë <b>", true, 2, 0)], report.Select(one => (one.Name, one.Created, one.Added, one.Known)));
        Assert.Equal(Everything(here), Everything(there));
        Assert.Equal("Zoë <b>", there.Snapshot(Model).Search(Unit(1, 2, 3, 4), 1)[0].Person.Name);
        Assert.Equal(Jpeg, there.Picture(there.Show(there.Find("Zoë <b>")!.Id)!.Templates[0].Id)!.Value.ToArray());
        Assert.Empty(there.Check());
    }

    [Fact]
    public void Two_galleries_become_one_and_what_is_known_is_not_added_again()
    {
        var chance = new Random(3);
        var shared = Enumerable.Range(0, 50).Select(_ => Look([.. Enumerable.Range(0, 128).Select(_ => chance.NextSingle() - 0.5f)])).ToArray();
        using var here = _here.Open();
        here.Enrol("Alice", shared);
        here.Enrol("Bob", shared[..1]);
        using var there = _there.Open();
        there.Enrol("ALICE ", shared[10..]);
        using var archive = Export(here);

        var report = there.Import(archive, Model);
        archive.Position = 0;
        var again = there.Import(archive, Model);

        Assert.Equal([("Alice", false, 10, 40), ("Bob", true, 1, 0)], report.Select(one => (one.Name, one.Created, one.Added, one.Known)));
        Assert.Equal("ALICE", report[0].Person!.Name);
        Assert.All(again, one => Assert.Equal((false, 0), (one.Created, one.Added)));
        Assert.Equal(51, there.Snapshot(Model).TemplateCount);
    }

    [Fact]
    public void A_picture_that_was_embedded_again_since_is_known_by_its_crop()
    {
        using var here = _here.Open();
        here.Enrol("Alice", [Look(1, 0, 0, 0) with { Picture = Jpeg }, Look(0, 1, 0, 0)]);
        using var archive = Export(here);
        foreach (var look in here.Show(here.Find("Alice")!.Id)!.Templates)
            here.Replace(look.Id, LookOf("another", 0, 0, 1, look.Id).Embedding);

        var report = here.Import(archive, Model);

        // The other one has no crop: nothing shows that it is the same.
        Assert.Equal(("Alice", false, 1, 1), (report[0].Name, report[0].Created, report[0].Added, report[0].Known));
    }

    [Fact]
    public void Who_was_hidden_comes_back_hidden_and_who_is_known_stays_as_here()
    {
        using var here = _here.Open();
        foreach (var name in (string[])["Alice", "Bob"])
            here.Hide(here.Enrol(name, [Look(1, 0, 0, 0)]).Person.Id, hidden: true);
        using var archive = Export(here);
        using var there = _there.Open();
        there.Enrol("Bob", [Look(0, 1, 0, 0)]);

        var report = there.Import(archive, Model);

        Assert.Equal([true, false], report.Select(one => one.Person!.Hidden));
        Assert.Equal([("Alice", true), ("Bob", false)], there.People.Select(person => (person.Name, person.Hidden)));
    }

    [Fact]
    public void A_file_is_known_again_there_and_what_was_forced_is_told_there_too()
    {
        byte[] digest = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
        using var here = _here.Open();
        here.Enrol("Alice", [Look(1, 0, 0, 0) with { Digest = digest, Forced = "blurred" }, Look(0, 1, 0, 0)]);
        using var archive = Export(here);
        using var there = _there.Open();

        there.Import(archive, Model);

        var alice = there.Find("Alice")!.Id;
        Assert.True(there.HasFile(alice, digest));
        Assert.Equal(["blurred", null], there.Show(alice)!.Templates.Select(look => look.Forced));
    }

    [Fact]
    public void A_dry_run_says_the_same_and_changes_nothing()
    {
        using var here = _here.Open();
        here.Enrol("Alice", [Look(1, 0, 0, 0)]);
        using var archive = Export(here);
        using var there = _there.Open();

        var dry = there.Import(archive, Model, dryRun: true);

        Assert.Equal(("Alice", true, 1), (dry[0].Name, dry[0].Created, dry[0].Added));
        Assert.Empty(there.People);
        Assert.Empty(there.List());
    }

    [Fact]
    public void Of_a_damaged_archive_the_good_looks_are_taken_and_the_others_are_named()
    {
        using var archive = new MemoryStream();
        using (var writer = new ArchiveWriter(archive))
        {
            Add("Alice", Look(1, 0, 0, 0), Raw(Model, float.NaN, 0, 0, 0), Raw(Model, 0, 0, 0, 0), Raw(Model, 3, 0, 0, 0), Look(1, 0, 0), Look(1, 1, 0, 0) with { Quality = 7 });
            Add("Bob", LookOf("older-3", 1, 0, 0), LookOf("older-3", 0, 1, 0) with { Picture = Jpeg }, Look(0, 1, 0, 0) with { Picture = "MZ"u8.ToArray() });
            Add("\u202Eevil", Look(0, 1, 0, 0));
            writer.Finish(DateTimeOffset.UnixEpoch);

            void Add(string name, params NewTemplate[] looks) => writer.Add(new(name, DateTimeOffset.UnixEpoch, [.. looks.Select(look => new LookCopy(look, DateTimeOffset.UnixEpoch))]));
        }

        using var there = _there.Open();
        var report = there.Import(archive, Model);

        Assert.Equal([("Alice", 1, 5), ("Bob", 1, 2), ("\u202Eevil", 0, 1)], report.Select(one => (one.Name, one.Added, one.Refused.Count)));
        string[] words = ["NaN", "all zeros", "length 3", "has 4 numbers in this gallery", "quality 7", "'older-3', which is not in use here", "no JPEG", "turns the direction"];
        var said = string.Join('\n', report.SelectMany(one => one.Refused).Select(look => look.Why));
        Assert.All(words, word => Assert.Contains(word, said, StringComparison.Ordinal));
        Assert.Equal(["Alice", "Bob"], there.People.Select(person => person.Name));
    }

    [Fact]
    public void A_flipped_bit_and_a_missing_file_are_noticed()
    {
        using var here = _here.Open();
        here.Enrol("Alice", [Look(1, 0, 0, 0), Look(0, 1, 0, 0), Look(0, 0, 1, 0)]);
        using var archive = Export(here);
        Rewrite(archive, "looks/000001.f32", bytes => [.. bytes[..^1], (byte)(bytes[^1] ^ 1)]);
        Rewrite(archive, "looks/000002.f32", _ => null);
        using var there = _there.Open();

        var alice = Assert.Single(there.Import(archive, Model));

        Assert.Equal(1, alice.Added);
        Assert.Contains("checksum", alice.Refused[0].Why, StringComparison.Ordinal);
        Assert.Contains("there is no 'looks/000002.f32'", alice.Refused[1].Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_is_not_unpacked_and_a_name_that_leads_out_leads_nowhere()
    {
        using var here = _here.Open();
        here.Enrol("Alice", [Look(1, 0, 0, 0), Look(0, 1, 0, 0)]);
        using var archive = Export(here);
        Rewrite(archive, "looks/000001.f32", _ => new byte[200 << 20]);
        Rewrite(archive, ArchiveManifest.File, bytes => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("looks/000002.f32", "../../../../etc/passwd", StringComparison.Ordinal)));
        using var there = _there.Open();

        var before = GC.GetAllocatedBytesForCurrentThread();
        var alice = Assert.Single(there.Import(archive, Model));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 << 20);
        Assert.Null(alice.Person);
        Assert.Contains("more than", alice.Refused[0].Why, StringComparison.Ordinal);
        Assert.Contains("there is no '../../../../etc/passwd'", alice.Refused[1].Why, StringComparison.Ordinal);
        Assert.Empty(there.People);
    }

    [Theory]
    [InlineData(null, "no archive of people")]
    [InlineData("{}", "no archive of people")]
    [InlineData("""{"format":"facestream-people","version":1,"created":"2030-01-01T00:00:00Z","people":[null]}""", "null")]
    [InlineData("""{"format":"facestream-people","version":1,"created":"2030-01-01T00:00:00Z","people":[{"name":"Alice","created":"2030-01-01T00:00:00Z","looks":[null]}]}""", "null")]
    [InlineData("""{"format":"facestream-people","version":2,"created":"2030-01-01T00:00:00Z","people":[]}""", "version 2")]
    [InlineData("""{"format":"songs","version":1,"created":"2030-01-01T00:00:00Z","people":[]}""", "'songs'")]
    public void Another_file_or_a_newer_version_is_refused_by_name(string? manifest, string words)
    {
        using var archive = new MemoryStream();
        if (manifest is null)
            archive.Write("no zip"u8);
        else
            Rewrite(archive, ArchiveManifest.File, _ => Encoding.UTF8.GetBytes(manifest), ZipArchiveMode.Create);
        using var there = _there.Open();

        var refused = Assert.Throws<GalleryRefusedException>(() => there.Import(archive, Model));

        Assert.Equal(GalleryRefusal.BadArchive, refused.Reason);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    internal static MemoryStream Export(GalleryService gallery)
    {
        var archive = new MemoryStream();
        gallery.Export(archive);
        archive.Position = 0;
        return archive;
    }

    private static NewTemplate Raw(string model, params float[] vector) => Look(1) with { Embedding = new(model, vector) };

    private static void Rewrite(MemoryStream archive, string name, Func<byte[], byte[]?> change, ZipArchiveMode mode = ZipArchiveMode.Update)
    {
        using (var zip = new ZipArchive(archive, mode, leaveOpen: true))
        {
            using var bytes = new MemoryStream();
            if (mode == ZipArchiveMode.Update)
            {
                var old = zip.GetEntry(name)!;
                using (var file = old.Open())
                    file.CopyTo(bytes);
                old.Delete();
            }

            if (change(bytes.ToArray()) is { } changed)
            {
                using var file = zip.CreateEntry(name).Open();
                file.Write(changed);
            }
        }

        archive.Position = 0;
    }

    private static string Everything(GalleryService gallery) => string.Join('\n', gallery.People.Select(person =>
        $"{person.Name} {person.Created:O} {string.Join(' ', gallery.Show(person.Id)!.Templates.Select(look => $"{look.Source} {look.Quality} {look.Created:O} {look.Model} {look.HasPicture}"))}"));
}
