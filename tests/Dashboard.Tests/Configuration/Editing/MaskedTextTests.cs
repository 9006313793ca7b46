using FaceStream.Dashboard.Configuration;
using FaceStream.Dashboard.Configuration.Editing;

namespace FaceStream.Dashboard.Tests.Configuration.Editing;

public class MaskedTextTests
{
    private const string Text = """
        cameras:
          - name: door    # was rtsp://root:old@10.0.0.9/x
            source: rtsp://viewer:hunter2@10.0.0.7/a
          - { name: yard, source: "http://10.0.0.8/video?user=me&pwd=s3cret&size=2" }
          - name: shed
            source: "rtsp://u:p\x40ss@10.0.0.6/x"

        """;

    [Fact]
    public void No_secret_is_shown_and_an_untouched_text_comes_back_as_it_was()
    {
        var text = MaskedText.Of(Text);

        foreach (var secret in (string[])["root", "old", "viewer", "hunter2", "s3cret", "p\\x40ss", "ss@"])
            Assert.DoesNotContain(secret, text.Shown, StringComparison.Ordinal);
        Assert.Equal(Text.Split('\n').Length, text.Shown.Split('\n').Length);
        Assert.Equal(Text, Restored(text, text.Shown));
    }

    [Theory]
    [InlineData("rtsp://u:p w@10.0.0.7/x")]
    [InlineData("source: rtsp://u:p'w@10.0.0.7/x")]
    [InlineData("source: \"rtsp:\\/\\/u:pw@10.0.0.7/x")]
    [InlineData("cameras: [ { name: a, source: rtsp://u:pw@10.0.0.7/x }, { source: rtsp://v:pw@10.0.0.8/y ")]
    [InlineData("source: rtsp://u:pw@10.0.0.7/x # ask pw@example.com")]
    public void A_broken_file_shows_no_secret_either(string text)
    {
        var masked = MaskedText.Of(text);

        Assert.DoesNotMatch("u:|v:", masked.Shown);
        Assert.Equal(text, Restored(masked, masked.Shown));
    }

    [Fact]
    public void A_password_stays_with_its_host_when_lines_move_and_the_path_changes()
    {
        var text = MaskedText.Of("a: rtsp://u:p@host/1\nb: rtsp://v:q@other/1\n");

        Assert.Equal("b: rtsp://v:q@other/1\n# new\na: rtsp://u:p@host/2?low=1\n", Restored(text, "b: rtsp://***@other/1\n# new\na: rtsp://***@host/2?low=1\n"));
        Assert.Equal("a: rtsp://w:new@host/1\n", Restored(text, "a: rtsp://w:new@host/1\n"));
    }

    [Theory]
    [InlineData("a: rtsp://***@evil.example/1\n", 1, 4)]
    [InlineData("a: 1\nb:  rtsp://***@host:8554/1\n", 2, 5)]
    [InlineData("a: http://***@host/1\n", 1, 4)]
    [InlineData("a: rtsp://***@host/1?password=***\n", 1, 4)]
    public void A_password_goes_to_no_other_host(string edited, int line, int column)
    {
        var problems = new Problems();

        var restored = MaskedText.Of("a: rtsp://u:p@host/1\n").Restore(edited, "facestream.yaml", problems);

        Assert.StartsWith($"facestream.yaml:{line}:{column}: the *** stands for", Assert.Single(problems.Found).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("u:p", restored.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_are_those_of_the_text_that_was_edited()
    {
        const string Shown = "x: 1\ncameras: [{ source: rtsp://***@host/1, fpss: 3 }]\n";
        var restored = MaskedText.Of("cameras: [{ source: rtsp://somebody:password@host/1, fpss: 3 }]\n").Restore(Shown, "", new());

        var line = restored.Text.Split('\n')[1];
        Assert.Equal(Shown.Split('\n')[1].IndexOf("fpss", StringComparison.Ordinal) + 1, restored.Column(2, line.IndexOf("fpss", StringComparison.Ordinal) + 1));
        Assert.Equal(3, restored.Column(1, 3));
    }

    private static string Restored(MaskedText text, string edited)
    {
        var problems = new Problems();
        var restored = text.Restore(edited, "facestream.yaml", problems);
        Assert.Empty(problems.Found);
        return restored.Text;
    }
}
