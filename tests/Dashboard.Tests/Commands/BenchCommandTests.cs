using System.Diagnostics;
using System.Text.Json;
using FaceStream.Tests;

namespace FaceStream.Dashboard.Tests.Commands;

public sealed class BenchCommandTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Parts_are_measured_in_the_promised_format_and_compared_with_an_earlier_run()
    {
        var answer = await Run("bench", "track", "search.10k", "--json");

        Assert.Equal(0, answer.Code);
        Assert.Matches("cores, (AVX2|AVX-512|[0-9]+-bit registers)$", answer.Json.GetProperty("machine").GetString()!);
        Assert.Equal(Footage.Embedder, answer.Json.GetProperty("embedder").GetString());
        Assert.True(answer.Json.GetProperty("load").GetDouble() >= 0);
        Assert.True(answer.Json.GetProperty("date").GetDateTimeOffset() > DateTimeOffset.UtcNow.AddHours(-1));
        var results = answer.Json.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(["track.50", "search.10k"], results.Select(result => result.GetProperty("name").GetString()));
        foreach (var result in results)
        {
            Assert.Equal(["name", "value", "unit", "bare", "ratio", "ratio_low", "ratio_high", "allocated_bytes"], result.EnumerateObject().Select(field => field.Name));
            Assert.Equal("ms", result.GetProperty("unit").GetString());
            Assert.True(Number(result, "value") > 0 && Number(result, "bare") > 0 && Number(result, "allocated_bytes") >= 0, $"{result}");
            Assert.Equal(Number(result, "value") / Number(result, "bare"), Number(result, "ratio"), tolerance: 1e-3);
            Assert.InRange(Number(result, "ratio_low"), 0, Number(result, "ratio_high"));
        }

        var before = _folder.Write("before.json", answer.Output);
        var compared = await Run("bench", "track.50", "--compare", before);

        Assert.Equal(0, compared.Code);
        Assert.Contains("ratio before", compared.Output, StringComparison.Ordinal);
        Assert.Contains($"{Number(results[0], "ratio"):0.00}", compared.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("search.10k", compared.Output, StringComparison.Ordinal);

        var forScripts = (await Run("bench", "track.50", "--compare", before, "--json")).Json.GetProperty("results")[0];

        Assert.Equal(Number(results[0], "ratio"), Number(forScripts, "ratio_before"));
        Assert.Equal(Number(forScripts, "ratio") / Number(results[0], "ratio") - 1, Number(forScripts, "change"), tolerance: 1e-3);
    }

    [Fact]
    public async Task A_part_that_the_earlier_run_lacks_has_no_change()
    {
        var answer = await Run("bench", "track.50", "--json", "--compare", _folder.Write("before.json", """{"results":[{"name":"embed.1","ratio":1}]}"""));

        Assert.Equal(0, answer.Code);
        Assert.False(answer.Json.GetProperty("results")[0].TryGetProperty("change", out _));
    }

    [Fact]
    public async Task A_comparison_with_another_machine_or_embedder_is_called_so()
    {
        var other = await Run("bench", "track.50", "--compare", _folder.Write("before.json", """{"machine":"a slide rule","embedder":"phrenology","results":[]}"""));
        var ours = (await Run("bench", "track.50", "--json")).Output;
        var same = await Run("bench", "track.50", "--compare", _folder.Write("ours.json", ours));

        Assert.Contains("another machine: a slide rule", other.Error, StringComparison.Ordinal);
        Assert.Contains("with phrenology", other.Error, StringComparison.Ordinal);
        Assert.Contains($", {Footage.Embedder}\n", other.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("earlier run", same.Error, StringComparison.Ordinal);
        Assert.All((other.Output + same.Output).Split('\n').Where(line => line.Contains("track.50", StringComparison.Ordinal)), row => Assert.True(row.TrimEnd().Length <= 80, row));
    }

    [Theory]
    [InlineData("mobilefacenet-192")]
    [InlineData("mobilefacenet-dlib-320")]
    public async Task An_embedder_is_measured_beside_its_own_graph_on_the_sample_footage(string embedder)
    {
        Directory.CreateDirectory(_folder["sample-videos"]);
        File.WriteAllText(_folder["sample-videos/demo.yaml"], "");
        Directory.CreateSymbolicLink(_folder["sample-videos/made"], Places.Sample(""));

        var answer = await Run("bench", "embed.1", "--json", "-c", _folder.Write("facestream.yaml", $"models: {{ embedder: {embedder} }}\n"));

        Assert.True(answer.Code == 0, answer.Error);
        Assert.InRange(Number(answer.Json.GetProperty("results")[0], "value"), 0.1, 1000);
    }

    [Fact]
    public async Task An_unknown_part_is_told_with_the_one_that_was_meant_before_anything_is_measured()
    {
        var answer = await Run("bench", "track", "serch");

        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains("Did you mean 'search'?", answer.Error, StringComparison.Ordinal);
        Assert.Contains("mtcnn.720p", answer.Error, StringComparison.Ordinal);
        Assert.Contains("gpu.16", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_run_that_is_none_is_told_by_its_name()
    {
        Assert.Equal(4, (await Run("bench", "track", "--compare", _folder["none.json"])).Code);
        foreach (var text in (string[])["", "{", "[]", "{\"results\":5}", "{\"results\":[{\"name\":\"track.50\"}]}", "{\"results\":[{\"name\":null,\"ratio\":1}]}"])
        {
            var answer = await Run("bench", "track", "--compare", _folder.Write("garbled.json", text));

            Assert.Equal((text, 2), (text, answer.Code));
            Assert.Contains("garbled.json", answer.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_a_part_everything_is_measured_and_missing_footage_is_told()
    {
        var answer = await Run("bench");

        Assert.Equal(6, answer.Code);
        Assert.Contains("make.mjs", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ctrl_C_ends_a_measurement_and_what_was_measured_before_it_is_told(bool json)
    {
        using var process = Cli.Start(Footage.Home(_folder), ["bench", "track.50", "search.1m", .. json ? (string[])["--json"] : []]);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));

        // Tracks are done once the million templates, 0.8 GB in all, are being made.
        await WaitUntil(() => Resident(process) > 300 << 20);
        Process.Start("kill", ["-INT", $"{process.Id}"]);
        await process.WaitForExitAsync(Cancel).WaitAsync(Patience, Cancel);

        Assert.Equal(130, process.ExitCode);
        Assert.Contains("1 of 2 parts", await errors, StringComparison.Ordinal);
        if (json)
        {
            var report = JsonDocument.Parse(await output).RootElement;
            Assert.True(report.GetProperty("interrupted").GetBoolean());
            Assert.Equal("track.50", Assert.Single(report.GetProperty("results").EnumerateArray()).GetProperty("name").GetString());
        }
        else
        {
            Assert.Contains("track.50", await output, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static long Resident(Process process)
    {
        process.Refresh();
        return process.WorkingSet64;
    }

    private static async Task WaitUntil(Func<bool> holds)
    {
        for (var started = Stopwatch.StartNew(); !holds() && started.Elapsed < Patience;)
            await Task.Delay(20, Cancel);
        Assert.True(holds());
    }

    private Task<Cli.Answer> Run(params string[] args) => Cli.Run(Footage.Home(_folder), args);

    private static double Number(JsonElement result, string field) => result.GetProperty(field).GetDouble();
}
