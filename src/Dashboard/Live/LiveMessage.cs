using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using FaceStream.Recognizer.Identification;
using FaceStream.StreamIngest.Packets;

namespace FaceStream.Dashboard.Live;

/// <summary>
/// What goes over the WebSocket: the length of a header (32 bits, little-endian), the header in JSON, and bytes. A <c>frame</c> is a result with
/// its picture as JPEG; or the picture comes as the camera's own <c>packet</c>, and later its <c>result</c> with the same epoch and stamp.
/// </summary>
internal static class LiveMessage
{
    /// <summary>A result with its picture.</summary>
    public static byte[] Frame(FrameResult result, TimeSpan latency, ReadOnlySpan<byte> jpeg) =>
        Message(json => Write(json, "frame", result, latency), jpeg);

    /// <summary>A result whose picture comes as a packet.</summary>
    public static byte[] Result(FrameResult result, TimeSpan latency) => Message(json => Write(json, "result", result, latency), []);

    /// <summary>A compressed picture.</summary>
    public static byte[] Packet(VideoPacket packet) => Message(json => Write(json, packet), packet.Data.Span);

    private static byte[] Message(Action<Utf8JsonWriter> write, ReadOnlySpan<byte> bytes)
    {
        var header = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(header))
            write(json);

        var message = new byte[sizeof(uint) + header.WrittenCount + bytes.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(message, (uint)header.WrittenCount);
        header.WrittenSpan.CopyTo(message.AsSpan(sizeof(uint)));
        bytes.CopyTo(message.AsSpan(sizeof(uint) + header.WrittenCount));
        return message;
    }

    private static void Write(Utf8JsonWriter json, VideoPacket packet)
    {
        json.WriteStartObject();
        json.WriteString("type", "packet");
        json.WriteString("camera", packet.Camera);
        json.WriteNumber("epoch", packet.Epoch);
        json.WriteNumber("packet", packet.Number);
        json.WriteNumber("stamp", packet.Stamp);
        if (packet.Format is { } format)
        {
            json.WriteString("codec", format.Codec);
            if (!format.Description.IsEmpty)
                json.WriteBase64String("description", format.Description.Span);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string type, FrameResult result, TimeSpan latency)
    {
        var frame = result.Frame;
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("camera", frame.Camera);
        json.WriteNumber("epoch", frame.Epoch);
        if (frame.Stamp is { } stamp)
            json.WriteNumber("stamp", stamp);
        json.WriteNumber("sequence", frame.Sequence);
        json.WriteNumber("time", Math.Round(frame.Time.TotalSeconds, 3));
        json.WriteString("capturedAt", frame.CapturedAt);
        json.WriteNumber("width", frame.Width);
        json.WriteNumber("height", frame.Height);
        json.WriteNumber("latencyMs", Math.Round(latency.TotalMilliseconds, 1));
        json.WriteStartArray("faces");
        foreach (var face in result.Faces)
            Write(json, face);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RecognisedFace face)
    {
        var box = face.Face.Box;
        json.WriteStartObject();
        json.WriteNumber("track", face.Track);
        json.WriteStartArray("box");
        Number(json, box.X, 1);
        Number(json, box.Y, 1);
        Number(json, box.Width, 1);
        Number(json, box.Height, 1);
        json.WriteEndArray();
        json.WriteNumber("score", Finite(face.Face.Score, 4));
        json.WriteStartArray("landmarks");
        foreach (var point in face.Face.Landmarks)
        {
            json.WriteStartArray();
            Number(json, point.X, 1);
            Number(json, point.Y, 1);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteNumber("quality", Finite(face.Quality, 3));
        json.WriteStartObject("identity");
        json.WriteString("state", JsonNamingPolicy.CamelCase.ConvertName(face.Identity.State.ToString()));
        json.WriteString("person", face.Identity.Person);
        json.WriteNumber("similarity", Finite(face.Identity.Similarity, 3));
        json.WriteNumber("confidence", Finite(face.Identity.Confidence, 4));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, float value, int digits) => json.WriteNumberValue(Finite(value, digits));

    /// <summary>JSON knows no NaN; digits nobody can see are not sent.</summary>
    private static double Finite(double value, int digits) => double.IsFinite(value) ? Math.Round(value, digits) : 0;
}
