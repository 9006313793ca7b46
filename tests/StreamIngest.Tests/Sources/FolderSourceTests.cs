using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;
using FaceStream.StreamIngest.Tests.Cameras;
using FaceStream.Tests;

namespace FaceStream.StreamIngest.Tests.Sources;

public sealed class FolderSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(VideoBackend.Libav)]
    [InlineData(VideoBackend.Process)]
    public void Videos_are_played_by_name_as_one_and_the_rest_is_passed_over_with_its_name(VideoBackend backend)
    {
        Fill();
        using var source = FrameSources.Create(SourceAddress.Parse(_folder.Path), new() { Name = "x", Source = _folder.Path, Backend = backend });

        var info = source.Open(Cancel);
        var pictures = Footage.Read(source);

        Assert.Equal((320, false, null, null), (info.Width, info.Live, info.Duration, info.Frames));
        Assert.Equal([.. Enumerable.Repeat(320, 50), .. Enumerable.Repeat(160, 5)], pictures.Select(picture => picture.Picture.Width));
        Assert.Equal(Enumerable.Range(0, 55).Select(n => n * 40.0), pictures.Select(picture => picture.Picture.Time.TotalMilliseconds), (a, b) => Math.Abs(a - b) < 0.5);
        Assert.Contains("b letter.txt", source.Damage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_a_camera_that_never_ends()
    {
        Fill();
        await using var camera = TestCamera.Create(new() { Name = "folder", Source = _folder.Path, Loop = true });
        var running = camera.RunAsync(Cancel);

        var epochs = new HashSet<int>();
        while (!epochs.Contains(1))
        {
            using var frame = await camera.Frames.ReadAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancel);
            epochs.Add(frame.Header.Epoch);
        }

        Assert.Equal(CameraState.Live, camera.Status.State);
        await camera.DisposeAsync();
        await running;
    }

    [Fact]
    public async Task A_looping_folder_that_is_empty_for_a_moment_is_waited_for()
    {
        var video = Footage.Make("five.mkv", "-f lavfi -i testsrc=size=160x120:rate=25:duration=0.2 -pix_fmt yuv420p");
        File.Copy(video, _folder["a.mkv"]);
        await using var camera = TestCamera.Create(new() { Name = "folder", Source = _folder.Path, Loop = true });
        var running = camera.RunAsync(Cancel);
        Assert.True(await camera.WaitForAsync(status => status.State == CameraState.Live));

        File.Delete(_folder["a.mkv"]);
        Assert.True(await camera.WaitForAsync(status => status is { State: CameraState.Backoff, NextTry: not null }), camera.Status.ToString());
        File.Copy(video, _folder["a.mkv"]);

        Assert.True(await camera.WaitForAsync(status => status.State == CameraState.Live), camera.Status.ToString());
        await camera.DisposeAsync();
        await running;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_looping_folder_or_file_on_a_disk_that_comes_late_is_waited_for(bool folder)
    {
        var disk = _folder["disk"];
        await using var camera = TestCamera.Create(new() { Name = "disk", Source = folder ? disk : Path.Combine(disk, "a.mp4"), Loop = true });
        var running = camera.RunAsync(Cancel);
        Assert.True(await camera.WaitForAsync(status => status is { State: CameraState.Backoff, Fault: "missing", NextTry: not null }), camera.Status.ToString());

        Directory.CreateDirectory(disk);
        File.Copy(Footage.Video, Path.Combine(disk, "a.mp4"));

        Assert.True(await camera.WaitForAsync(status => status.State == CameraState.Live), camera.Status.ToString());
        await camera.DisposeAsync();
        await running;
    }

    [Fact]
    public async Task A_looping_file_that_is_no_video_fails()
    {
        await using var camera = TestCamera.Create(new() { Name = "letter", Source = _folder.Write("letter.txt", "no video"), Loop = true });

        var refused = await Assert.ThrowsAsync<SourceException>(() => camera.RunAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(30), Cancel));

        Assert.Equal((SourceFault.NotVideo, CameraState.Failed), (refused.Fault, camera.Status.State));
    }

    [Fact]
    public async Task An_empty_folder_that_is_read_once_fails()
    {
        await using var camera = TestCamera.Create(new() { Name = "folder", Source = _folder.Path });

        var refused = await Assert.ThrowsAsync<SourceException>(() => camera.RunAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(30), Cancel));

        Assert.Equal((SourceFault.NotVideo, CameraState.Failed), (refused.Fault, camera.Status.State));
    }

    [Fact]
    public void A_folder_without_a_video_is_told()
    {
        using var source = FrameSources.Create(SourceAddress.Parse(_folder.Path), new() { Name = "x", Source = _folder.Path });

        var refused = Assert.Throws<SourceException>(() => source.Open(Cancel));

        Assert.Equal((SourceFault.NotVideo, $"{_folder.Path}: is a directory without a video that FaceStream reads"), (refused.Fault, refused.Message));
    }

    [Fact]
    public void What_could_not_be_decoded_is_counted_once()
    {
        foreach (var name in (string[])["a.mp4", "b.mp4"])
            _folder.Write(name, "");
        using var source = new FolderSource(SourceAddress.Parse(_folder.Path), _ => new ScratchedSource());

        source.Open(Cancel);
        while (source.TryRead(out var _))
        {
        }

        Assert.Equal(2, source.Errors);
        Assert.False(source.TryRead(out _));
        Assert.Equal((2, "scratched; scratched"), (source.Errors, source.Damage));
    }

    public void Dispose() => _folder.Dispose();

    private void Fill()
    {
        File.Copy(Footage.Video, _folder["a.mp4"]);
        _folder.Write("b letter.txt", "no video");
        File.Copy(Footage.Make("five.mkv", "-f lavfi -i testsrc=size=160x120:rate=25:duration=0.2 -pix_fmt yuv420p"), _folder["c.mkv"]);
        _folder.Write(".hidden", "neither");
    }

    /// <summary>A picture, and a packet that cannot be decoded.</summary>
    private sealed class ScratchedSource : IFrameSource
    {
        private int _read;

        public long Errors => _read > 1 ? 1 : 0;

        public string? Damage => _read > 1 ? "scratched" : null;

        public SourceInfo Open(CancellationToken cancel) => new("drawn", 4, 2, 25, null, null, Live: false);

        public bool TryRead(out Picture picture)
        {
            picture = new(TimeSpan.Zero, 4, 2, default);
            return ++_read == 1;
        }

        public void CopyTo(Span<byte> planes) => planes.Clear();

        public void Dispose()
        {
        }
    }
}
