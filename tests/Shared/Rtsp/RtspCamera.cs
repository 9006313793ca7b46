using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace FaceStream.Tests.Rtsp;

/// <summary>
/// A camera for tests: a real RTSP server that loops a clip over TCP or UDP, asks for a password,
/// and fails on demand in the ways that cameras fail.
/// </summary>
public sealed class RtspCamera : IAsyncDisposable
{
    private readonly ConcurrentDictionary<RtspConnection, Task> _connections = [];
    private readonly int _port;
    private long _sent;
    private TcpListener _listener;
    private Task _accepting;

    /// <summary>Starts at a free port of 127.0.0.1.</summary>
    public RtspCamera(RtspClip clip, double fps = 25, RtspLogin? login = null, X509Certificate2? certificate = null)
    {
        (Clip, Fps, Login, Certificate) = (clip, fps, login, certificate);
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        _port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>What is shown; another clip begins in mid-stream, while the description is still that of the first, which must have the same codec.</summary>
    public RtspClip Clip { get; set; }

    /// <summary>Pictures a second.</summary>
    public double Fps { get; set; }

    /// <summary>Pictures a second by their times, where that is not the truth.</summary>
    public double? ClaimedFps { get; set; }

    /// <summary>Seconds that its clock is ahead from now on.</summary>
    public double Ahead { get; set; }

    /// <summary>Who may look; everybody when <see langword="null"/>.</summary>
    public RtspLogin? Login { get; set; }

    /// <summary>With one, all is said through TLS.</summary>
    public X509Certificate2? Certificate { get; }

    /// <summary>
    /// Since when the clip is shown (<see cref="System.Diagnostics.Stopwatch"/>): whoever connects comes into the middle of it, at the next key
    /// frame. Cameras with one beginning show the same at the same time. Without it, each connection sees the clip from its start.
    /// </summary>
    public long? Beginning { get; init; }

    /// <summary>Tells its clock: an RTCP sender report before the first picture, and one a second.</summary>
    public bool TellsTime { get; init; }

    /// <summary>What a picture needs to be sent.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Keeps connections open, but sends no pictures.</summary>
    public bool Stalled { get; set; }

    /// <summary>Accepts connections, but answers nothing.</summary>
    public bool Mute { get; set; }

    /// <summary>Of a hundred RTP packets, how many have wrong bytes in them.</summary>
    public double CorruptPercent { get; set; }

    /// <summary>Of a hundred RTP packets, how many are not sent.</summary>
    public double LosePercent { get; set; }

    /// <summary>RTP packets end before their header does.</summary>
    public bool Stunted { get; set; }

    /// <summary>What is said instead of a description.</summary>
    public RtspNonsense Nonsense { get; set; }

    /// <summary>The pictures have no key frames in them.</summary>
    public bool WithoutKeyFrames { get; set; }

    /// <summary>Connections accepted so far.</summary>
    public int Accepted { get; private set; }

    /// <summary>Pictures sent so far, on all connections.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>The address with user name and password where there are any.</summary>
    public string Url => Login is { } login ? UrlFor(login.User, login.Password) : $"{Scheme}://127.0.0.1:{_port}/cam";

    /// <summary>The address with a user name and password of one's own.</summary>
    public string UrlFor(string user, string password) =>
        $"{Scheme}://{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}@127.0.0.1:{_port}/cam";

    /// <summary>An address where nothing is shown.</summary>
    public string WrongUrl => $"{Scheme}://127.0.0.1:{_port}/garden";

    /// <summary>Cuts all connections with a TCP reset, as when the power fails.</summary>
    public void Reset()
    {
        foreach (var connection in _connections.Keys)
            connection.Reset();
    }

    /// <summary>Puts bytes that mean nothing between the packets of all connections.</summary>
    public Task BabbleAsync() => Task.WhenAll(_connections.Keys.Select(connection => connection.BabbleAsync()));

    /// <summary>Cuts all connections and refuses new ones.</summary>
    public async Task GoAwayAsync()
    {
        _listener.Stop();
        await _accepting;
        Reset();
    }

    /// <summary>Listens again, on the same port.</summary>
    public void ComeBack()
    {
        _listener = new TcpListener(IPAddress.Loopback, _port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await GoAwayAsync();
        await Task.WhenAll(_connections.Values);
        _listener.Dispose();
    }

    private string Scheme => Certificate is null ? "rtsp" : "rtsps";

    internal void CountSent() => Interlocked.Increment(ref _sent);

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            try
            {
                var connection = new RtspConnection(this, await listener.AcceptSocketAsync());
                Accepted++;
                _connections[connection] = ServeAsync(connection);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;     // told to go away
            }
        }
    }

    private async Task ServeAsync(RtspConnection connection)
    {
        await connection.RunAsync();
        _connections.TryRemove(connection, out _);
    }
}
