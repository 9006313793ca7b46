using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using FaceStream.Dashboard.Web;

namespace FaceStream.Dashboard.Live;

/// <summary>
/// What a browser says over the live socket: <c>watch</c> with its wish, <c>ack</c> with the sequence of the JPEG or the number of the packet
/// that it got, or <c>restart</c> when its decoder needs a key frame.
/// </summary>
internal sealed record LiveRequest(
    string? Type, string[]? Cameras, int? Width, double? Fps, string[]? Packets, bool? Jpeg, string? Camera, long? Sequence, long? Packet);

/// <summary>One browser's socket: reads its wishes, sends what its <see cref="Viewer"/> has, ends politely.</summary>
internal sealed class LiveSocket(WebSocket socket, Viewer viewer, TimeSpan patience, TimeProvider time)
{
    /// <summary>A message of no meaning, so that a browser can tell a server that has nothing to say from a connection that is dead.</summary>
    private static readonly byte[] Beat = """{"type":"beat"}"""u8.ToArray();

    /// <summary>The longest silence; the page gives up after four of them.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    /// <summary>The longest text a browser may send; 64 cameras' names fit.</summary>
    private const int LongestRequest = 16 * 1024;

    /// <summary>For the last message and the browser's answer to the close.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private long _said = time.GetTimestamp();
    private (WebSocketCloseStatus Status, string Words) _ending = (WebSocketCloseStatus.NormalClosure, "");

    /// <summary>Runs until the browser goes, misbehaves or falls silent, or <paramref name="stopping"/>.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        // Two tokens: cancelling a socket's own call tears the connection down without a word, so that comes last.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var abort = new CancellationTokenSource();
        using var deadline = end.Token.Register(() => abort.CancelAfter(Farewell));

        var receiving = ReceiveAsync(end, abort.Token);
        try
        {
            await SendAllAsync(end.Token, abort.Token).ConfigureAwait(false);
            await end.CancelAsync().ConfigureAwait(false);
            if (stopping.IsCancellationRequested)
                _ending = (WebSocketCloseStatus.EndpointUnavailable, "the server is going down");
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(_ending.Status, _ending.Words, abort.Token).ConfigureAwait(false);
            await receiving.ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or TimeoutException)
        {
            // Gone without a word, or too slow to say goodbye to.
            socket.Abort();
        }
    }

    /// <summary>Sends until told to end, or until the browser does not follow.</summary>
    private async Task SendAllAsync(CancellationToken end, CancellationToken abort)
    {
        while (!end.IsCancellationRequested)
        {
            if (viewer.TakeText() is { } text)
            {
                await SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, abort).ConfigureAwait(false);
            }
            else if (viewer.TakeMessage() is { } message)
            {
                await SendAsync(await message.ConfigureAwait(false), WebSocketMessageType.Binary, abort).ConfigureAwait(false);
            }
            else if (viewer.IsOverdue(patience))
            {
                _ending = (WebSocketCloseStatus.PolicyViolation, $"no acknowledgement for {patience.TotalSeconds:0.#} s");
                return;
            }
            else if (time.GetElapsedTime(_said) >= LongestSilence)
            {
                await SendAsync(Beat, WebSocketMessageType.Text, abort).ConfigureAwait(false);
            }
            else
            {
                await NewsAsync(end).ConfigureAwait(false);
            }
        }
    }

    private Task SendAsync(byte[] message, WebSocketMessageType type, CancellationToken abort)
    {
        _said = time.GetTimestamp();
        return socket.SendAsync(message, type, endOfMessage: true, abort).WaitAsync(patience, CancellationToken.None);
    }

    /// <summary>Waits for something to send, but not longer than a viewer's patience, or than is silent.</summary>
    private async Task NewsAsync(CancellationToken end)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(end);
        wait.CancelAfter(patience < LongestSilence ? patience : LongestSilence);
        try
        {
            await viewer.NewsAsync(wait.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Nothing new; the caller looks at the time and at its own token.
        }
    }

    /// <summary>Reads requests until the browser closes or says what nobody understands; then everything ends.</summary>
    private async Task ReceiveAsync(CancellationTokenSource end, CancellationToken abort)
    {
        var buffer = new byte[LongestRequest];
        try
        {
            while (await ReadAsync(buffer, abort).ConfigureAwait(false) is { } length)
            {
                if (!end.IsCancellationRequested && !Obey(buffer.AsSpan(0, length)))
                {
                    _ending = (WebSocketCloseStatus.InvalidPayloadData, "expected a type of watch, ack or restart");
                    await end.CancelAsync().ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The browser has gone, or had its time.
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The length of the next request in <paramref name="buffer"/>, or null when there are no more.</summary>
    private async Task<int?> ReadAsync(byte[] buffer, CancellationToken abort)
    {
        var length = 0;
        while (length < buffer.Length)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), abort).ConfigureAwait(false);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            if (part.EndOfMessage)
                return length;
        }

        _ending = (WebSocketCloseStatus.MessageTooBig, $"a request has less than {LongestRequest} bytes");
        return null;
    }

    private bool Obey(ReadOnlySpan<byte> text)
    {
        try
        {
            switch (JsonSerializer.Deserialize(text, DashboardJson.Default.LiveRequest))
            {
                case { Type: "watch" } wish:
                    viewer.Watch(Wish.Of(wish.Cameras, wish.Width, wish.Fps, wish.Packets, wish.Jpeg));
                    return true;
                case { Type: "ack", Camera: { } camera, Sequence: { } sequence }:
                    viewer.Acknowledge(camera, sequence);
                    return true;
                case { Type: "ack", Camera: { } camera, Packet: { } packet }:
                    viewer.AcknowledgePacket(camera, packet);
                    return true;
                case { Type: "restart", Camera: { } camera }:
                    viewer.Restart(camera);
                    return true;
                default:
                    return false;
            }
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
