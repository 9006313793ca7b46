using System.Text.Json;
using FaceStream.Tests;

namespace FaceStream.EndToEnd.Tests;

/// <summary>From one embedder to another: nobody is forgotten without a word, and a demo of before goes on.</summary>
public class AnotherEmbedderTests
{
    [Fact]
    public async Task Whom_only_another_embedder_knows_is_told_and_the_demo_embeds_them_anew()
    {
        using var folder = new TemporaryFolder();
        var (gallery, before) = (folder["gallery.db"], folder.Write("before.yaml", "models: { embedder: mobilefacenet-192 }"));
        var picture = Places.Sample("people/Franck/1.jpg");
        await Facestream.MustRunAsync("enroll", "Franck", picture, "--gallery", gallery, "-c", before);

        var (code, identified, told) = await Facestream.RunAsync("identify", picture, "--gallery", gallery, "--json");
        Assert.Equal((0, 0), (code, JsonDocument.Parse(identified).RootElement.GetProperty("faces")[0].GetProperty("matches").GetArrayLength()));
        Assert.Contains("1 of 1 people cannot be recognised", told, StringComparison.Ordinal);

        foreach (string[] command in (string[][])[["enroll", "Franck", picture], ["analyze", folder["nowhere.mp4"]]])
            Assert.Contains("1 of 1 people cannot be recognised", (await Facestream.RunAsync([.. command, "--gallery", gallery])).Errors, StringComparison.Ordinal);

        var demo = await Facestream.RunAsync("demo", "--headless", "--seconds", "1", "--port", "0", "--gallery", gallery);
        Assert.Contains("Franck, 1.jpg: embedded anew.", demo.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("cannot be recognised", demo.Errors, StringComparison.Ordinal);
        var known = JsonDocument.Parse(await Facestream.MustRunAsync("identify", picture, "--gallery", gallery, "--json")).RootElement.GetProperty("faces")[0].GetProperty("matches")[0];
        Assert.Equal(("Franck", true), (known.GetProperty("person").GetString(), known.GetProperty("likely").GetBoolean()));
    }
}
