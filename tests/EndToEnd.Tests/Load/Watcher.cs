using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace FaceStream.EndToEnd.Tests.Load;

/// <summary>Somebody who watches over the live socket, in one of the ways in which browsers do.</summary>
internal sealed class Watcher : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _watching = Task.CompletedTask;

    private Watcher()
    {
    }

    /// <summary>Messages got so far, by type.</summary>
    public Dictionary<string, int> Got { get; } = [];

    /// <summary>Connects and takes what comes as fast as it comes, and says so.</summary>
    /// <param name="service">Where FaceStream is.</param>
    /// <param name="packets">The camera's own packets; else JPEG, 640 pixels wide and 15 a second.</param>
    public static Task<Watcher> WatchAsync(Uri service, bool packets) => ConnectAsync(service, packets, watcher => watcher.FollowAsync());

    /// <summary>Connects and takes one byte a second.</summary>
    public static Task<Watcher> CrawlAsync(Uri service, bool packets) => ConnectAsync(service, packets, watcher => watcher.CrawlAsync());

    /// <summary>Waits until somebody is named with certainty.</summary>
    public static async Task<string> NameAsync(Uri service, CancellationToken cancel)
    {
        string? name = null;
        await WatchUntilAsync(service, header => (name ??= Names(header).FirstOrDefault()) is not null, cancel);
        return name!;
    }

    /// <summary>Watches until what came with a picture is what <paramref name="until"/> waits for.</summary>
    public static async Task WatchUntilAsync(Uri service, Func<JsonElement, bool> until, CancellationToken cancel)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var watcher = await ConnectAsync(service, packets: false, watcher => watcher.FollowAsync(header =>
        {
            if (until(header))
                seen.TrySetResult();
        }));
        await seen.Task.WaitAsync(cancel);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _socket.Dispose();
        _stop.Dispose();
    }

    /// <summary>Who is named with certainty in a picture.</summary>
    public static IEnumerable<string> Names(JsonElement header) =>
        from face in header.TryGetProperty("faces", out var faces) ? faces.EnumerateArray().ToArray() : []
        let identity = face.GetProperty("identity")
        where identity.GetProperty("state").GetString() == "confirmed"
        select identity.GetProperty("person").GetString();

    private static async Task<Watcher> ConnectAsync(Uri service, bool packets, Func<Watcher, Task> watch)
    {
        var watcher = new Watcher();
        await watcher._socket.ConnectAsync(new UriBuilder(service) { Scheme = "ws", Path = "/api/v1/live" }.Uri, TestContext.Current.CancellationToken);
        await watcher.SayAsync(new { type = "watch", cameras = (string[]?)null, width = 640, fps = 15, packets = packets ? (string[])["street"] : [], jpeg = !packets });
        watcher._watching = watcher.UntilStoppedAsync(watch);
        return watcher;
    }

    private async Task UntilStoppedAsync(Func<Watcher, Task> watch)
    {
        try
        {
            await watch(this);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // Had enough, or was let go.
        }
    }

    private async Task FollowAsync(Action<JsonElement>? seen = null)
    {
        var buffer = new byte[4 << 20];
        while (true)
        {
            var (length, part) = (0, default(ValueWebSocketReceiveResult));
            do
            {
                part = await _socket.ReceiveAsync(buffer.AsMemory(length), _stop.Token);
                length += part.Count;
            }
            while (!part.EndOfMessage);
            if (part.MessageType == WebSocketMessageType.Close)
                return;
            if (part.MessageType != WebSocketMessageType.Binary)
                continue;

            var header = JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(4, BinaryPrimitives.ReadInt32LittleEndian(buffer)));
            var (type, camera) = (header.GetProperty("type").GetString()!, header.GetProperty("camera").GetString());
            lock (Got)
                Got[type] = Got.GetValueOrDefault(type) + 1;
            seen?.Invoke(header);
            if (type == "packet")
                await SayAsync(new { type = "ack", camera, packet = header.GetProperty("packet").GetInt64() });
            else if (type == "frame")
                await SayAsync(new { type = "ack", camera, sequence = header.GetProperty("sequence").GetInt64() });
        }
    }

    private async Task CrawlAsync()
    {
        var one = new byte[1];
        while ((await _socket.ReceiveAsync(one, _stop.Token)).MessageType != WebSocketMessageType.Close)
            await Task.Delay(TimeSpan.FromSeconds(1), _stop.Token);
    }

    private Task SayAsync(object words) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(words)), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);
}
