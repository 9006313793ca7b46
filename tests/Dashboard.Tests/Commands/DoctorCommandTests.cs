using System.Diagnostics.Metrics;
using System.Text.Json;
using FaceStream.Dashboard.Doctor;
using FaceStream.Gallery;
using FaceStream.Recognizer.Models;
using FaceStream.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace FaceStream.Dashboard.Tests.Commands;

public sealed class DoctorCommandTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    [Fact]
    public async Task A_home_without_models_is_told_how_to_get_them()
    {
        var answer = await Doctor();

        Assert.Equal(6, answer.Code);
        Assert.Equal(("needed", "facestream models install"), Finding(answer, "models"));
        Assert.Equal(("ok", null), Finding(answer, "FFmpeg (libav)"));
        Assert.Equal(("ok", null), Finding(answer, "TurboJPEG"));
        Assert.Equal(("ok", null), Finding(answer, "gallery"));
    }

    [Fact]
    public async Task A_broken_gallery_is_found_and_a_wrong_configuration_before_it()
    {
        Directory.CreateDirectory(_home["state"]);
        _home.Write(Path.Combine("state", "gallery.db"), "not a database, however long it may be read");

        Assert.Equal("needed", Finding(await Doctor(), "gallery").Condition);
        _home.Write("facestream.yaml", "camera: []");
        var answer = await Doctor();

        Assert.Equal("needed", Finding(answer, "configuration").Condition);
        Assert.Contains("Did you mean 'cameras'?", answer.Output, StringComparison.Ordinal);
        Assert.Equal("unseen", Finding(answer, "gallery").Condition);
    }

    [Fact]
    public async Task People_whom_the_embedder_in_use_does_not_know_are_counted_with_what_mends_it()
    {
        Directory.CreateDirectory(_home["state"]);
        using (var services = new ServiceCollection().AddMetrics().BuildServiceProvider())
        using (var gallery = GalleryService.Open(_home[Path.Combine("state", "gallery.db")], new(services.GetRequiredService<IMeterFactory>()), TimeProvider.System))
        {
            gallery.Enrol("Alice", [new(new("older-2", new float[] { 1, 0 }), 0.9f, "1.jpg", default)]);
            gallery.Enrol("Bob", [new(Footage.Along(0), 0.9f, "1.jpg", default)]);
        }

        var answer = await Doctor();

        Assert.Equal(("optional", "facestream people re-embed"), Finding(answer, "gallery"));
        Assert.Contains($"1 of 2 people cannot be recognised: {Footage.Embedder}", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_configuration_that_is_named_is_the_one_that_is_looked_at_and_its_errors_are_told_once()
    {
        var wrong = _home.Write("wrong.yaml", "camera: []");

        var answer = await Cli.Run(Environment, "doctor", "--json", "-c", wrong);
        var folder = await Cli.Run(Environment, "doctor", "-c", _home.Path);

        Assert.Equal(("needed", "correct the file at the places named"), Finding(answer, "configuration"));
        Assert.All((string[])["models", "inference", "gallery"], name => Assert.Equal(("unseen", null), Finding(answer, name)));
        Assert.Equal(2, answer.Output.Split("Did you mean 'cameras'?").Length);
        Assert.Contains("it is a folder. Name the file in it", folder.Output, StringComparison.Ordinal);
        Assert.Contains("\nproblem  configuration", folder.Output, StringComparison.Ordinal);
        Assert.Contains("\nlater    models", folder.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_embedder_that_is_configured_and_not_there_is_found_with_those_that_are()
    {
        var answer = await Cli.Run(new Dictionary<string, string> { ["FACESTREAM_HOME"] = _home.Path, ["FACESTREAM__MODELS__FOLDER"] = Path.Combine(Places.Root, "models"), ["FACESTREAM__MODELS__EMBEDDER"] = "mtcnn-onet" }, "doctor", "--json");

        Assert.Equal(6, answer.Code);
        Assert.Equal(("needed", "set models.embedder in facestream.yaml to one of them"), Finding(answer, "embedder"));
        Assert.Equal("ok", Finding(answer, "models").Condition);
        Assert.Contains("models.embedder is mtcnn-onet, and no embedder of that name is in", answer.Output, StringComparison.Ordinal);
        Assert.Contains(Footage.Embedder, answer.Output, StringComparison.Ordinal);

        // The commands that would use it say the same, also of a name that is only mistyped.
        var typo = await Cli.Run(new Dictionary<string, string> { ["FACESTREAM_HOME"] = Places.Root, ["FACESTREAM__MODELS__EMBEDDER"] = "mobilefacenet-193" }, "verify", Footage.Audrey, Footage.Audrey, "-c", _home.Write("facestream.yaml", ""));
        Assert.Equal(6, typo.Code);
        Assert.Contains("models.embedder is mobilefacenet-193, and no embedder of that name is in", typo.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("models install", typo.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_asks_for_TensorRT_is_told_before_it_builds_engines_for_minutes_and_not_when_they_are_there()
    {
        var cache = _home["engines"];

        Assert.EndsWith($"which takes minutes, and keeps them in {cache}.", Examination.Patience(ExecutionProvider.TensorRt, cache), StringComparison.Ordinal);
        Assert.Contains("at each start: inference.cache_folder", Examination.Patience(ExecutionProvider.TensorRt, null), StringComparison.Ordinal);
        Assert.Null(Examination.Patience(ExecutionProvider.Cuda, null));

        Directory.CreateDirectory(cache);
        Assert.NotNull(Examination.Patience(ExecutionProvider.TensorRt, cache));
        _home.Write("engines/pnet_sm90.engine", "");
        Assert.Null(Examination.Patience(ExecutionProvider.TensorRt, cache));
    }

    [Fact]
    public async Task The_list_of_models_says_which_embedder_is_in_use()
    {
        var models = (await Cli.Run(new Dictionary<string, string> { ["FACESTREAM_HOME"] = Places.Root, ["FACESTREAM__MODELS__EMBEDDER"] = "mobilefacenet-192" }, "models", "list", "--json", "-c", _home.Write("facestream.yaml", ""))).Json;

        Assert.Equal(["mobilefacenet-192"], models.EnumerateArray().Where(model => model.GetProperty("task").GetString() == "embedder" && model.GetProperty("in_use").GetBoolean()).Select(model => model.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task What_has_no_models_says_so_in_every_command_that_asks_for_them()
    {
        var check = await Cli.Run(Environment, "models", "check");
        var one = await Cli.Run(Environment, "models", "check", "nosuch");

        Assert.Equal((6, 6), (check.Code, one.Code));
        Assert.Contains("facestream models install", check.Error, StringComparison.Ordinal);
        Assert.Equal(4, (await Cli.Run(Environment, "models", "add", _home["nowhere"])).Code);
    }

    public void Dispose() => _home.Dispose();

    private Dictionary<string, string> Environment => new() { ["FACESTREAM_HOME"] = _home.Path };

    private Task<Cli.Answer> Doctor() => Cli.Run(Environment, "doctor", "--json");

    private static (string? Condition, string? Remedy) Finding(Cli.Answer answer, string name)
    {
        var finding = answer.Json.GetProperty("findings").EnumerateArray().Single(finding => finding.GetProperty("name").GetString() == name);
        return (finding.GetProperty("condition").GetString(), finding.GetProperty("remedy") is { ValueKind: JsonValueKind.String } text ? text.GetString() : null);
    }
}
