using System.Diagnostics;
using System.Text.Json;
using FaceStream.Tests;

namespace FaceStream.Dashboard.Tests.Commands;

public sealed class AnalyzeCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_recording_becomes_a_record_for_each_frame_with_the_right_name_and_an_annotated_video()
    {
        await Run("enroll", "Franck", Footage.Franck(2045), Footage.Franck(3909));
        var clip = Clip("talk.mp4", $"-ss 10 -t 2 -i {Footage.FranckVideo} -an");

        var answer = await Run("analyze", clip, "--out", _folder["talk.jsonl"], "--annotate", _folder["named.mp4"], "--json");

        Assert.Equal(0, answer.Code);
        var records = Records(await File.ReadAllLinesAsync(_folder["talk.jsonl"], TestContext.Current.CancellationToken));
        var frames = records.Where(record => Type(record) == "frame").ToList();
        Assert.Equal(Enumerable.Range(0, 48), frames.Select(frame => frame.GetProperty("frame").GetInt32()));
        Assert.Equal("Franck", frames[^1].GetProperty("faces")[0].GetProperty("identity").GetProperty("person").GetString());
        Assert.Equal("Franck", records.Single(record => Type(record) == "track").GetProperty("person").GetString());
        Assert.Equal("summary", Type(records[^1]));

        Assert.Equal((48, 48, 1), (answer.Json.GetProperty("frames").GetInt32(), answer.Json.GetProperty("decoded").GetInt32(), answer.Json.GetProperty("tracks").GetInt32()));
        Assert.Equal(["detect", "embed", "identify", "track"], answer.Json.GetProperty("stages").EnumerateObject().Select(stage => stage.Name));
        Assert.Equal(48, (await Cli.Run("cameras", "test", _folder["named.mp4"], "--json")).Json.GetProperty("frames").GetInt32());
    }

    [Fact]
    public async Task Records_on_standard_output_are_the_only_thing_there()
    {
        var answer = await Run("analyze", Clip("few.mp4", $"-t 0.5 -i {Footage.FranckVideo} -an"), "--out", "-", "--json");

        var records = Records(answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(12, records.Count(record => Type(record) == "frame"));
        Assert.Equal("summary", Type(records[^1]));
        Assert.Equal("", answer.Error);
    }

    [Fact]
    public async Task A_recording_that_was_cut_off_keeps_what_can_be_read_and_says_so()
    {
        var whole = Clip("whole.mp4", $"-t 3 -i {Footage.FranckVideo} -an -movflags +faststart");
        var bytes = await File.ReadAllBytesAsync(whole, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(_folder["cut.mp4"], bytes[..(bytes.Length * 6 / 10)], TestContext.Current.CancellationToken);

        var answer = await Run("analyze", _folder["cut.mp4"], "--json");

        Assert.Equal(3, answer.Code);
        Assert.InRange(answer.Json.GetProperty("frames").GetInt32(), 10, 71);
        Assert.Contains("cut.mp4", answer.Error, StringComparison.Ordinal);
        Assert.Contains(answer.Json.GetProperty("sources")[0].GetProperty("damage").GetString()!, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_bad_source_among_good_ones_is_partly_done_and_alone_it_is_its_own_code()
    {
        var good = Clip("good.mp4", $"-t 0.2 -i {Footage.FranckVideo} -an");
        var text = _folder.Write("text.mp4", "a text");

        var mixed = await Run("analyze", _folder["none.mp4"], good, "--json");

        Assert.Equal(3, mixed.Code);
        Assert.Contains("none.mp4", mixed.Error, StringComparison.Ordinal);
        Assert.Equal((4, 1, 2), ((await Run("analyze", _folder["none.mp4"])).Code, (await Run("analyze", text)).Code, (await Run("analyze", "exec:ls")).Code));
    }

    [Fact]
    public async Task At_most_so_many_frames_a_second_are_recognised_and_the_rest_is_counted()
    {
        var summary = (await Run("analyze", Clip("two.mp4", $"-t 2 -i {Footage.FranckVideo} -an"), "--max-fps", "6", "--json")).Json;

        var (frames, dropped) = (summary.GetProperty("frames").GetInt32(), summary.GetProperty("dropped").GetProperty("rate").GetInt32());
        Assert.InRange(frames, 11, 13);
        Assert.Equal(48, frames + dropped);
    }

    [Fact]
    public async Task A_recording_is_looked_at_as_the_camera_it_is_from()
    {
        var clip = Clip("one.mp4", $"-t 0.5 -i {Footage.FranckVideo} -an");
        var file = _folder.Write("facestream.yaml", """
            cameras:
              - { name: all, source: a.mp4 }
              - { name: none, source: a.mp4, zones: [{ kind: exclude, points: [0 0, 1 0, 1 1, 0 1] }] }
              - { name: large, source: a.mp4, min_face: 400 }
            """);

        async Task<(int, int)> Faces(string camera, params string[] more) =>
            await Run(["analyze", clip, "--camera", camera, "-c", file, "--json", .. more]) is { Code: 0 } answer
                ? (answer.Json.GetProperty("frames").GetInt32(), answer.Json.GetProperty("faces").GetInt32()) : default;

        Assert.Equal(((12, 12), (12, 0), (12, 0), (12, 12)), (await Faces("all"), await Faces("none"), await Faces("large"), await Faces("large", "--min-face", "60")));
        var unknown = await Run("analyze", clip, "--camera", "nine", "-c", file);
        Assert.Equal(4, unknown.Code);
        Assert.Contains("Did you mean 'none'?", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_begin_leaves_nothing_behind()
    {
        var home = Footage.Home(_folder);
        home["FACESTREAM__MODELS__FOLDER"] = _folder["models"];

        var answer = await Cli.Run(home, "analyze", Footage.FranckVideo, "--out", _folder["out.jsonl"]);

        Assert.Equal(6, answer.Code);
        Assert.Contains("models install", answer.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["out.jsonl"]));
        Assert.Equal(2, (await Run("analyze", "a.mp4", "b.mp4", "--annotate", "c.mp4")).Code);
        Assert.Equal(2, (await Run("analyze", "a.mp4", "--max-fps", "-1")).Code);
    }

    [Fact]
    public async Task A_recording_is_never_overwritten_by_what_is_made_of_it()
    {
        var clip = Clip("one.mp4", $"-t 0.2 -i {Footage.FranckVideo} -an");
        var whole = await File.ReadAllBytesAsync(clip, TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(_folder["elsewhere"], _folder.Path);

        foreach (var (option, file) in ((string, string)[])[("--out", clip), ("--annotate", clip), ("--annotate", Path.Combine(_folder["elsewhere"], "one.mp4"))])
        {
            var answer = await Run("analyze", clip, option, file);
            Assert.Equal(2, answer.Code);
            Assert.Contains($"{option} {file} would overwrite what is read", answer.Error, StringComparison.Ordinal);
        }

        Assert.Equal(2, (await Run("analyze", _folder.Path, "--annotate", clip)).Code);
        Assert.Equal(2, (await Run("cameras", "test", clip, "--picture", clip)).Code);
        Assert.Equal(whole, await File.ReadAllBytesAsync(clip, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("--out")]
    [InlineData("--annotate")]
    public async Task A_folder_that_is_not_there_is_said_with_the_command_that_makes_it(string option)
    {
        var answer = await Run("analyze", Footage.FranckVideo, option, _folder["nights/a"]);

        Assert.Equal((4, $"facestream: {option} {_folder["nights/a"]}: there is no such folder to write into.\nmkdir -p {_folder["nights"]}\n"), (answer.Code, answer.Error));
    }

    [Fact]
    public async Task Where_nothing_could_be_read_there_is_no_summary_of_nothing() =>
        Assert.DoesNotContain("0 frames", (await Run("analyze", _folder["none.mp4"])).Error, StringComparison.Ordinal);

    [Fact]
    public async Task Ctrl_C_writes_the_summary_of_what_was_done()
    {
        using var process = Cli.Start(Footage.Home(_folder), "analyze", Footage.FranckVideo, "--out", "-");
        await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

        Process.Start("kill", ["-INT", $"{process.Id}"]);
        var records = Records((await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(130, process.ExitCode);
        Assert.Contains("Interrupted: what came after was not looked at.", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("summary", Type(records[^1]));
        Assert.True(records[^1].GetProperty("interrupted").GetBoolean());
        Assert.Equal(records.Count(record => Type(record) == "frame") + 1, records[^1].GetProperty("frames").GetInt32());
    }

    [Fact]
    public async Task A_reader_that_goes_ends_the_work_silently()
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", "\"$0\" analyze \"$1\" --out - | head -n 1; echo ${PIPESTATUS[0]}", Cli.Program, Footage.FranckVideo])
        {
            RedirectStandardError = true, RedirectStandardOutput = true, Environment = { ["FACESTREAM_HOME"] = _folder.Path, ["FACESTREAM__MODELS__FOLDER"] = TestModels.Store.Folder },
        })!;
        var (output, error) = (shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));

        Assert.Equal("", error);
        Assert.Equal(["0"], (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..]);
    }

    [Fact]
    public async Task Progress_moves_on_a_terminal_and_nowhere_else()
    {
        var clip = Clip("one.mp4", $"-t 0.3 -i {Footage.FranckVideo} -an");
        var start = new ProcessStartInfo("script", ["-qec", $"{Cli.Program} analyze {clip}", "/dev/null"]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        foreach (var (name, value) in Footage.Home(_folder).Append(new("TERM", "xterm-256color")).Append(new("NO_COLOR", "1")))
            start.Environment[name] = value;

        using var terminal = Process.Start(start)!;
        var watched = await terminal.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var piped = await Run("analyze", clip);

        Assert.Matches(@"\rone \[[█·]+\] \d/8 frames", watched);
        Assert.DoesNotMatch(@"\e\[[0-9;]*3[0-9]m", watched);       // no colours
        Assert.DoesNotContain('\r', piped.Error);
        Assert.Contains("8 frames (0.3 s)", piped.Error, StringComparison.Ordinal);
        Assert.Contains("; nobody was named", piped.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Interrupted", piped.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<Cli.Answer> Run(params string[] args) => Cli.Run(Footage.Home(_folder), args);

    private string Clip(string name, string arguments)
    {
        Ffmpeg.Run($"{arguments} {_folder[name]}");
        return _folder[name];
    }

    private static List<JsonElement> Records(IEnumerable<string> lines) => [.. lines.Select(line => JsonDocument.Parse(line).RootElement)];

    private static string? Type(JsonElement record) => record.GetProperty("type").GetString();
}
