using System.Numerics;
using System.Text;
using System.Text.Json;
using FaceStream.Dashboard.Analysis;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Identification;
using FaceStream.StreamIngest;

namespace FaceStream.Dashboard.Tests.Analysis;

public class RecordWriterTests
{
    [Fact]
    public void A_frame_is_one_line_in_the_promised_format()
    {
        var identity = new Identity(IdentityState.Confirmed, 7, "Zoë \"Z\" <b>", 0.71f, 0.9991);

        Assert.Equal(
            """{"type":"frame","camera":"door","frame":12,"time":0.48,"faces":[{"track":3,"box":[10.5,20,30.25,40],"score":0.998,"landmarks":[[0,0.5],[1,1.5],[2,2.5],[3,3.5],[4,4.5]],"quality":0.83,"identity":{"state":"confirmed","person":"Zoë \"Z\" <b>","similarity":0.71,"confidence":0.9991}}]}""" + "\n",
            Written(writer => writer.Write(new FrameResult(Header, [Face(identity)]))));
    }

    [Fact]
    public void A_frame_without_faces_and_a_face_without_a_name_are_written_too()
    {
        Assert.Equal("""{"type":"frame","camera":"door","frame":12,"time":0.48,"faces":[]}""" + "\n", Written(writer => writer.Write(new FrameResult(Header, []))));
        Assert.Contains("""
            "identity":{"state":"unknown","person":null,"similarity":0,"confidence":0}
            """.Trim(), Written(writer => writer.Write(new FrameResult(Header, [Face(Identity.Nobody)]))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_track_says_when_it_was_named_or_that_it_was_not()
    {
        var alice = new TrackSummary("door", 3, At(0.48), At(9.2), 218, new(IdentityState.Confirmed, 7, "Alice", 0.71f, 0.9991), 7, At(0.92));
        var nobody = alice with { Identity = Identity.Nobody, NamedAt = null };

        Assert.Equal(
            """{"type":"track","camera":"door","track":3,"first":0.48,"last":9.2,"frames":218,"person":"Alice","state":"confirmed","similarity":0.71,"looks":7,"named_at":0.92}""" + "\n" +
            """{"type":"track","camera":"door","track":3,"first":0.48,"last":9.2,"frames":218,"person":null,"state":"unknown","similarity":0,"looks":7,"named_at":null}""" + "\n",
            Written(writer =>
            {
                writer.Write(alice);
                writer.Write(nobody);
            }));
    }

    [Fact]
    public void The_summary_begins_with_its_type_and_holds_the_stages()
    {
        var line = Written(writer => writer.Write(new AnalysisSummary
        {
            Frames = 100, Faces = 80, Tracks = 2, People = new Dictionary<string, int> { ["Alice B"] = 1 }, Seconds = 2, Fps = 50, MediaSeconds = 4, Decoded = 100,
            Dropped = new Dictionary<string, long>(), Device = "cpu", Interrupted = false,
            Stages = new Dictionary<string, StageTime> { ["detect"] = new(100, 1.5, 15, 40) },
            Sources = [new("a.mp4", "a", 100, 4, null, null)],
        }));

        Assert.StartsWith("""{"type":"summary","frames":100,"faces":80,"tracks":2,"people":{"Alice B":1},""", line, StringComparison.Ordinal);
        var summary = JsonDocument.Parse(line).RootElement;
        Assert.Equal(15, summary.GetProperty("stages").GetProperty("detect").GetProperty("mean_ms").GetDouble());
        Assert.Equal("a.mp4", summary.GetProperty("sources")[0].GetProperty("source").GetString());
    }

    private static readonly FrameHeader Header = new("door", 0, 12, At(0.48), 0, default, 640, 480, default);

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static RecognisedFace Face(Identity identity)
    {
        var landmarks = new Landmarks();
        for (var i = 0; i < Landmarks.Count; i++)
            landmarks[i] = new Vector2(i, i + 0.5f);
        return new(3, new(new(10.5f, 20, 30.25f, 40), landmarks, 0.998f), 0.83f, identity);
    }

    private static string Written(Action<RecordWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new RecordWriter(stream))
            write(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
