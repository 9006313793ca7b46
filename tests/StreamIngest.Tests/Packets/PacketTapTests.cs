using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Packets;
using FaceStream.StreamIngest.Sources;
using FaceStream.Tests;
using FaceStream.Tests.Rtsp;

namespace FaceStream.StreamIngest.Tests.Packets;

public sealed class PacketTapTests : IDisposable
{
    private readonly PacketTap _tap = new();
    private readonly HandListener _listener = new();
    private readonly IDisposable _seat;
    private CameraPast? _past;

    public PacketTapTests() => _seat = _tap.Attach(_listener);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>With pictures that are decoded in another order than they are shown.</summary>
    private static string Reordered =>
        Footage.Make("reordered.mp4", "-f lavfi -i testsrc=size=160x120:rate=25:duration=2 -pix_fmt yuv420p -c:v libx264 -bf 3 -b_strategy 0 -g 20");

    [Fact]
    public async Task The_packets_are_the_files_own_bytes_and_every_picture_is_that_of_one_packet()
    {
        var frames = await ReadAsync(new() { Name = "door", Source = Reordered });

        var packets = _listener.Packets.ToArray();
        var path = Footage.Nowhere("reordered.packets");
        Ffmpeg.Run($"-i {Reordered} -map 0:v -c copy -f data {path}");
        Assert.True(File.ReadAllBytes(path).AsSpan().SequenceEqual(packets.SelectMany(packet => packet.Data.ToArray()).ToArray()));
        Assert.Equal(50, packets.Length);
        Assert.NotEqual(packets.Select(packet => packet.Stamp), packets.Select(packet => packet.Stamp).Order());
        Assert.Equal(packets.Select(packet => (long?)packet.Stamp).Order(), frames.Select(frame => frame.Stamp));
        Assert.Equal([0, 20, 40], packets.Index().Where(packet => packet.Item.Format is not null).Select(packet => packet.Index));
        Assert.StartsWith("avc1.64", packets[0].Format!.Codec, StringComparison.Ordinal);
        Assert.Equal(1, packets[0].Format!.Description.Span[0]);
    }

    [Fact]
    public async Task A_camera_sends_what_a_decoder_makes_the_same_pictures_of()
    {
        await using var server = new RtspCamera(Clips.Small);
        var frames = await ReadAsync(new() { Name = "door", Source = server.Url }, most: 40);

        // The first picture of an RTSP stream may have no time yet, and then is nobody's.
        var packets = _listener.Packets.SkipWhile(packet => packet.Format is null).ToArray();
        Assert.InRange(packets.Length, 10, 50);
        Assert.All(packets.Zip(packets.Skip(1)), pair => Assert.Equal(1, pair.Second.Number - pair.First.Number));
        Assert.Subset(packets.Select(packet => (long?)packet.Stamp).ToHashSet(), frames.Select(frame => frame.Stamp).Where(stamp => stamp >= packets[0].Stamp).ToHashSet());
        var path = Footage.Write("tapped.h264", packets.SelectMany(packet => packet.Data.ToArray()).ToArray());
        Assert.Equal(packets.Length, Footage.Raw(path, "-pix_fmt yuv420p").Length / (320 * 240 * 3 / 2));
    }

    [Fact]
    public async Task Each_pass_of_a_looping_file_begins_with_a_key_frame_after_a_gap()
    {
        var clip = Footage.Make("tapped.mp4", "-f lavfi -i testsrc=size=64x48:rate=25:duration=0.4 -pix_fmt yuv420p");
        var frames = await ReadAsync(new() { Name = "loop", Source = clip, Loop = true }, most: 25);

        var passes = _listener.Packets.GroupBy(packet => packet.Epoch).ToArray();
        Assert.True(passes.Length > 2);
        Assert.All(passes, pass => Assert.NotNull(pass.First().Format));
        Assert.All(passes.Zip(passes.Skip(1)), pair => Assert.True(pair.Second.First().Number > pair.First.Last().Number + 1));
        Assert.All(frames, frame => Assert.Contains(_listener.Packets, packet => (packet.Epoch, (long?)packet.Stamp) == (frame.Epoch, frame.Stamp)));
    }

    [Fact]
    public async Task A_recording_that_is_turned_upright_is_not_what_its_packets_show()
    {
        var clip = Footage.Make("tapped90.mp4", $"-i {Footage.Video} -c copy -metadata:s:v:0 rotate=90");
        var frames = await ReadAsync(new() { Name = "phone", Source = clip });

        Assert.Equal(50, frames.Count);
        Assert.All(frames, frame => Assert.Null(frame.Stamp));
    }

    [Theory]
    [InlineData("tapped.avi", "-c:v mjpeg", VideoBackend.Libav)]
    [InlineData("child.mp4", "-c:v libx264", VideoBackend.Process)]
    public async Task Other_codecs_and_other_processes_have_no_packets_to_show(string name, string encoder, VideoBackend backend)
    {
        var clip = Footage.Make(name, $"-f lavfi -i testsrc=size=64x48:rate=25:duration=0.4 -pix_fmt yuv420p {encoder}");
        var frames = await ReadAsync(new() { Name = "other", Source = clip, Backend = backend });

        Assert.Equal(10, frames.Count);
        Assert.Empty(_listener.Packets);
    }

    [Fact]
    public async Task A_camera_that_is_opened_anew_numbers_its_packets_on()
    {
        var clip = Footage.Make("anew.mp4", "-f lavfi -i testsrc=size=64x48:rate=25:duration=0.4 -pix_fmt yuv420p -c:v libx264");
        await ReadAsync(new() { Name = "door", Source = clip });
        await ReadAsync(new() { Name = "door", Source = clip });

        var numbers = _listener.Packets.Select(packet => packet.Number).ToList();
        Assert.Equal(20, numbers.Count);
        Assert.Equal(numbers.Distinct().Order(), numbers);
        Assert.NotEqual(numbers[9] + 1, numbers[10]);       // what was not read in between is missing
    }

    public void Dispose() => _seat.Dispose();

    private async Task<List<FrameHeader>> ReadAsync(CameraOptions options, int most = int.MaxValue)
    {
        await using var camera = new CameraSession(options, new IngestMetrics(new TestMeters()), new CapturedLog<CameraSession>(), TimeProvider.System, past: _past, packets: _tap);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = camera.RunAsync(stop.Token);
        List<FrameHeader> headers = [];
        await foreach (var frame in camera.Frames.ReadAllAsync(Cancel))
        {
            headers.Add(frame.Header);
            frame.Dispose();
            if (headers.Count == most)
                break;
        }

        await stop.CancelAsync();
        await running;
        _past = camera.Past;
        return headers;
    }
}
