using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Text.RegularExpressions;

namespace FaceStream.Tests.Rtsp;

/// <summary>One client of an <see cref="RtspCamera"/>.</summary>
internal sealed partial class RtspConnection(RtspCamera camera, Socket socket)
{
    private Stream _stream = Stream.Null;
    private const double RtpClock = 90_000;
    private const int StuntedLength = 11;
    private static readonly TimeSpan NonsensePause = TimeSpan.FromMilliseconds(20);

    private readonly SemaphoreSlim _writing = new(1);       // answers and pictures share the socket
    private readonly CancellationTokenSource _gone = new();
    private readonly RtspClip _clip = camera.Clip;
    private Func<byte[], Task>? _send;
    private Func<byte[], Task> _tell = _ => Task.CompletedTask;
    private Task _playing = Task.CompletedTask;
    private readonly Random _chance = new(1);               // the same losses in each run

    /// <summary>Answers requests until the client or the camera hangs up.</summary>
    public async Task RunAsync()
    {
        await using var plain = new NetworkStream(socket, ownsSocket: true);
        await using var stream = camera.Certificate is null ? plain : (Stream)new SslStream(plain);
        _stream = stream;
        socket.NoDelay = true;
        try
        {
            if (stream is SslStream tls)
                await tls.AuthenticateAsServerAsync(camera.Certificate!);
            while (await RtspRequest.ReadAsync(stream) is { } request)
            {
                if (camera.Mute)
                    continue;
                if (request.Method == "DESCRIBE" && Admits(request) && camera.Nonsense != RtspNonsense.None)
                    await TalkNonsenseAsync(request);
                else
                    await WriteAsync(Encoding.ASCII.GetBytes(Answer(request)));
                if (request.Method == "PLAY" && _send is not null && _playing.IsCompleted)
                    _playing = PlayAsync(_send);
                if (request.Method == "TEARDOWN")
                    break;
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or AuthenticationException)
        {
        }

        await _gone.CancelAsync();
        await _playing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Hangs up without a goodbye.</summary>
    public void Reset()
    {
        _gone.Cancel();
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }

        socket.Dispose();
    }

    /// <summary>
    /// Puts bytes that mean nothing between the packets, and none that begins one: a length by chance would swallow up to 64 KB of video, which
    /// is seconds of a small picture, and how much depends on what follows.
    /// </summary>
    public async Task BabbleAsync()
    {
        var noise = RtspNonsenses.Noise(3000);
        noise.AsSpan().Replace((byte)'$', (byte)'%');
        try
        {
            await WriteAsync(noise);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // it has gone meanwhile
        }
    }

    private async Task TalkNonsenseAsync(RtspRequest request)
    {
        foreach (var piece in camera.Nonsense.Pieces(request))
        {
            await WriteAsync(piece);
            await Task.Delay(NonsensePause, _gone.Token);
        }
    }

    private bool Admits(RtspRequest request) => camera.Login is not { } login || request.Method == "OPTIONS" || login.Admits(request);

    private string Answer(RtspRequest request)
    {
        if (!Admits(request))
            return Reply(request, "401 Unauthorized", $"WWW-Authenticate: {camera.Login!.Challenge}");
        if (!new Uri(request.Url).AbsolutePath.StartsWith("/cam", StringComparison.Ordinal))
            return Reply(request, "404 Not Found");

        switch (request.Method)
        {
            case "OPTIONS":
                return Reply(request, "200 OK", "Public: OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN");
            case "DESCRIBE":
                var sdp = Describe();
                return Reply(request, "200 OK", $"Content-Base: {request.Url}/\r\nContent-Type: application/sdp\r\nContent-Length: {sdp.Length}") + sdp;
            case "SETUP":
                return Reply(request, "200 OK", $"Transport: {SetUp(request.Headers["Transport"])}\r\nSession: 1;timeout=60");
            case "PLAY":
                return Reply(request, "200 OK", "Session: 1\r\nRange: npt=0.000-");
            default:
                return Reply(request, "200 OK", "Session: 1");
        }
    }

    private static string Reply(RtspRequest request, string status, string headers = "") =>
        $"RTSP/1.0 {status}\r\nCSeq: {request.Sequence}\r\n{(headers.Length > 0 ? headers + "\r\n" : "")}\r\n";

    private string Describe() => string.Join(
        "\r\n",
        [
            "v=0", "o=- 0 0 IN IP4 127.0.0.1", "s=camera", "c=IN IP4 0.0.0.0", "t=0 0", "a=control:*",
            $"m=video 0 RTP/AVP {_clip.PayloadType}", .. _clip.Attributes, "a=control:track1", "",
        ]);

    private string SetUp(string transport)
    {
        if (ClientPort().Match(transport) is { Success: true } match)
        {
            var udp = new UdpClient(0, AddressFamily.InterNetwork);
            var client = new IPEndPoint(IPAddress.Loopback, int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
            _send = packet => udp.SendAsync(packet, client, _gone.Token).AsTask();
            _tell = report => udp.SendAsync(report, new IPEndPoint(client.Address, client.Port + 1), _gone.Token).AsTask();
            _gone.Token.Register(udp.Dispose);
            var port = ((IPEndPoint)udp.Client.LocalEndPoint!).Port;
            return $"RTP/AVP;unicast;client_port={match.Groups[1].Value}-{match.Groups[2].Value};server_port={port}-{port + 1}";
        }

        _send = packet => WriteAsync([(byte)'$', 0, (byte)(packet.Length >> 8), (byte)packet.Length, .. packet]);
        _tell = report => WriteAsync([(byte)'$', 1, (byte)(report.Length >> 8), (byte)report.Length, .. report]);
        return "RTP/AVP/TCP;unicast;interleaved=0-1";
    }

    private async Task WriteAsync(byte[] bytes)
    {
        await _writing.WaitAsync(_gone.Token);
        try
        {
            await _stream.WriteAsync(bytes, _gone.Token);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task PlayAsync(Func<byte[], Task> send)
    {
        var packetizer = new RtpPacketizer();
        var started = camera.Beginning ?? Stopwatch.GetTimestamp();
        var (clip, next) = (_clip, NextKeyFrame(Stopwatch.GetElapsedTime(started)));
        var (due, time, clock) = (next / camera.Fps, 0.0, RtspClock.Of(started));
        var told = -1.0;
        for (; !_gone.IsCancellationRequested; due += 1 / camera.Fps, time += 1 / (camera.ClaimedFps ?? camera.Fps))
        {
            var early = TimeSpan.FromSeconds(due) + camera.Delay - Stopwatch.GetElapsedTime(started);
            if (early > TimeSpan.Zero)
                await Task.Delay(early, _gone.Token);
            if (camera.Clip != clip)
                (clip, next) = (camera.Clip, 0);        // begins with a key frame
            var picture = clip.Pictures[next++ % clip.Pictures.Count];
            if (camera.Stalled || camera.WithoutKeyFrames && clip.IsKey(picture))
                continue;
            if (camera.TellsTime && time >= told + 1)
            {
                told = time;
                await SendAsync(_tell, packetizer.Report(clock.At(due), Stamp(time)));
            }

            foreach (var packet in packetizer.Packets(clip, picture, Stamp(time)))
                await SendAsync(send, packet);
            camera.CountSent();
        }
    }

    /// <summary>As it is sent: it begins anew after half a day.</summary>
    private uint Stamp(double time) => (uint)(long)((time + camera.Ahead) * RtpClock);

    /// <summary>The number of the first key frame that is still to come, counted through all passes of the clip.</summary>
    private int NextKeyFrame(TimeSpan shown)
    {
        if (camera.Beginning is null)
            return 0;
        var number = (int)Math.Ceiling(shown.TotalSeconds * camera.Fps);
        while (!_clip.IsKey(_clip.Pictures[number % _clip.Pictures.Count]))
            number++;
        return number;
    }

    private async Task SendAsync(Func<byte[], Task> send, byte[] packet)
    {
        if (Chance(camera.LosePercent))
            return;
        if (Chance(camera.CorruptPercent))
            packet[^1] ^= packet[packet.Length / 2] ^= 0x55;
        if (camera.Stunted)
            packet = packet[..(packet.Length % StuntedLength)];
        try
        {
            await send(packet);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            await _gone.CancelAsync();
        }
    }

    // Chance makes no secrets here.
#pragma warning disable CA5394
    private bool Chance(double percent) => percent > 0 && _chance.NextDouble() * 100 < percent;
#pragma warning restore CA5394

    [GeneratedRegex(@"client_port=(\d+)-(\d+)")]
    private static partial Regex ClientPort();
}
