using System.Text.Json.Nodes;
using FaceStream.Dashboard.Commands.Eval;
using FaceStream.Recognizer.Models;
using FaceStream.Tests;

namespace FaceStream.Dashboard.Tests.Commands;

public sealed class EvalCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_list_of_pairs_is_judged_in_the_promised_format()
    {
        // Ten pairs of one person, ten of two.
        var (franck, audrey) = (Footage.Franck(2045), Footage.Audrey);
        var list = _folder.Write("pairs.csv", "a,b,label,source\n" +
            string.Concat(Enumerable.Repeat($"{franck},{Footage.Franck(3909)},same,own-1\n", 10)) +
            string.Concat(Enumerable.Repeat($"{franck},{audrey},different,own-2\n", 10)));

        var answer = await Run("eval", "verification", list, "--json");

        Assert.Equal(0, answer.Code);
        Assert.Equal((20, 1.0, 0.0, 0), (answer.Json.GetProperty("pairs").GetInt32(), answer.Json.GetProperty("accuracy").GetDouble(),
            answer.Json.GetProperty("accuracy_std").GetDouble(), answer.Json.GetProperty("no_face").GetInt32()));
        Assert.Equal(1, answer.Json.GetProperty("evidence").GetProperty("accuracy").GetDouble());
        Assert.Equal(1, answer.Json.GetProperty("tar").GetProperty("1e-1").GetDouble());
        Assert.Equal([0.722467, 1], answer.Json.GetProperty("tar_interval").GetProperty("1e-1").EnumerateArray().Select(end => end.GetDouble())); // 10 / (10 + z²)
    }

    [Fact]
    public async Task All_pairs_of_a_folder_are_compared()
    {
        void Put(string person, string picture) => File.Copy(picture, Path.Combine(Directory.CreateDirectory(_folder[person]).FullName, Path.GetFileName(picture)));
        Put("Franck", Footage.Franck(2045));
        Put("Franck", Footage.Franck(3909));
        Put("Audrey", Footage.Audrey);

        var (plain, mirrored) = (await Run("eval", "verification", _folder.Path, "--json"), await Run("eval", "verification", _folder.Path, "--mirror"));
        Assert.Equal(2, (await Run("eval", "verification", _folder.Path, "--images", _folder.Path)).Code);
        Directory.Delete(_folder["Audrey"], recursive: true);
        var alone = await Run("eval", "verification", _folder.Path);

        Assert.Equal((0, 0, 2), (plain.Code, mirrored.Code, alone.Code));
        Assert.Equal((2, 3, 1, 2, 0.0), (
            plain.Json.GetProperty("people").GetInt32(), plain.Json.GetProperty("pictures").GetInt32(), plain.Json.GetProperty("same").GetInt32(),
            plain.Json.GetProperty("different").GetInt32(), plain.Json.GetProperty("eer").GetDouble()));
        Assert.Contains("3 pictures of 2 people: 1 pairs of one person, 2 of two; equal error 0.00 %", mirrored.Output, StringComparison.Ordinal);
        Assert.Contains("1 pairs of one person and 0 of two", alone.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_man_is_named_from_his_other_picture_and_a_stranger_is_not()
    {
        var roles = _folder.Write("roles.csv", "path,person,role\n" +
            $"{Footage.Franck(2045)},Franck,gallery\n{Footage.Franck(3909)},Franck,probe\n{Footage.Audrey},Audrey,distractor\n");

        var answer = await Run("eval", "identification", _folder.Path, "--roles", roles, "--json");
        var table = await Run("eval", "identification", _folder.Path, "--roles", roles);

        Assert.Equal((0, 0), (answer.Code, table.Code));
        Assert.Equal((1, 1, 1.0), (answer.Json.GetProperty("people").GetInt32(), answer.Json.GetProperty("templates").GetInt32(), answer.Json.GetProperty("rank1").GetDouble()));
        var calibrated = answer.Json.GetProperty("rates").GetProperty("1e-3").GetProperty("calibrated");
        Assert.Equal((0.0, 0.0), (calibrated.GetProperty("fnir").GetDouble(), calibrated.GetProperty("fpir").GetDouble()));
        Assert.InRange(calibrated.GetProperty("predicted_fpir").GetDouble(), 0.00099, 0.00101);
        Assert.Contains("1 people with 1 templates; 1 probes, 1 distractors", table.Output, StringComparison.Ordinal);
        Assert.Contains("FNIR: the share of the enrolled who are not given their name", table.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tracks_are_scored_as_they_are_and_detections_are_followed_first()
    {
        // Ten frames of two objects, told apart; then as tracks that swap in the middle: 20 boxes, 2 switches.
        string Rows(Func<int, int, int> id) => string.Concat(Enumerable.Range(1, 10).SelectMany(frame => new[] { 1, 2 }.Select(who => $"{frame},{id(frame, who)},{100 * who + frame},50,20,40,1,-1,-1,-1\n")));
        var truth = _folder.Write("gt.txt", Rows((_, who) => who));
        var tracks = _folder.Write("tracks.txt", Rows((frame, who) => frame <= 5 ? who : 3 - who));
        var detections = _folder.Write("det.txt", Rows((_, _) => -1));
        _folder.Write("seqinfo.ini", "[Sequence]\nframeRate=25\nseqLength=10\n");

        var (scored, followed, folder) = (await Run("eval", "tracking", truth, tracks, "--json"), await Run("eval", "tracking", truth, detections, "--json"), await Run("eval", "tracking", _folder.Path, "--json"));

        Assert.Equal((0, 0, 0), (scored.Code, followed.Code, folder.Code));
        var total = scored.Json.GetProperty("total");
        Assert.Equal((20, 0.9, 0.5, 2), (total.GetProperty("boxes").GetInt32(), total.GetProperty("mota").GetDouble(), total.GetProperty("idf1").GetDouble(), total.GetProperty("switches").GetInt32()));
        Assert.Equal(Math.Round(Math.Sqrt(1.0 / 3), 6), total.GetProperty("hota").GetDouble());     // each pair: 5 together, 15 apart
        Assert.Equal(0, followed.Json.GetProperty("total").GetProperty("switches").GetInt32());
        Assert.InRange(followed.Json.GetProperty("total").GetProperty("mota").GetDouble(), 0.7, 1);
        Assert.Equal(followed.Json.GetProperty("total").ToString(), folder.Json.GetProperty("total").ToString());
    }

    [Fact]
    public async Task A_row_that_is_none_and_a_folder_without_sequences_are_told()
    {
        var truth = _folder.Write("gt.txt", "1,1,100,50,20,40,1\n2,1,left,50,20,40,1\n");

        var (row, none, missing) = (await Run("eval", "tracking", truth, truth), await Run("eval", "tracking", _folder.Path), await Run("eval", "tracking", truth, _folder["no.txt"]));

        Assert.Equal((2, 4, 4), (row.Code, none.Code, missing.Code));
        Assert.Contains("line 2", row.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_is_judged_against_who_is_in_it()
    {
        await Run("enroll", "Franck", Footage.Franck(2045), Footage.Franck(3909));
        var clip = _folder["talk.mp4"];
        Ffmpeg.Run($"-ss 10 -t 2 -i {Footage.FranckVideo} -an {clip}");
        const string Heading = "first_frame,last_frame,person,region_x,region_y,region_w,region_h\n";
        var truth = _folder.Write("gt.csv", Heading + "0,47,Franck,0,0,360,288\n");
        var stranger = _folder.Write("stranger.csv", Heading + "0,47,,0,0,360,288\n");
        var nobody = _folder.Write("nobody.csv", Heading + "0,47,Audrey,0,0,360,288\n");

        var (answer, mistaken, unknown) = (await Run("eval", "video", clip, truth, "--json"), await Run("eval", "video", clip, stranger, "--json"), await Run("eval", "video", clip, nobody));

        Assert.Equal((0, 0, 4), (answer.Code, mistaken.Code, unknown.Code));
        Assert.Equal((48, 48, 0, 0), (Number(answer, "frames"), Number(answer, "expected"), Number(answer, "wrong"), Number(answer, "flips")));
        Assert.InRange(Number(answer, "right"), 30, 48);
        Assert.InRange(answer.Json.GetProperty("appearances")[0].GetProperty("seconds_to_name").GetDouble(), 0, 1);

        // The same names are all wrong when the truth says that he is somebody else.
        Assert.Equal((0, Number(answer, "right")), (Number(mistaken, "expected"), Number(mistaken, "wrong")));
        Assert.Contains("Audrey", unknown.Error, StringComparison.Ordinal);

        // Made small and bad, he is still found in the truth's own pixels, and each time alike; in the dark he is not.
        string[] worse = ["eval", "video", clip, truth, "--json", "--min-face", "20", "--height", "180", "--jpeg", "60", "--noise", "4"];
        var (bad, again, dark, wrong) = (await Run(worse), await Run(worse), await Run([.. worse, "--light", "0.01"]), await Run([.. worse, "--blur", "99"]));
        Assert.InRange(Number(bad, "right"), 24, 48);
        Assert.Equal(bad.Output, again.Output);
        Assert.Equal(0, Number(dark, "right"));
        Assert.Equal(2, wrong.Code);
        Assert.Contains("--blur is between 0.1 and 20", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cadence_is_measured_against_looking_at_everything()
    {
        await Run("enroll", "Franck", Footage.Franck(2045), Footage.Franck(3909));
        var clip = _folder["talk.mp4"];
        Ffmpeg.Run($"-ss 10 -t 4 -i {Footage.FranckVideo} -an {clip}");

        var (answer, table, none) = (await Run("eval", "cadence", clip, "--json"), await Run("eval", "cadence", clip), await Run("eval", "cadence", _folder["no.mp4"]));

        Assert.Equal((0, 0, 4), (answer.Code, table.Code, none.Code));
        Assert.Equal(2, table.Output.Split("1, of 1 people").Length - 1);
        Assert.DoesNotContain("Franck", table.Output, StringComparison.Ordinal);
        var (every, cadence) = (answer.Json.GetProperty("every_frame"), answer.Json.GetProperty("cadence"));
        Assert.Equal(96, Number(answer, "frames"));
        Assert.Equal((96, 96), (every.GetProperty("frames").GetInt32(), every.GetProperty("searches").GetInt32()));
        Assert.InRange(cadence.GetProperty("searches").GetInt32(), 4, 32);
        Assert.InRange(answer.Json.GetProperty("embeddings").GetDouble(), 2, 96);
        Assert.InRange(answer.Json.GetProperty("recall").GetDouble(), 0.98, 1);
        Assert.Equal(every.GetProperty("people").ToString(), cadence.GetProperty("people").ToString());
        Assert.Equal(1, cadence.GetProperty("people").GetProperty("Franck").GetInt32());
    }

    [Fact]
    public void Who_is_named_otherwise_by_the_cadence_is_told_and_nobody_else() => Assert.Equal(
        ["B is named on 2 tracks with every frame searched, on 1 by the cadence", "C is named on 0 tracks with every frame searched, on 1 by the cadence"],
        EvalCadence.Differences(new Dictionary<string, int> { ["A"] = 3, ["B"] = 2 }, new Dictionary<string, int> { ["A"] = 3, ["B"] = 1, ["C"] = 1 }));

    private static int Number(Cli.Answer answer, string name) => answer.Json.GetProperty(name).GetInt32();

    [Fact]
    public async Task A_list_that_is_none_or_too_short_is_told_with_its_line()
    {
        var wrong = _folder.Write("wrong.csv", "a,b,label\nx.jpg,y.jpg,perhaps\n");
        var few = _folder.Write("few.csv", $"a,b,label\n{Footage.Audrey},{Footage.Audrey},same\n");

        var (answer, tooFew, none) = (await Run("eval", "verification", wrong), await Run("eval", "verification", few), await Run("eval", "verification", _folder["none.csv"]));

        Assert.Equal((2, 2, 4), (answer.Code, tooFew.Code, none.Code));
        Assert.Contains("line 2", answer.Error, StringComparison.Ordinal);
        Assert.Contains("10", tooFew.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_nobody_has_is_told_before_a_picture_is_looked_at()
    {
        var broken = _folder.Write("broken.jpg", "no picture");
        var roles = _folder.Write("roles.csv", $"path,person,role\n{broken},A,gallery\n{broken},A,probe\n");

        var answer = await Run("eval", "identification", _folder.Path, "--roles", roles);

        Assert.Equal(2, answer.Code);
        Assert.Contains("no picture of the role 'distractor'", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("verification", "there")]
    [InlineData("quality", "there")]
    [InlineData("calibrate", "list.csv")]
    [InlineData("template", "there")]
    [InlineData("quality", "none")]
    public async Task What_is_no_folder_of_people_is_told_in_the_words_of_the_command(string command, string what)
    {
        Directory.CreateDirectory(_folder["there/Nobody"]);
        _folder.Write("list.csv", "");

        var answer = await Run("eval", command, _folder[what]);

        Assert.Equal(what == "none" ? 4 : 2, answer.Code);
        Assert.Contains("a folder of pictures for each person", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("enroll", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_that_are_not_there_are_told_before_any_is_looked_at()
    {
        // A picture that would be refused if it were looked at.
        var broken = _folder.Write("broken.jpg", "no picture");
        var pairs = _folder.Write("pairs.csv", $"a,b,label\n{broken},x.jpg,same\n{broken},y.jpg,same\n{broken},x.jpg,same\n");
        var roles = _folder.Write("roles.csv", $"path,person,role\n{broken},A,gallery\nx.jpg,B,probe\n");
        var groups = _folder.Write("groups.csv", $"path,person,group,template\n{broken},A,men,1\nx.jpg,B,men,1\n");

        foreach (var arguments in (string[][])[["verification", pairs], ["fruits", pairs], ["identification", _folder.Path, "--roles", roles], ["bias", groups], ["template", groups]])
        {
            var answer = await Run(["eval", .. arguments]);

            Assert.Equal((arguments[0], 4), (arguments[0], answer.Code));
            Assert.Contains("x.jpg", answer.Error, StringComparison.Ordinal);
            Assert.Contains("Paths start at", answer.Error, StringComparison.Ordinal);
        }
        Assert.Contains("names 2 pictures that are not there", (await Run("eval", "verification", pairs)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_keeps_its_name_without_the_numbers_of_its_parts_and_a_threshold_has_its_unit()
    {
        string Rows(string same, string different) =>
            string.Concat(Enumerable.Repeat($"{Footage.Franck(2045)},{Footage.Franck(3909)},same,{same}\n", 10)) + string.Concat(Enumerable.Repeat($"{Footage.Franck(2045)},{Footage.Audrey},different,{different}\n", 10));
        var list = _folder.Write("pairs.csv", "a,b,label,source\n" + Rows("face-api.js", "face-api.js") + Rows("lfw-view2-fold1", "lfw-view2-fold2"));

        var (answer, table) = (await Run("eval", "verification", list, "--json"), await Run("eval", "verification", list));

        Assert.Equal(["face-api.js", "lfw"], answer.Json.GetProperty("sources").EnumerateObject().Select(source => source.Name).Order(StringComparer.Ordinal));
        Assert.Contains(" nats ", table.Output, StringComparison.Ordinal);
        Assert.StartsWith($"with {Footage.Embedder}\n", table.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_no_default_that_does_nothing_and_the_one_of_enrolment_as_it_is()
    {
        var (video, identification) = (await Run("eval", "video", "--help"), await Run("eval", "identification", "--help"));

        Assert.DoesNotContain("[default: 0]", video.Output, StringComparison.Ordinal);
        Assert.Contains("enrolment: 0.82", identification.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quality_is_judged_on_a_folder_for_each_person_and_too_few_pairs_calibrate_nothing()
    {
        var photos = Photos();

        var (quality, calibrate) = (await Run("eval", "quality", photos, "--json"), await Run("eval", "calibrate", photos, "--write"));

        Assert.Equal((0, 2), (quality.Code, calibrate.Code));
        Assert.Equal((3, 0), (Number(quality, "looks"), Number(quality, "no_face")));
        var all = quality.Json.GetProperty("curves").GetProperty("quality")[0];
        Assert.Equal((0.0, 1), (all.GetProperty("fnmr").GetDouble(), all.GetProperty("pairs").GetInt32()));
        Assert.Contains("1 pairs of one person", calibrate.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_makes_templates_of_each_pose_and_says_when_they_are_too_large_for_it()
    {
        var photos = Photos();

        var (answer, table, large) = (await Run("eval", "template", photos, "--size", "1", "--json"), await Run("eval", "template", photos, "--size", "1"), await Run("eval", "template", photos, "--size", "3"));

        Assert.Equal((0, 0, 2), (answer.Code, table.Code, large.Code));
        Assert.Equal((2, 3, 0), (Number(answer, "people"), Number(answer, "templates"), Number(answer, "no_face")));
        var cells = answer.Json.GetProperty("cells").EnumerateArray().ToArray();
        Assert.All(cells.SelectMany(cell => new[] { cell.GetProperty("a").GetString(), cell.GetProperty("b").GetString() }), pose => Assert.Contains(pose, (string[])["front", "three-quarter", "profile"]));
        // His two pictures against each other, and hers against both.
        Assert.Equal((1, 2), (cells.Sum(cell => cell.GetProperty("pairs").GetInt32()), cells.Sum(cell => cell.GetProperty("impostor_pairs").GetInt32())));
        Assert.InRange(cells.Single(cell => cell.GetProperty("pairs").GetInt32() == 1).GetProperty("similarity").GetDouble(), 0.5, 1);
        Assert.Contains("3 templates of 2 people; 0 pictures without a face", table.Output, StringComparison.Ordinal);
        Assert.Contains("two templates", large.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_that_are_too_small_are_called_so()
    {
        var list = _folder.Write("groups.csv", "path,person,group\n" + $"{Footage.Franck(2045)},Franck,men\n{Footage.Franck(3909)},Franck,men\n{Footage.Audrey},Audrey,women\n");

        var (answer, table) = (await Run("eval", "bias", list, "--json"), await Run("eval", "bias", list, "--rate", "0.025"));

        Assert.Equal((0, 0), (answer.Code, table.Code));
        var men = answer.Json.GetProperty("groups")[0];
        Assert.Equal(("men", 1, 1, 0.0, true), (men.GetProperty("group").GetString(), men.GetProperty("people").GetInt32(), men.GetProperty("pairs").GetInt32(), men.GetProperty("fnmr").GetDouble(), men.GetProperty("too_small").GetBoolean()));
        Assert.Contains("too small to tell", table.Output, StringComparison.Ordinal);
        Assert.Contains("(2.5e-2 of two people", table.Output, StringComparison.Ordinal);
        // Of no pairs there is no share.
        Assert.Matches("women +1 +0 +– +0 +–", table.Output);
    }

    [Fact]
    public async Task A_calibration_that_is_written_is_what_names_are_judged_by_from_then_on()
    {
        var (store, environment) = OwnModels();
        var before = store.Get(Footage.Embedder).Manifest.Calibration!;
        async Task<double> Evidence() => (await Cli.Run(environment, "verify", Footage.Franck(2045), Footage.Franck(3909), "--json")).Json.GetProperty("log_ratio").GetDouble();
        var judged = await Evidence();

        store.Calibrate(Footage.Embedder, before with { Bands = [new(0.5, new(0.4, 0.2), new(0.3, 0.2), 500), new(0.9, new(0.42, 0.2), new(0.32, 0.2), 500)] });
        var judgedAgain = await Evidence();

        // Where people and strangers are nearly alike, a similarity says nearly nothing.
        Assert.True(judged > 5, $"{judged} nats before");
        Assert.InRange(judgedAgain, -1, 2);
    }

    [Fact]
    public async Task An_embedder_is_added_with_a_word_on_what_it_lacks_and_one_that_is_none_is_refused()
    {
        var (store, environment) = OwnModels();
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(store.Get("mobilefacenet-192").Path, "model.json"), TestContext.Current.CancellationToken))!.AsObject();
        manifest["id"] = "mine";
        manifest.Remove("calibration");
        manifest.Remove("gpu_sha256");
        Directory.CreateDirectory(_folder["mine"]);
        _folder.Write("mine/model.json", manifest.ToJsonString());
        var network = _folder["mine/model.onnx"];

        var refused = await Cli.Run(environment, "models", "add", _folder["mine"]);
        File.Copy(Path.Combine(store.Get("mobilefacenet-192").Path, "model.onnx"), network);
        var added = await Cli.Run(environment, "models", "add", _folder["mine"]);

        Assert.Equal((5, 0), (refused.Code, added.Code));
        Assert.Contains("mine/model.onnx", refused.Error, StringComparison.Ordinal);
        Assert.Contains("eval calibrate FOLDER --write", added.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_calibration_nobody_is_judged_and_what_to_do_is_said()
    {
        var (store, environment) = OwnModels();
        var file = Path.Combine(store.Get(Footage.Embedder).Path, "model.json");
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        manifest.AsObject().Remove("calibration");
        await File.WriteAllTextAsync(file, manifest.ToJsonString(), TestContext.Current.CancellationToken);

        var judged = await Cli.Run(environment, "verify", Footage.Franck(2045), Footage.Franck(3909));
        Assert.Equal(6, judged.Code);
        Assert.Contains("'facestream eval calibrate FOLDER --write'", judged.Error, StringComparison.Ordinal);

        // Similarities can be judged without; what needs one says so before it looks at a picture.
        var pairs = _folder.Write("pairs.csv", "a,b,label\n" + string.Concat(Enumerable.Repeat($"{Footage.Franck(2045)},{Footage.Franck(3909)},same\n", 10)) + string.Concat(Enumerable.Repeat($"{Footage.Franck(2045)},{Footage.Audrey},different\n", 10)));
        var (compared, table) = (await Cli.Run(environment, "eval", "verification", pairs, "--json"), await Cli.Run(environment, "eval", "verification", pairs));
        Assert.Equal((0, 0, 1.0), (compared.Code, table.Code, compared.Json.GetProperty("accuracy").GetDouble()));
        Assert.False(compared.Json.TryGetProperty("evidence", out _));
        Assert.Contains("has no calibration", table.Output, StringComparison.Ordinal);
        var broken = _folder.Write("broken.jpg", "no picture");
        var roles = _folder.Write("roles.csv", $"path,person,role\n{broken},A,gallery\n{broken},A,probe\n{broken},B,distractor\n");
        foreach (var arguments in (string[][])[["identification", _folder.Path, "--roles", roles], ["bias", _folder.Write("groups.csv", $"path,person,group\n{broken},A,men\n")]])
        {
            var answer = await Cli.Run(environment, ["eval", .. arguments]);
            Assert.Equal((arguments[0], 6), (arguments[0], answer.Code));
            Assert.Contains("calibrate", answer.Error, StringComparison.Ordinal);
        }

        // That takes more pictures than there are here, and is not stopped by what it is to mend.
        var measured = await Cli.Run(environment, "eval", "calibrate", Photos());
        Assert.DoesNotContain("has no calibration", measured.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("fault in FaceStream", measured.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A store of the test's own: the manifests in it are changed.</summary>
    private (ModelStore Store, Dictionary<string, string> Environment) OwnModels()
    {
        var models = _folder["models"];
        foreach (var file in Directory.GetFiles(TestModels.Store.Folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(models, Path.GetRelativePath(TestModels.Store.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var environment = Footage.Home(_folder);
        environment["FACESTREAM__MODELS__FOLDER"] = models;
        return (new ModelStore(models, TestModels.Packages), environment);
    }

    /// <summary>Two pictures of a man and one of a woman, in a folder for each.</summary>
    private string Photos()
    {
        foreach (var (person, picture) in ((string, string)[])[("Franck", Footage.Franck(2045)), ("Franck", Footage.Franck(3909)), ("Audrey", Footage.Audrey)])
        {
            Directory.CreateDirectory(_folder[Path.Combine("photos", person)]);
            File.Copy(picture, _folder[Path.Combine("photos", person, Path.GetFileName(picture))]);
        }

        return _folder["photos"];
    }

    private Task<Cli.Answer> Run(params string[] args) => Cli.Run(Footage.Home(_folder), args);
}
