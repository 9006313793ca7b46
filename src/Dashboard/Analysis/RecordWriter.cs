using System.Text.Encodings.Web;
using System.Text.Json;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Identification;

namespace FaceStream.Dashboard.Analysis;

/// <summary>
/// Writes results as JSON Lines, one object a line, in the format that <c>docs/operations.md</c> promises to scripts:
/// a <c>frame</c> for every frame, a <c>track</c> when one ends, a <c>summary</c> at last.
/// </summary>
/// <remarks>Boxes and landmarks are in pixels of the source picture, times in seconds of the source.</remarks>
internal sealed class RecordWriter(Stream output) : IDisposable
{
    // People read these files too: names as they are written, not as escapes.
    private readonly Utf8JsonWriter _json = new(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>A frame and its faces, of which there may be none.</summary>
    public void Write(FrameResult result)
    {
        _json.WriteStartObject();
        _json.WriteString("type", "frame");
        _json.WriteString("camera", result.Frame.Camera);
        _json.WriteNumber("frame", result.Frame.Sequence);
        Seconds("time", result.Frame.Time);
        _json.WriteStartArray("faces");
        foreach (var face in result.Faces)
            Face(face);
        _json.WriteEndArray();
        EndLine();
    }

    /// <summary>A track that is over.</summary>
    public void Write(TrackSummary track)
    {
        _json.WriteStartObject();
        _json.WriteString("type", "track");
        _json.WriteString("camera", track.Camera);
        _json.WriteNumber("track", track.Track);
        Seconds("first", track.First);
        Seconds("last", track.Last);
        _json.WriteNumber("frames", track.Frames);
        _json.WriteString("person", track.Identity.Person);
        _json.WriteString("state", Word(track.Identity.State));
        Number("similarity", track.Identity.Similarity, 4);
        _json.WriteNumber("looks", track.Looks);
        if (track.NamedAt is { } named)
            Seconds("named_at", named);
        else
            _json.WriteNull("named_at");
        EndLine();
    }

    /// <summary>The last line.</summary>
    public void Write(AnalysisSummary summary)
    {
        JsonSerializer.Serialize(_json, summary, Output.Terminal.JsonFormat);
        FlushLine();
        output.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void Face(RecognisedFace face)
    {
        _json.WriteStartObject();
        _json.WriteNumber("track", face.Track);
        var box = face.Face.Box;
        _json.WriteStartArray("box");
        foreach (var side in (ReadOnlySpan<float>)[box.X, box.Y, box.Width, box.Height])
            Pixels(side);
        _json.WriteEndArray();
        Number("score", face.Face.Score, 4);
        _json.WriteStartArray("landmarks");
        for (var i = 0; i < Landmarks.Count; i++)
        {
            _json.WriteStartArray();
            Pixels(face.Face.Landmarks[i].X);
            Pixels(face.Face.Landmarks[i].Y);
            _json.WriteEndArray();
        }

        _json.WriteEndArray();
        Number("quality", face.Quality, 3);
        Who(face.Identity);
        _json.WriteEndObject();
    }

    private void Who(Identity identity)
    {
        _json.WriteStartObject("identity");
        _json.WriteString("state", Word(identity.State));
        _json.WriteString("person", identity.Person);
        Number("similarity", identity.Similarity, 4);
        Number("confidence", identity.Confidence, 6);
        _json.WriteEndObject();
    }

    // Microseconds tell frames of any rate apart; hundredths of a pixel and ten-thousandths of a similarity are below the noise.
    private void Seconds(string name, TimeSpan time) => Number(name, time.TotalSeconds, 6);

    private void Number(string name, double value, int digits) => _json.WriteNumber(name, Math.Round(value, digits));

    private void Pixels(float value) => _json.WriteNumberValue(Math.Round((double)value, 2));

    private static string Word(IdentityState state) => state switch
    {
        IdentityState.Confirmed => "confirmed",
        IdentityState.Tentative => "tentative",
        IdentityState.Contested => "contested",
        _ => "unknown",
    };

    private void EndLine()
    {
        _json.WriteEndObject();
        FlushLine();
    }

    private void FlushLine()
    {
        _json.Flush();
        output.WriteByte((byte)'\n');
        _json.Reset();
    }
}
