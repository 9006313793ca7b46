using System.Diagnostics.Metrics;
using FaceStream.Gallery.Sightings;
using FaceStream.Gallery.Storage;
using Microsoft.Extensions.DependencyInjection;
using static FaceStream.Gallery.Tests.TemporaryGallery;
using FaceStream.Tests;

namespace FaceStream.Gallery.Tests.Storage;

/// <summary>What is wrong is named with its file and a remedy, and what was there stays as it was.</summary>
public sealed class StoreFaultTests : IDisposable
{
    private readonly TemporaryGallery _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Garbage_is_not_a_gallery_and_stays_as_it_was()
    {
        var garbage = new byte[5000];
        new Random(1).NextBytes(garbage);
        File.WriteAllBytes(_place.Path, garbage);

        Refuses(GalleryFault.NotADatabase, "is not a gallery");
        Assert.Equal(garbage, File.ReadAllBytes(_place.Path));
    }

    [Fact]
    public void A_database_of_another_program_is_not_a_gallery_and_stays_as_it_was()
    {
        using (var other = _place.Connect())
            other.Run("CREATE TABLE songs (name TEXT)");
        var before = File.ReadAllBytes(_place.Path);

        Refuses(GalleryFault.NotADatabase, "another program");
        Assert.Equal(before, File.ReadAllBytes(_place.Path));
    }

    [Fact]
    public void A_gallery_of_a_newer_version_is_refused_and_stays_as_it_was()
    {
        _place.Open().Dispose();
        using (var newer = _place.Connect())
            newer.Run("PRAGMA user_version = 4711");
        var before = File.ReadAllBytes(_place.Path);

        Refuses(GalleryFault.NewerVersion, $"has version 4711, and this FaceStream knows {Schema.Gallery.Steps.Count}");
        Assert.Equal(before, File.ReadAllBytes(_place.Path));
    }

    [Fact]
    public void A_damaged_gallery_is_refused_and_stays_as_it_was()
    {
        using (var gallery = _place.Open())
            gallery.Enrol("Alice", [.. Enumerable.Range(0, 200).Select(i => Look(1, i, 0, 0))]);
        var bytes = File.ReadAllBytes(_place.Path);
        bytes.AsSpan(8192).Fill(0xAA);
        File.WriteAllBytes(_place.Path, bytes);

        Refuses(GalleryFault.Corrupt, "is damaged", "backup");
        Assert.Equal(bytes, File.ReadAllBytes(_place.Path));
    }

    [Fact]
    public void A_vector_that_lost_bits_is_noticed()
    {
        using (var gallery = _place.Open())
            gallery.Enrol("Alice", [Look(1, 2, 3, 4)]);
        using (var other = _place.Connect())
            other.Run("UPDATE template SET vector = zeroblob(16)");

        Refuses(GalleryFault.Corrupt, "template 1 is no unit vector", "backup");
    }

    [Fact]
    public void A_locked_gallery_is_waited_for_and_then_refused()
    {
        using var gallery = _place.Open();
        using var other = _place.Connect();
        using (other.BeginTransaction(deferred: false))
        {
            var locked = Assert.Throws<GalleryException>(() => gallery.Enrol("Alice", [Look(1, 0, 0, 0)]));
            Assert.Equal(GalleryFault.Locked, locked.Fault);
            Assert.Empty(gallery.People);
            Refuses(GalleryFault.Locked, "locked by another process");
        }

        gallery.Enrol("Alice", [Look(1, 0, 0, 0)]);
        Assert.Single(gallery.Snapshot(Model).Search(Unit(1, 0, 0, 0), 1));
    }

    [Fact]
    public async Task A_lock_that_goes_away_in_time_costs_only_the_wait()
    {
        using var gallery = GalleryService.Open(_place.Path, NewMetrics(), TimeProvider.System);
        using var other = _place.Connect();
        var transaction = other.BeginTransaction(deferred: false);
        var enrolment = Task.Run(() => gallery.Enrol("Alice", [Look(1, 0, 0, 0)]), TestContext.Current.CancellationToken);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.False(enrolment.IsCompleted);
        transaction.Rollback();
        Assert.True((await enrolment).Created);
    }

    [Fact]
    public void A_full_disk_is_named_nothing_is_half_written_and_it_goes_on_when_there_is_space()
    {
        using var disk = SmallDisk.Mount(megabytes: 3);
        using var gallery = GalleryService.Open(disk.Gallery, NewMetrics(), TimeProvider.System);
        gallery.Enrol("Alice", [Look(1, 0, 0, 0)]);
        var filler = disk.Fill(leave: 60_000);

        var full = Assert.Throws<GalleryException>(() => gallery.Enrol("Bob",
            [.. Enumerable.Range(0, 20).Select(i => Look(0, 1, i, 0) with { Picture = new byte[50_000] })]));
        Assert.Equal(GalleryFault.DiskFull, full.Fault);
        Assert.Contains("Free some space", full.Message, StringComparison.Ordinal);
        Assert.Equal(["Alice"], gallery.People.Select(person => person.Name));
        Assert.Equal(1, gallery.Snapshot(Model).TemplateCount);
        Assert.Empty(gallery.Check());

        File.Delete(filler);
        gallery.Enrol("Bob", [Look(0, 1, 0, 0)]);
        Assert.Equal(["Alice", "Bob"], gallery.List().Select(person => person.Person.Name));
    }

    [Fact]
    public void A_copy_for_which_there_is_no_room_leaves_the_disk_as_it_was()
    {
        using var disk = SmallDisk.Mount(megabytes: 3);
        using (var older = new SqliteGalleryStore(disk.Gallery, TimeSpan.FromSeconds(1), Schema.Gallery))
            older.Enrol("Alice", [Look(1, 0, 0, 0) with { Picture = new byte[1_500_000] }], DateTimeOffset.UnixEpoch);
        var newer = Schema.Gallery with { Steps = [.. Schema.Gallery.Steps, "CREATE TABLE future (x INTEGER) STRICT"] };

        var full = Assert.Throws<GalleryException>(() => new SqliteGalleryStore(disk.Gallery, TimeSpan.FromSeconds(1), newer));

        Assert.Equal(GalleryFault.DiskFull, full.Fault);
        Assert.Empty(Directory.GetFiles(disk.Folder, "*before-version*"));
    }

    [Fact]
    public void A_disk_with_less_room_than_what_is_to_go_is_room_enough()
    {
        using var disk = SmallDisk.Mount(megabytes: 48);
        using var store = new SqliteSightingStore(Path.Combine(disk.Folder, "sightings.db"), TimeSpan.FromSeconds(1));
        var (at, count) = (DateTimeOffset.UnixEpoch, 2000);
        var look = new SeenLook(at, new("m", Unit(1)), 0.5f, new byte[8000]);
        for (var i = 0; i < count; i += 100)
            store.Add([.. Enumerable.Range(i, 100).Select(n => new NewSighting("door", at, at, 1, SightingState.Unknown, n % 2 == 0 ? 7 : null, null, 0, 0, [look]))]);
        disk.Fill(leave: 6_000_000);

        var purged = store.Purge(at.AddDays(1), at.AddDays(1), dryRun: false);

        Assert.Equal(new Purged(count / 2, count / 2), purged);
        Assert.Equal(0, store.Extent().Looks);
    }

    [Fact]
    public async Task On_a_full_disk_sightings_wait_and_say_so_and_all_are_stored_when_there_is_room()
    {
        using var disk = SmallDisk.Mount(megabytes: 3);
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var path = Path.Combine(disk.Folder, "sightings.db");
        await using (var sightings = SightingService.Open(path, new(), new(meters.GetRequiredService<IMeterFactory>()), TimeProvider.System))
        {
            sightings.Add(Seen(0));
            await Until(() => sightings.Waiting == 0);
            var filler = disk.Fill(leave: 60_000);
            for (var i = 1; i <= 20; i++)
                sightings.Add(Seen(i));
            await Until(() => sightings.Fault is not null);
            Assert.Equal(GalleryFault.DiskFull, sightings.Fault!.Fault);
            Assert.InRange(sightings.Waiting, 1, 20);
            var some = sightings.List(new(), 100).Sightings;
            Assert.All(some, one => Assert.Single(one.Looks));

            File.Delete(filler);
            await Until(() => sightings.Waiting == 0);
            Assert.Null(sightings.Fault);
            Assert.Equal(21, sightings.List(new(), 100).Sightings.Count);
        }

        using var file = SqliteFile.Connect(path, TimeSpan.FromSeconds(1));
        Assert.Equal("ok", file.Value("PRAGMA integrity_check"));

        static NewSighting Seen(int minute)
        {
            var at = DateTimeOffset.UnixEpoch.AddMinutes(minute);
            return new("door", at, at, 1, SightingState.Unknown, null, null, 0.5f, 0.5, [new(at, new("m", Unit(1, minute)), 0.5f, new byte[50_000])]);
        }

        static async Task Until(Func<bool> holds)
        {
            for (var i = 0; !holds(); i++)
            {
                Assert.True(i < 900, "it did not come about within a minute and a half");
                await Task.Delay(100);
            }
        }
    }

    [Fact]
    public void A_gallery_cannot_begin_on_a_full_disk()
    {
        using var disk = SmallDisk.Mount(megabytes: 1);
        disk.Fill();
        var full = Assert.Throws<GalleryException>(() => GalleryService.Open(disk.Gallery, NewMetrics(), TimeProvider.System));
        Assert.Equal(GalleryFault.DiskFull, full.Fault);
    }

    [Fact]
    public void A_write_protected_disk_is_named()
    {
        using var disk = SmallDisk.Mount(megabytes: 3);
        using (var gallery = GalleryService.Open(disk.Gallery, NewMetrics(), TimeProvider.System))
            gallery.Enrol("Alice", [Look(1, 0, 0, 0)]);
        disk.ProtectFromWriting();

        foreach (var path in (string[])[disk.Gallery, Path.Combine(disk.Folder, "new.db"), Path.Combine(disk.Folder, "folder", "new.db")])
        {
            var refused = Assert.Throws<GalleryException>(() => GalleryService.Open(path, NewMetrics(), TimeProvider.System));
            Assert.True(refused.Fault == GalleryFault.ReadOnly, refused.ToString());
            Assert.Contains(path, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_folder_is_not_a_gallery()
    {
        Directory.CreateDirectory(_place.Path);
        Refuses(GalleryFault.Unavailable, "is a folder", "Name a file");
    }

    [Fact]
    public void A_folder_that_is_missing_is_made_and_the_file_is_the_owners_alone()
    {
        var path = Path.Combine(_place.Folder, "a", "b", "gallery.db");
        using var gallery = GalleryService.Open(path, NewMetrics(), TimeProvider.System);
        gallery.Enrol("Alice", [Look(1, 0, 0, 0)]);
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(path)!))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public void A_gallery_that_was_taken_away_in_use_acknowledges_nothing(bool replaced)
    {
        using var gallery = _place.Open();
        gallery.Enrol("Alice", [Look(1, 0, 0, 0)]);
        File.Move(_place.Path, _place.Path + ".old");
        if (replaced)
            File.Copy(_place.Path + ".old", _place.Path);

        var gone = Assert.Throws<GalleryException>(() => gallery.Enrol("Bob", [Look(0, 1, 0, 0)]));
        Assert.Equal(GalleryFault.Unavailable, gone.Fault);
        Assert.Contains("moved, removed or replaced", gone.Message, StringComparison.Ordinal);
        Assert.Throws<GalleryException>(() => gallery.Refresh());
    }

    [Fact]
    public void Two_that_begin_the_same_gallery_at_once_both_succeed()
    {
        for (var round = 0; round < 10; round++)
        {
            var path = Path.Combine(_place.Folder, $"{round}.db");
            Parallel.For(0, 4, i =>
            {
                using var gallery = GalleryService.Open(path, NewMetrics(), TimeProvider.System);
                gallery.Enrol($"Person {i}", [Look(1, i, 0, 0)]);
            });
            using var whole = GalleryService.Open(path, NewMetrics(), TimeProvider.System);
            Assert.Equal(4, whole.People.Count);
        }
    }

    [Fact]
    public void An_older_gallery_takes_the_missing_steps_and_keeps_its_people()
    {
        using (var gallery = _place.Open())
            gallery.Enrol("Alice", [Look(1, 0, 0, 0)]);
        var newer = Schema.Gallery with { Steps = [.. Schema.Gallery.Steps, "CREATE TABLE future (x INTEGER) STRICT"] };

        using (var store = new SqliteGalleryStore(_place.Path, TimeSpan.FromSeconds(1), newer))
            Assert.Equal("Alice", Assert.Single(store.List()).Person.Name);
        using (var again = new SqliteGalleryStore(_place.Path, TimeSpan.FromSeconds(1), newer))
            Assert.Empty(again.Check());
        Refuses(GalleryFault.NewerVersion, $"has version {newer.Steps.Count}");
    }

    [Fact]
    public void Before_a_step_a_copy_is_taken_which_the_older_version_opens_and_which_goes_with_the_first_who_is_removed()
    {
        using (var gallery = _place.Open())
            gallery.Enrol("Alice", [Look(1, 0, 0, 0)]);
        var newer = Schema.Gallery with { Steps = [.. Schema.Gallery.Steps, "DELETE FROM person"] };
        var copy = $"{_place.Path}.before-version-{newer.Steps.Count}";

        Assert.False(File.Exists(copy));
        using var store = new SqliteGalleryStore(_place.Path, TimeSpan.FromSeconds(1), newer);
        Assert.Empty(store.List());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(copy));
        using (var older = GalleryService.Open(copy, NewMetrics(), TimeProvider.System))
            Assert.Equal("Alice", Assert.Single(older.People).Name);

        store.Remove(store.Enrol("Bob", [Look(1, 0, 0, 0)], DateTimeOffset.UnixEpoch).Person.Id);
        Assert.Empty(Directory.GetFiles(_place.Folder, "*before-version*"));
    }

    [Fact]
    public void A_step_that_fails_leaves_the_older_version_whole()
    {
        using (var gallery = _place.Open())
            gallery.Enrol("Alice", [Look(1, 0, 0, 0)]);
        var newer = Schema.Gallery with { Steps = [.. Schema.Gallery.Steps, "CREATE TABLE future (x INTEGER) STRICT", "CREATE TABLE person (x INTEGER)"] };

        Assert.Throws<GalleryException>(() => new SqliteGalleryStore(_place.Path, TimeSpan.FromSeconds(1), newer));
        using var before = _place.Open();
        Assert.Single(before.People);
    }

    private void Refuses(GalleryFault fault, params string[] words)
    {
        var refused = Assert.Throws<GalleryException>(() => _place.Open());
        Assert.Equal(fault, refused.Fault);
        Assert.Contains(_place.Path, refused.Message, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, refused.Message, StringComparison.Ordinal));
    }
}
