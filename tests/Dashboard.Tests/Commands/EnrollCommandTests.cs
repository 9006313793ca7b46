using System.Diagnostics.Metrics;
using System.IO.Compression;
using System.Text;
using FaceStream.Dashboard.Enrolment;
using FaceStream.Gallery;
using FaceStream.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace FaceStream.Dashboard.Tests.Commands;

public sealed class EnrollCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Each_picture_gets_a_verdict_and_some_refused_is_partly_done()
    {
        var text = _folder.Write("notes.jpg", "not a picture");

        var answer = await Run("enroll", "Franck", Footage.Franck(2045), text, Footage.Group, "--json");

        Assert.Equal(3, answer.Code);
        var (json, pictures) = (answer.Json, answer.Json.GetProperty("people")[0].GetProperty("pictures"));
        Assert.Equal((1, 2), (json.GetProperty("accepted").GetInt32(), json.GetProperty("refused").GetInt32()));
        Assert.Equal(["accepted", "unreadable", "several_faces"], pictures.EnumerateArray().Select(picture => picture.GetProperty("reason").GetString()));
        Assert.Contains("notes.jpg", pictures[1].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.InRange(pictures[2].GetProperty("faces").GetInt32(), 2, 20);
    }

    [Fact]
    public async Task The_face_that_is_meant_is_enrolled_from_a_picture_of_several()
    {
        var several = await Run("enroll", "First", Footage.Group);
        Assert.Equal(5, several.Code);
        Assert.Contains("--face N takes one", several.Output, StringComparison.Ordinal);

        var (first, second) = (await Run("enroll", "First", Footage.Group, "--face", "1"), await Run("enroll", "Second", Footage.Group, "--face", "2"));
        var (tenth, none) = (await Run("enroll", "Nobody", Footage.Group, "--face", "99"), await Run("enroll", "Nobody", Footage.Group, Footage.Audrey, "--face", "1"));

        Assert.Equal((0, 0, 5, 2), (first.Code, second.Code, tenth.Code, none.Code));
        var faces = (await Run("identify", Footage.Group, "--json")).Json.GetProperty("faces");
        Assert.Equal(["First", "Second"], faces.EnumerateArray().Take(2).Select(face => face.GetProperty("matches")[0].GetProperty("person").GetString()));
    }

    [Fact]
    public async Task A_person_who_was_enrolled_is_found_in_another_picture_and_others_are_not()
    {
        Assert.Equal(0, (await Run("enroll", "Franck", Footage.Franck(2045))).Code);

        var franck = (await Run("identify", Footage.Franck(3909), "--json")).Json.GetProperty("faces")[0].GetProperty("matches")[0];
        var audrey = (await Run("identify", Footage.Audrey, "--json")).Json.GetProperty("faces")[0].GetProperty("matches")[0];

        Assert.Equal(("Franck", true), (franck.GetProperty("person").GetString(), franck.GetProperty("likely").GetBoolean()));
        Assert.False(audrey.GetProperty("likely").GetBoolean());
    }

    [Fact]
    public async Task The_picture_of_one_enrolled_as_another_is_refused_unless_forced()
    {
        await Run("enroll", "Franck", Footage.Franck(2045));

        var refused = await Run("enroll", "Bob", Footage.Franck(3909));
        var forced = await Run("enroll", "Bob", Footage.Franck(3909), "--force", "--json");

        Assert.Equal((5, 0), (refused.Code, forced.Code));
        Assert.Contains("matches Franck", refused.Output, StringComparison.Ordinal);
        Assert.Equal("looks_like_other", forced.Json.GetProperty("people")[0].GetProperty("pictures")[0].GetProperty("forced").GetString());
        Assert.Equal("looks_like_other", (await Run("people", "show", "Bob", "--json")).Json.GetProperty("pictures")[0].GetProperty("forced").GetString());
        Assert.Contains("forced: looks like other", (await Run("people", "show", "Bob")).Output, StringComparison.Ordinal);

        var health = await Run("people", "health");
        Assert.Equal(0, health.Code);
        Assert.Contains("Bob, picture 2", health.Output, StringComparison.Ordinal);
        Assert.Contains("Look-alikes: 1; pictures that do not fit: 0; hard to recognise: 2.", health.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_for_each_person_is_enrolled_at_once()
    {
        foreach (var (name, picture) in new[] { ("Franck", Footage.Franck(2045)), ("Audrey", Footage.Audrey) })
        {
            Directory.CreateDirectory(_folder["staff", name]);
            File.Copy(picture, _folder["staff", name, "one.jpg"]);
        }

        Assert.Equal(0, (await Run("enroll", "--from", _folder["staff"])).Code);
        Assert.Equal(["Audrey", "Franck"], (await Run("people", "list", "--json")).Json.EnumerateArray().Select(person => person.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Ctrl_C_ends_a_bulk_enrolment_with_what_was_done_and_the_same_command_goes_on_from_there()
    {
        // Many people before the one who counts, so that there is time to stop in between.
        foreach (var i in Enumerable.Range(0, 400))
        {
            Directory.CreateDirectory(_folder["staff", $"P{i:000}"]);
            File.Copy(Footage.Group, _folder["staff", $"P{i:000}", "group.jpg"]);
        }

        Directory.CreateDirectory(_folder["staff", "A Franck"]);
        File.Copy(Footage.Franck(2045), _folder["staff", "A Franck", "one.jpg"]);
        using var first = Cli.Start(Footage.Home(_folder), "enroll", "--from", _folder["staff"], "--json");
        var (output, error) = (first.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), first.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        for (var i = 0; !File.Exists(_folder["state", "gallery.db"]) || Enrolled() == 0; i++)
        {
            Assert.True(i < 900, "nobody was enrolled within a minute and a half");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        using (var kill = System.Diagnostics.Process.Start("kill", ["-INT", $"{first.Id}"]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await first.WaitForExitAsync(TestContext.Current.CancellationToken);
        await error;

        Assert.Equal(130, first.ExitCode);
        var report = System.Text.Json.JsonDocument.Parse(await output).RootElement;
        Assert.True(report.GetProperty("interrupted").GetBoolean());
        Assert.Equal(1, report.GetProperty("accepted").GetInt32());
        Assert.Equal(401, report.GetProperty("accepted").GetInt32() + report.GetProperty("refused").GetInt32() + report.GetProperty("left").GetInt32());

        // The rest is of no interest here.
        for (var i = 0; i < 400; i++)
            Directory.Delete(_folder["staff", $"P{i:000}"], recursive: true);
        Directory.CreateDirectory(_folder["staff", "Audrey"]);
        File.Copy(Footage.Audrey, _folder["staff", "Audrey", "one.jpg"]);
        var again = await Run("enroll", "--from", _folder["staff"], "--json");
        Assert.Equal((0, 1, 1, 0), (again.Code, again.Json.GetProperty("accepted").GetInt32(), again.Json.GetProperty("skipped").GetInt32(), again.Json.GetProperty("left").GetInt32()));
        Assert.Equal("skipped", again.Json.GetProperty("people")[0].GetProperty("pictures")[0].GetProperty("verdict").GetString());

        int Enrolled()
        {
            using var gallery = Gallery();
            return gallery.People.Count;
        }
    }

    [Fact]
    public async Task Of_a_ZIP_file_the_good_pictures_are_enrolled_and_the_bad_ones_and_the_traps_are_named()
    {
        var archive = _folder["staff.zip"];
        using (var zip = ZipFile.Open(archive, ZipArchiveMode.Create))
        {
            zip.CreateEntryFromFile(Footage.Franck(2045), "staff/Franck/one.jpg");
            zip.CreateEntryFromFile(Footage.Franck(3909), "staff/FRANCK /two.jpg");
            zip.CreateEntryFromFile(Footage.Audrey, "../../Audrey/slip.jpg");
            zip.CreateEntryFromFile(Footage.Audrey, "Audrey\\..\\..\\slip.jpg");
            zip.CreateEntryFromFile(Footage.Audrey, "/Audrey/rooted.jpg");
            zip.CreateEntryFromFile(Footage.Audrey, "alone.jpg");
            zip.CreateEntryFromFile(Footage.Audrey, "\u202EAudrey/named.jpg");
            zip.CreateEntryFromFile(Footage.Audrey, "Franck/linked.jpg").ExternalAttributes = unchecked((int)0xA1FF0000);
            zip.CreateEntryFromFile(Footage.Audrey, "Franck/more.zip");
            zip.CreateEntryFromFile(Footage.Audrey, "__MACOSX/Franck/._one.jpg");
            using (var bomb = zip.CreateEntry("Franck/bomb.bmp").Open())
                bomb.Write(new byte[60 << 20]);
            using (var picture = zip.CreateEntry("Franck/sky.png", CompressionLevel.NoCompression).Open())
                picture.Write(HugePicture);
            using (var notes = zip.CreateEntry("Franck/notes.txt").Open())
                notes.Write("not asked for"u8);
        }

        var answer = await Run("enroll", "--from", archive, "--json");

        Assert.Equal(3, answer.Code);
        var pictures = answer.Json.GetProperty("people").EnumerateArray().SelectMany(person => person.GetProperty("pictures").EnumerateArray()).ToDictionary(
            picture => picture.GetProperty("file").GetString()!, picture => (Reason: picture.GetProperty("reason").GetString(), Message: picture.GetProperty("message").GetString()!));
        Assert.Equal(11, pictures.Count);
        Assert.Equal(("accepted", "accepted"), (pictures["staff/Franck/one.jpg"].Reason, pictures["staff/FRANCK /two.jpg"].Reason));
        Assert.Equal("bad_name", pictures["\u202EAudrey/named.jpg"].Reason);
        foreach (var (file, words) in new[]
        {
            ("../../Audrey/slip.jpg", "leads out"), ("Audrey\\..\\..\\slip.jpg", ""), ("/Audrey/rooted.jpg", "leads out"), ("alone.jpg", "no name"),
            ("Franck/linked.jpg", "link"), ("Franck/more.zip", "archive within"), ("Franck/bomb.bmp", "400 times"), ("Franck/sky.png", "is 16000 × 16000 pixels (256 million); 40 million is the limit"),
        })
        {
            Assert.NotEqual("accepted", pictures[file].Reason);
            Assert.Contains(words, pictures[file].Message, StringComparison.Ordinal);
        }

        Assert.Equal(["Franck"], (await Run("people", "list", "--json")).Json.EnumerateArray().Select(person => person.GetProperty("name").GetString()));
        Assert.Equal(["staff.zip", "state"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Names_in_a_ZIP_file_are_read_whichever_way_its_maker_wrote_them()
    {
        // Windows writes names as DOS did, and macOS as UTF-8 without saying so; Latin-1 puts these very bytes into the file.
        var dos = CodePagesEncodingProvider.Instance.GetEncoding(850)!;
        foreach (var (file, names, folder) in new[] { ("dos.zip", dos, "Jörg Weiß"), ("mac.zip", Encoding.Latin1, Encoding.Latin1.GetString("Jörg Weiß"u8)), ("unicode.zip", Encoding.UTF8, "Jörg Weiß") })
        {
            using (var zip = ZipFile.Open(_folder[file], ZipArchiveMode.Create, names))
                zip.CreateEntry($"{folder}/one.jpg");
            using var read = new PictureZip(_folder[file]);
            Assert.Equal("Jörg Weiß", Assert.Single(read.People()).Name);
        }
    }

    [Fact]
    public async Task A_table_that_is_not_UTF_8_is_refused_with_the_way_out()
    {
        var table = _folder["staff.csv"];
        File.WriteAllBytes(table, Encoding.Latin1.GetBytes("person;picture\r\nJörg;one.jpg\r\n"));

        var answer = await Run("enroll", "--from", table);

        Assert.Equal(5, answer.Code);
        Assert.Contains("UTF-8", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ZIP_file_of_more_files_than_anybody_enrols_is_refused_whole_before_anything_is_read()
    {
        var archive = _folder["staff.zip"];
        using (var zip = ZipFile.Open(archive, ZipArchiveMode.Create))
        {
            for (var i = 0; i <= 100_000; i++)
                zip.CreateEntry($"P{i}/one.jpg", CompressionLevel.NoCompression);
        }

        var answer = await Run("enroll", "--from", archive);

        Assert.Equal(5, answer.Code);
        Assert.Contains("has 100001 files; 100000 is the most.", answer.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["state", "gallery.db"]));
    }

    [Fact]
    public async Task A_CSV_file_says_whose_each_picture_is()
    {
        File.Copy(Footage.Franck(2045), _folder["one, two.jpg"]);
        var table = _folder.Write("staff.csv", $"picture;person;remark\r\n\"one, two.jpg\";\"Franck \"\"F.\"\"\";first\n\n{Footage.Audrey};Audrey\nnone.jpg;Audrey\n;Audrey\n".Replace(';', ','));

        var answer = await Run("enroll", "--from", table, "--strict", "--json");

        Assert.Equal(3, answer.Code);
        Assert.Equal(["Franck \"F.\"", "Audrey"], answer.Json.GetProperty("people").EnumerateArray().Select(person => person.GetProperty("person").GetString()));
        var said = answer.Json.GetProperty("people").EnumerateArray().SelectMany(person => person.GetProperty("pictures").EnumerateArray()).Select(picture => picture.GetProperty("message").GetString()!).ToArray();
        Assert.Equal((2, 2), (answer.Json.GetProperty("accepted").GetInt32(), answer.Json.GetProperty("refused").GetInt32()));
        Assert.Equal("none.jpg: there is no such file.", said[2]);
        Assert.Equal("row 5: names no picture.", said[3]);
    }

    [Fact]
    public async Task A_table_without_the_columns_a_file_that_is_no_ZIP_and_two_kinds_of_care_are_refused()
    {
        Assert.Equal(2, (await Run("enroll", "--from", _folder.Write("staff.csv", "name,file\nA,b.jpg\n"))).Code);
        Assert.Equal(5, (await Run("enroll", "--from", _folder.Write("staff.zip", "no zip"))).Code);
        Assert.Equal(2, (await Run("enroll", "Franck", Footage.Audrey, "--strict", "--force")).Code);
        var picture = await Run("enroll", "--from", Footage.Audrey);
        Assert.Equal((2, $"facestream: {Footage.Audrey} is neither a folder nor a file that ends in .zip or .csv.\nFor one picture: facestream enroll NAME {Footage.Audrey}\n"), (picture.Code, picture.Error));
        var none = await Run("enroll", "--from", _folder["none.zip"]);
        Assert.Equal((4, $"facestream: There is no {_folder["none.zip"]}.\n"), (none.Code, none.Error));
    }

    [Fact]
    public async Task After_a_change_of_the_embedder_the_kept_crops_are_embedded_again_and_the_rest_is_named()
    {
        using (var gallery = Gallery())
        {
            gallery.Enrol("Franck", [Older(Footage.Franck(2045)), Older(null), Older(Footage.Group) with { Picture = "no picture"u8.ToArray() }]);
        }

        // Until then each command that speaks of them says so, and none says that nobody is enrolled.
        Assert.Contains("nobody who can be recognised", (await Run("identify", Footage.Franck(3909))).Output, StringComparison.Ordinal);
        Assert.Contains("1 of 1 people cannot be recognised", (await Run("people", "list")).Error, StringComparison.Ordinal);
        Assert.Contains("not searched", (await Run("people", "show", "Franck")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong names", (await Run("people", "health")).Output, StringComparison.Ordinal);

        var answer = await Run("people", "re-embed", "--json");

        Assert.Equal(3, answer.Code);
        Assert.Equal(1, answer.Json.GetProperty("embedded").GetInt32());
        Assert.Equal(["none", "sample1.jpg"], answer.Json.GetProperty("left").EnumerateArray().Select(one => one.GetProperty("source").GetString()));
        var match = (await Run("identify", Footage.Franck(3909), "--json")).Json.GetProperty("faces")[0].GetProperty("matches")[0];
        Assert.True(match.GetProperty("likely").GetBoolean());
        Assert.Equal(5, (await Run("people", "re-embed")).Code);

        static NewTemplate Older(string? picture) => new(
            new("older-2", new float[] { 1, 0 }), 0.5f, picture is null ? "none" : Path.GetFileName(picture), picture is null ? default(ReadOnlyMemory<byte>) : File.ReadAllBytes(picture));
    }

    [Fact]
    public async Task Where_every_picture_is_embedded_there_is_nothing_to_embed_again()
    {
        await Run("enroll", "Franck", Footage.Franck(2045));

        var answer = await Run("people", "re-embed");

        Assert.Equal((0, $"There is nothing to do: {Footage.Embedder} has embedded every picture.\n"), (answer.Code, answer.Output));
        Assert.Contains("Franck", (await Run("people", "show", "Franck")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not searched", (await Run("people", "show", "Franck")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_or_a_folder_in_the_place_of_the_name_makes_no_person_of_that_name()
    {
        var (pictures, folder) = (await Run("enroll", Footage.Franck(2045), Footage.Franck(3909)), await Run("enroll", _folder.Path));

        Assert.Equal((2, 2), (pictures.Code, folder.Code));
        Assert.Contains($"facestream enroll NAME {Footage.Franck(2045)}", pictures.Error, StringComparison.Ordinal);
        Assert.Contains($"--from {_folder.Path}", folder.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_or_no_name_is_told_before_anything_is_done()
    {
        var missing = await Run("enroll", "Franck", Footage.Franck(2045), _folder["none.jpg"]);
        var unnamed = await Run("enroll", " \u202E", Footage.Franck(2045));
        var alone = await Run("enroll", "Franck");

        Assert.Equal((4, 5, 2), (missing.Code, unnamed.Code, alone.Code));
        Assert.Contains("none.jpg", missing.Error, StringComparison.Ordinal);
        Assert.Equal("[]\n", (await Run("people", "list", "--json")).Output);
    }

    [Fact]
    public async Task Verify_tells_one_person_from_two_and_names_the_picture_without_a_face()
    {
        var empty = _folder["grey.png"];
        Ffmpeg.Run($"-f lavfi -i color=c=gray:s=320x240 -frames:v 1 {empty}");

        var same = (await Run("verify", Footage.Franck(2045), Footage.Franck(3909), "--json")).Json;
        var two = (await Run("verify", Footage.Franck(2045), Footage.Audrey, "--json")).Json;
        var none = await Run("verify", Footage.Franck(2045), empty);

        Assert.True(same.GetProperty("same").GetBoolean());
        Assert.False(two.GetProperty("same").GetBoolean());
        Assert.True(same.GetProperty("false_alarm_probability").GetDouble() < two.GetProperty("false_alarm_probability").GetDouble());
        Assert.Equal(5, none.Code);
        Assert.Contains(empty, none.Error, StringComparison.Ordinal);
    }

    /// <summary>The header of a PNG of 256 million pixels, and 747 kB that nobody has to look at.</summary>
    private static byte[] HugePicture
    {
        get
        {
            var file = new byte[747_000];
            new Random(1).NextBytes(file);
            byte[] header = [0x89, .. "PNG\r\n"u8, 0x1A, 10, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0x3E, 0x80, 0, 0, 0x3E, 0x80, 8, 2, 0, 0, 0, 0, 0, 0, 0];
            header.CopyTo(file, 0);
            return file;
        }
    }

    public void Dispose() => _folder.Dispose();

    private GalleryService Gallery()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        return GalleryService.Open(_folder["state", "gallery.db"], new GalleryMetrics(services.GetRequiredService<IMeterFactory>()), TimeProvider.System);
    }

    private Task<Cli.Answer> Run(params string[] args) => Cli.Run(Footage.Home(_folder), args);
}
