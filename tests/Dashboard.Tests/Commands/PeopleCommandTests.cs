using System.Diagnostics;
using System.Diagnostics.Metrics;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;
using FaceStream.Tests;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace FaceStream.Dashboard.Tests.Commands;

public sealed class PeopleCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PeopleCommandTests()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var gallery = GalleryService.Open(Db, new GalleryMetrics(services.GetRequiredService<IMeterFactory>()), TimeProvider.System);
        gallery.Enrol("Alice [1]", [Template(0), Template(1)]);
        gallery.Enrol("Bob", [Template(2)]);
    }

    private string Db => _folder["people.db"];

    [Fact]
    public async Task People_are_listed_for_people_and_for_programs()
    {
        var table = await People("list");
        var json = (await People("list", "--json")).Json;

        Assert.Contains("Alice [1]", table.Output, StringComparison.Ordinal);
        Assert.Equal(["Alice [1]", "Bob"], json.EnumerateArray().Select(person => person.GetProperty("name").GetString()));
        Assert.Equal([2, 1], json.EnumerateArray().Select(person => person.GetProperty("templates").GetInt32()));
    }

    [Fact]
    public async Task A_person_is_shown_with_each_picture()
    {
        var pictures = (await People("show", "alice [1]", "--json")).Json.GetProperty("pictures");

        Assert.Equal(["0.jpg", "1.jpg"], pictures.EnumerateArray().Select(picture => picture.GetProperty("source").GetString()));
    }

    [Fact]
    public async Task Rename_merge_and_remove_do_what_they_say()
    {
        Assert.Equal(0, (await People("rename", "Bob", "Robert")).Code);
        Assert.Equal(3, (await People("merge", "--yes", "Alice [1]", "robert", "--json")).Json.GetProperty("templates").GetInt32());
        Assert.Equal(0, (await People("remove", "--yes", "Robert")).Code);
        Assert.Equal("[]\n", (await People("list", "--json")).Output);
    }

    [Theory]
    [InlineData("remove", "Bob")]
    [InlineData("merge", "Bob", "Alice [1]")]
    [InlineData("remove", "Bob", "--json")]
    public async Task Where_nobody_can_be_asked_nothing_is_lost_and_the_option_that_helps_is_named(params string[] words)
    {
        var refused = await People(words);

        Assert.Equal(2, refused.Code);
        Assert.Contains("nothing was changed.", refused.Error, StringComparison.Ordinal);
        Assert.Contains("Add --yes", refused.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await People("list", "--json")).Json.GetArrayLength());
    }

    [Theory]
    [InlineData("y", 0, 1)]
    [InlineData("n", 130, 2)]
    public async Task At_a_terminal_the_answer_is_asked_for_and_heeded(string answer, int code, int left)
    {
        // util-linux's script gives the program a terminal of its own.
        using var typist = new Process
        {
            StartInfo = new("script", ["--quiet", "--return", "--command", $"'{Cli.Program}' people remove Bob --gallery '{Db}'", "/dev/null"])
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, Environment = { ["TERM"] = "xterm" },
            },
        };
        typist.Start();
        await typist.StandardInput.WriteLineAsync(answer);
        await typist.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        var said = await typist.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60));
        await typist.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains("Forget Bob, with all pictures and sightings?", said, StringComparison.Ordinal);
        Assert.Equal(code, typist.ExitCode);
        Assert.Equal(left, (await People("list", "--json")).Json.GetArrayLength());
    }

    [Fact]
    public async Task Who_is_removed_leaves_a_receipt_with_what_that_was()
    {
        await using (var sightings = Sightings())
            sightings.Add(new("door", DateTimeOffset.UtcNow, DateTimeOffset.UtcNow, 10, SightingState.Confirmed, 1, "Alice [1]", 0.8f, 0.9, [new(DateTimeOffset.UtcNow, Template(0).Embedding, 0.8f, default)]));

        var alice = Assert.Single((await People("remove", "--yes", "Alice [1]", "--json")).Json.EnumerateArray());
        var bob = await People("remove", "--yes", "Bob");

        Assert.Equal((1, "Alice [1]", 2, 0, 1, 1), (alice.GetProperty("id").GetInt64(), alice.GetProperty("name").GetString(), Count("templates"), Count("pictures"), Count("sightings"), Count("looks")));
        Assert.Equal(0, alice.GetProperty("pending").GetArrayLength());
        Assert.Equal("Bob is forgotten: 1 vector. The id 2 is never given again.\n", bob.Output);

        int Count(string what) => alice.GetProperty(what).GetInt32();
    }

    [Fact]
    public async Task Who_is_hidden_is_left_out_of_the_list_until_asked_for_or_shown_again()
    {
        Assert.Equal(0, (await People("hide", "Bob")).Code);

        Assert.Contains("1 more is hidden", (await People("list")).Output, StringComparison.Ordinal);
        Assert.Equal(["Alice [1]"], await NamesAsync("list"));
        Assert.Equal(["Alice [1]", "Bob"], await NamesAsync("list", "--hidden"));
        Assert.True((await People("show", "Bob", "--json")).Json.GetProperty("hidden").GetBoolean());

        Assert.Equal(4, (await People("hide", "Alice [1]", "Nobody")).Code);
        Assert.Equal(0, (await People("unhide", "Bob")).Code);
        Assert.Equal(["Alice [1]", "Bob"], await NamesAsync("list"));

        async Task<string[]> NamesAsync(params string[] words) => [.. (await People([.. words, "--json"])).Json.EnumerateArray().Select(person => person.GetProperty("name").GetString()!)];
    }

    [Fact]
    public async Task Pictures_that_are_set_aside_are_shown_so_and_restored()
    {
        using (var services = new ServiceCollection().AddMetrics().BuildServiceProvider())
        using (var gallery = GalleryService.Open(Db, new GalleryMetrics(services.GetRequiredService<IMeterFactory>()), TimeProvider.System))
            gallery.Enrol("Bob", [.. Enumerable.Repeat(Template(2), 6)]);

        var shown = await People("show", "Bob");
        var pictures = (await People("show", "Bob", "--json")).Json.GetProperty("pictures");
        var aside = pictures.EnumerateArray().Where(one => one.GetProperty("set_aside").ValueKind != System.Text.Json.JsonValueKind.Null).Select(one => $"{one.GetProperty("id")}").ToArray();

        Assert.Equal(2, aside.Length);
        Assert.Contains("shows as much (1.00)", shown.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await People("list", "--json")).Json[1].GetProperty("set_aside").GetInt32());
        Assert.Equal(4, (await People("restore", "Bob", aside[0], "4711")).Code);
        Assert.Equal(7, (await People("restore", "Bob", aside[0], aside[1], "--json")).Json.GetProperty("templates").GetInt32());
        Assert.DoesNotContain("set aside", (await People("show", "Bob")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_are_exported_and_imported_into_another_gallery()
    {
        var (archive, other) = (_folder["people.zip"], _folder["other.db"]);
        Assert.Equal((2, 3), Counts((await People("export", archive, "--json")).Json));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(archive));
        Assert.Equal(5, (await People("export", archive)).Code);

        var dry = await Cli.Run("people", "import", archive, "--dry-run", "--gallery", other);
        Assert.False(File.Exists(other));
        var first = await Cli.Run("people", "import", archive, "--gallery", other, "--json");
        var again = await Cli.Run("people", "import", archive, "--gallery", other, "--json");

        Assert.Equal((0, 0, 0), (dry.Code, first.Code, again.Code));
        Assert.Contains("3 pictures would be added, 0 were there already, 0 refused; nothing was changed.", dry.Output, StringComparison.Ordinal);
        Assert.Equal((3, 0), (first.Json.GetProperty("added").GetInt32(), again.Json.GetProperty("added").GetInt32()));
        Assert.Equal((await People("list")).Output, (await Cli.Run("people", "list", "--gallery", other)).Output);

        static (int, int) Counts(System.Text.Json.JsonElement json) => (json.GetProperty("people").GetInt32(), json.GetProperty("templates").GetInt32());
    }

    [Fact]
    public async Task A_file_that_is_no_archive_is_refused_and_one_that_is_not_there_not_found()
    {
        Assert.Equal(5, (await People("import", _folder.Write("people.zip", "no zip"))).Code);
        Assert.Equal(5, (await Cli.Run("people", "import", _folder["people.zip"], "--gallery", _folder["other.db"])).Code);
        Assert.False(File.Exists(_folder["other.db"]));
        var (none, folder, nowhere) = (await People("import", _folder["none.zip"]), await People("import", _folder.Path), await People("export", _folder["none", "people.zip"]));
        Assert.Equal((4, $"facestream: There is no archive {_folder["none.zip"]}.\n"), (none.Code, none.Error));
        Assert.Equal((5, $"facestream: {_folder.Path} is a folder, not an archive that people export has made.\n"), (folder.Code, folder.Error));
        Assert.Equal((4, $"facestream: There is no folder {_folder["none"]}.\n"), (nowhere.Code, nowhere.Error));
    }

    [Fact]
    public async Task Somebody_unknown_is_not_found_and_the_near_name_is_told()
    {
        var answer = await People("show", "Bobb");

        Assert.Equal(4, answer.Code);
        Assert.Contains("Nobody called 'Bobb'", answer.Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'Bob'?", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_removed_when_one_of_the_names_is_wrong()
    {
        Assert.Equal(4, (await People("remove", "--yes", "Bob", "Nemo")).Code);
        Assert.Equal(2, (await People("list", "--json")).Json.GetArrayLength());
    }

    [Fact]
    public async Task A_name_that_is_taken_or_is_none_is_refused()
    {
        var taken = await People("rename", "Bob", "ALICE [1]");
        Assert.Equal(5, taken.Code);
        Assert.Contains("facestream people merge \"Bob\" \"", taken.Error, StringComparison.Ordinal);
        Assert.Equal(5, (await People("rename", "Bob", " \u202E")).Code);
    }

    [Fact]
    public async Task A_gallery_that_is_not_there_is_not_made_by_looking()
    {
        var answer = await Cli.Run("people", "list", "--gallery", _folder["typo.db"]);

        Assert.Equal(4, answer.Code);
        Assert.Contains("typo.db", answer.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["typo.db"]));
    }

    [Fact]
    public async Task A_file_that_is_no_gallery_is_named_and_left_alone()
    {
        var file = _folder.Write("notes.db", new string('x', 5000));

        var answer = await Cli.Run("people", "list", "--gallery", file);

        Assert.Equal(6, answer.Code);
        Assert.Contains(file, answer.Error, StringComparison.Ordinal);
        Assert.Contains("not a database", answer.Error, StringComparison.Ordinal);
        Assert.Equal(new string('x', 5000), await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("PRAGMA user_version = 4711", 6, "has version 4711", "update this one")]
    [InlineData("PRAGMA application_id = 7", 6, "another program", "Name another file")]
    [InlineData("BEGIN IMMEDIATE", 1, "is locked by another process", "Try again when the backup or the other program is done")]
    public async Task A_gallery_that_cannot_be_used_is_named_with_what_to_do_and_nothing_is_changed(string change, int code, string cause, string remedy)
    {
        using var other = new SqliteConnection($"Data Source={Db};Pooling=False");
        other.Open();
        using var command = other.CreateCommand();
        command.CommandText = change;
        command.ExecuteNonQuery();

        // At the same time, since each waits for the lock as long as it may.
        var answers = await Task.WhenAll(People("list"), Cli.Run(Footage.Home(_folder), "enroll", "Franck", Footage.Franck(2045), "--gallery", Db), People("rename", "Bob", "Robert", "--json"));
        var (list, enroll, json) = (answers[0], answers[1], answers[2]);

        foreach (var answer in answers)
        {
            Assert.Equal(code, answer.Code);
            Assert.StartsWith($"facestream: The gallery {Db}", answer.Error, StringComparison.Ordinal);
            Assert.Contains(cause, answer.Error, StringComparison.Ordinal);
            Assert.Contains(remedy, answer.Error, StringComparison.Ordinal);
        }

        Assert.Equal(("", ""), (list.Output, enroll.Output));
        Assert.Equal(code, json.Json.GetProperty("error").GetProperty("code").GetInt32());
        command.CommandText = "SELECT count(*) FROM person WHERE name IN ('Bob', 'Alice [1]')";
        Assert.Equal(2L, command.ExecuteScalar());
    }

    public void Dispose() => _folder.Dispose();

    private Task<Cli.Answer> People(params string[] args) => Cli.Run(["people", .. args, "--gallery", Db]);

    private SightingService Sightings()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        return SightingService.Open(_folder["people.sightings.db"], new(), new SightingMetrics(services.GetRequiredService<IMeterFactory>()), TimeProvider.System);
    }

    private static NewTemplate Template(int axis) => new(Footage.Along(axis), 0.9f, $"{axis}.jpg", default);
}
