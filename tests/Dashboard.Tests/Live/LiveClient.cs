using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace FaceStream.Dashboard.Tests.Live;

/// <summary>One message of the live socket: a text in <see cref="Header"/> alone, or a header with its picture.</summary>
internal sealed record LiveAnswer(JsonElement Header, byte[] Jpeg)
{
    /// <summary>Takes a binary message apart.</summary>
    public static LiveAnswer Of(ReadOnlySpan<byte> message)
    {
        var header = 4 + (int)BinaryPrimitives.ReadUInt32LittleEndian(message);
        return new(JsonSerializer.Deserialize<JsonElement>(message[4..header]), message[header..].ToArray());
    }

    public string Camera => Header.GetProperty("camera").GetString()!;

    /// <summary>Whether the header has that, too.</summary>
    public bool Has(string property) => Header.TryGetProperty(property, out _);

    public string Type => Header.GetProperty("type").GetString()!;

    public long Sequence => Header.GetProperty("sequence").GetInt64();
}

/// <summary>A browser's side of the live socket.</summary>
internal sealed class LiveClient : IDisposable
{
    private readonly byte[] _buffer = new byte[1 << 20];

    private LiveClient(ClientWebSocket socket) => Socket = socket;

    public ClientWebSocket Socket { get; }

    public static async Task<LiveClient> ConnectAsync(TestDashboard dashboard, string? origin = null)
    {
        var socket = new ClientWebSocket();
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        await socket.ConnectAsync(new UriBuilder(dashboard.Address) { Scheme = "ws", Path = "/api/v1/live" }.Uri, TestContext.Current.CancellationToken);
        return new LiveClient(socket);
    }

    /// <summary>Connects, takes the list of cameras that comes first, and asks for pictures.</summary>
    public static async Task<LiveClient> WatchAsync(TestDashboard dashboard, string request = """{"type":"watch","cameras":null,"width":640,"fps":60}""")
    {
        var client = await ConnectAsync(dashboard);
        Assert.Equal("cameras", (await client.ReceiveAsync())!.Type);
        await client.SayAsync(request);
        await client.SettleAsync(dashboard);
        return client;
    }

    public Task SayAsync(string text) =>
        Socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

    public Task AcknowledgeAsync(LiveAnswer answer) =>
        SayAsync($$"""{"type":"ack","camera":"{{answer.Camera}}","sequence":{{answer.Sequence}}}""");

    /// <summary>The next message, other than the pictures of <see cref="SettleAsync"/> and that the server is still there; null when the server closes.</summary>
    public async Task<LiveAnswer?> ReceiveAsync()
    {
        LiveAnswer? answer;
        do
            answer = await ReadAsync(TestContext.Current.CancellationToken);
        while (answer is { Type: "beat" } || answer is { Type: "frame" } && IsSettling(answer));
        return answer;
    }

    /// <summary>The next message, whatever it is.</summary>
    public async Task<string> NextTypeAsync() => (await ReadAsync(TestContext.Current.CancellationToken))!.Type;

    /// <summary>Whether nothing more comes within that time. Ends the connection: use it last.</summary>
    public async Task<bool> HearsNothingForAsync(TimeSpan time)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        wait.CancelAfter(time);
        try
        {
            while (await ReadAsync(wait.Token) is { Type: "frame" } frame)
            {
                if (!IsSettling(frame))
                    return false;
            }

            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    public void Dispose() => Socket.Dispose();

    private async Task<LiveAnswer?> ReadAsync(CancellationToken cancel)
    {
        var length = 0;
        while (true)
        {
            var part = await Socket.ReceiveAsync(_buffer.AsMemory(length), cancel);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            if (!part.EndOfMessage)
                continue;
            return part.MessageType == WebSocketMessageType.Text
                ? new(JsonSerializer.Deserialize<JsonElement>(_buffer.AsSpan(0, length)), [])
                : LiveAnswer.Of(_buffer.AsSpan(0, length));
        }
    }

    /// <summary>Publishes tiny pictures of a camera called "settling" until one arrives: from then on the wish is known.</summary>
    private async Task SettleAsync(TestDashboard dashboard)
    {
        var arriving = ReadAsync(TestContext.Current.CancellationToken);
        for (var i = 0; !arriving.IsCompleted; i++)
        {
            dashboard.Feed.Publish(Settling, i, 16, 16);
            await Task.WhenAny(arriving, Task.Delay(20, TestContext.Current.CancellationToken));
        }

        Assert.True(IsSettling((await arriving)!));
    }

    private const string Settling = "settling";

    private static bool IsSettling(LiveAnswer frame) => frame.Camera == Settling;
}
