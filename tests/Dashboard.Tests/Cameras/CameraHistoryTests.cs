using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FaceStream.Dashboard.Cameras;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.Dashboard.Tests.Cameras;

public sealed class CameraHistoryTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HandBoard _board = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("facestream-cameras-");
    private readonly WallClock _wall = new() { Now = Noon };
    private CameraHistory _history;

    public CameraHistoryTests() => _history = new(_board, new(null), TimeProvider.System);

    private string Kept => Path.Combine(_folder.FullName, "kept.jsonl");

    [Fact]
    public void Each_state_has_its_reason_and_how_long_it_lasted_the_newest_first()
    {
        Show(CameraState.Connecting, 0);
        Show(CameraState.Connecting, 1);
        Show(CameraState.Live, 2);
        Show(CameraState.Stalled, 60, "no picture for 2 s", SourceFault.Stalled);
        Show(CameraState.Stalled, 60, "no picture for 4 s", SourceFault.Stalled);
        Show(CameraState.Backoff, 65, "nothing arrived for 5 s", SourceFault.Stalled);
        Show(CameraState.Live, 70);
        Show(CameraState.Live, 70);

        Assert.Equal(
        [
            ("live", "", 70, null), ("backoff", "stalled", 65, 70), ("stalled", "stalled", 60, 65), ("live", "", 2, 60), ("connecting", "", 0, 2),
        ], _history.List("door", 100).Select(state => (state.State, state.Fault, Seconds(state.Since)!.Value, Seconds(state.Until))));
        Assert.Equal("no picture for 4 s", _history.List("door", 3)[2].Reason);
    }

    [Fact]
    public void A_camera_that_is_tried_in_vain_again_and_again_is_one_outage_and_another_reason_another()
    {
        Show(CameraState.Live, 0);
        for (var i = 0; i < 1000; i++)
        {
            Show(CameraState.Backoff, 10 + 2 * i, "no route", SourceFault.Unreachable);
            Show(CameraState.Connecting, 11 + 2 * i);
        }

        Show(CameraState.Unauthorized, 3000, "refused", SourceFault.Unauthorized);

        Assert.Equal([("unauthorized", 3000, null, 1), ("backoff", 10, 3000, 1000), ("live", 0, 10, 0)],
            _history.List(null, 100).Select(state => (state.State, Seconds(state.Since)!.Value, Seconds(state.Until), state.Tries)));
    }

    [Fact]
    public void What_is_kept_is_bounded_and_goes_with_the_camera()
    {
        for (var i = 0; i < 3 * CameraHistory.Room; i++)
            Show(i % 2 == 0 ? CameraState.Live : CameraState.Stalled, i);
        Assert.Equal(CameraHistory.Room, _history.List("door", 10_000).Count);
        Assert.Equal(3 * CameraHistory.Room - 1, Seconds(_history.List("door", 1)[0].Since));

        _board.Set();
        _history.Look();
        Assert.Empty(_history.List(null, 10_000));
    }

    [Fact]
    public void Whoever_listens_hears_of_every_state_once_tries_included()
    {
        List<string> heard = [];
        _history.Changed += camera => heard.Add($"{camera.State} {camera.Fault}".TrimEnd());

        Show(CameraState.Live, 0);
        Show(CameraState.Stalled, 1, "no picture for 2 s", SourceFault.Stalled);
        Show(CameraState.Stalled, 1, "no picture for 3 s", SourceFault.Stalled);
        Show(CameraState.Backoff, 2, "lost", SourceFault.Lost);
        Show(CameraState.Connecting, 3);
        Show(CameraState.Backoff, 4, "lost", SourceFault.Lost);

        Assert.Equal(["live", "stalled stalled", "backoff lost", "connecting", "backoff lost"], heard);
    }

    [Fact]
    public async Task The_API_tells_it_without_anybody_having_looked_before()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        dashboard.Cameras.Set(HandBoard.Camera("<i>door</i>"), HandBoard.Camera("yard", CameraState.Failed, "no such file"));
        JsonElement states;
        do
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            states = await dashboard.Http.GetFromJsonAsync<JsonElement>("/api/v1/camera-states?camera=yard", TestContext.Current.CancellationToken);
        }
        while (states.GetArrayLength() == 0);

        Assert.Equal("""{"camera":"yard","state":"failed","reason":"no such file","fault":"","since":"2030-01-01T12:00:00+00:00","until":null,"tries":0}""", states[0].GetRawText());
        using var wrong = await dashboard.Http.GetAsync("/api/v1/camera-states?limit=0", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task It_outlives_the_process_and_the_time_between_is_told()
    {
        await StartAsync(0);
        Show(CameraState.Live, 1);
        Show(CameraState.Backoff, 60, "no route", SourceFault.Unreachable);
        Show(CameraState.Connecting, 62);
        Show(CameraState.Backoff, 63, "no route", SourceFault.Unreachable);
        _wall.Now = Noon.AddSeconds(100);
        await _history.StopAsync(TestContext.Current.CancellationToken);

        await StartAsync(160);
        Show(CameraState.Connecting, 161);

        Assert.Equal(
            [("door", "connecting", "", 161, null), ("", "notRunning", "stopped", 100, 160), ("door", "backoff", "unreachable", 60, 100), ("door", "live", "", 1, 60)],
            _history.List("door", 100).Select(state => (state.Camera, state.State, state.Fault, Seconds(state.Since)!.Value, Seconds(state.Until))));
    }

    [Fact]
    public async Task An_end_that_nobody_asked_for_is_told_as_such_even_if_a_line_was_cut_off()
    {
        await StartAsync(0);
        Show(CameraState.Live, 1);
        await File.AppendAllTextAsync(Kept, "{\"camera\":\"door\",\"sta", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(Kept, Noon.AddSeconds(50).UtcDateTime);

        await StartAsync(90);
        await StartAsync(95);

        Assert.Equal(
            [("notRunning", "unexpected", 50, 90), ("live", "", 1, 50)],
            _history.List("door", 100).Where(state => Seconds(state.Since) < 90).Select(state => (state.State, state.Fault, Seconds(state.Since)!.Value, Seconds(state.Until))));
    }

    [Fact]
    public async Task The_file_is_bounded_and_a_camera_that_is_no_more_is_not_in_it()
    {
        await StartAsync(0);
        for (var i = 0; i < 3000; i++)
            Show(i % 2 == 0 ? CameraState.Live : CameraState.Stalled, i);
        Assert.InRange(File.ReadLines(Kept).Count(), CameraHistory.Room, CameraHistory.Room + 1010);

        _board.Set();
        await StartAsync(4000);
        _history.Look();
        await StartAsync(4001);

        Assert.All(_history.List(null, 10_000), state => Assert.Equal("notRunning", state.State));
    }

    [Fact]
    public async Task Where_it_cannot_be_kept_the_history_of_this_run_is_there_all_the_same()
    {
        _history = new(_board, new("/proc/no/such/folder/kept.jsonl"), _wall);
        await _history.StartAsync(TestContext.Current.CancellationToken);

        Show(CameraState.Live, 1);

        Assert.Equal("live", Assert.Single(_history.List(null, 10)).State);
        await _history.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task While_one_look_is_not_over_the_next_does_not_queue_behind_it()
    {
        using var board = new SlowBoard();
        _history = new(board, new(null), _wall);
        await _history.StartAsync(TestContext.Current.CancellationToken);
        var slow = Task.Run(_wall.Tick, TestContext.Current.CancellationToken);
        await board.Reading.WaitAsync(Patience);

        // Would wait for the first, which waits for the test.
        await Task.Run(_wall.Tick, TestContext.Current.CancellationToken).WaitAsync(Patience);

        Assert.False(slow.IsCompleted);
        board.Go();
        await slow.WaitAsync(Patience);
        await Task.Run(_wall.Tick, TestContext.Current.CancellationToken).WaitAsync(Patience);
        Assert.Equal(2, board.Reads);       // the one between was left out
    }

    public void Dispose()
    {
        _history.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Begins another run, so many seconds after noon.</summary>
    private Task StartAsync(int second)
    {
        _wall.Now = Noon.AddSeconds(second);
        _history.Dispose();
        _history = new(_board, new(Kept), _wall);
        return _history.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A board whose first reading takes as long as the test wants.</summary>
    private sealed class SlowBoard : ICameraBoard, IDisposable
    {
        private readonly TaskCompletionSource _reading = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _go = new();
        private int _reads;

        public Task Reading => _reading.Task;

        public int Reads => Volatile.Read(ref _reads);

        public IReadOnlyList<CameraReading> Read()
        {
            Interlocked.Increment(ref _reads);
            _reading.TrySetResult();
            _go.Wait();
            return [];
        }

        public void Go() => _go.Set();

        public void Dispose()
        {
            Go();       // also when the test has failed: no thread stays behind
            _go.Dispose();
        }
    }

    /// <summary>A wall clock that the test sets; its timers fire when it says so.</summary>
    private sealed class WallClock : TimeProvider
    {
        private Action _tick = () => { };

        public DateTimeOffset Now { get; set; }

        public void Tick() => _tick();

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => Now.UtcTicks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _tick = () => callback(state);
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private void Show(CameraState state, int second, string reason = "", SourceFault? fault = null)
    {
        var camera = HandBoard.Camera("door");
        _board.Set(camera with { Status = camera.Status with { State = state, Reason = reason, Fault = fault?.Label ?? "", Since = Noon.AddSeconds(second) } });
        _history.Look();
    }

    private static int? Seconds(DateTimeOffset? time) => time is { } at ? (int)(at - Noon).TotalSeconds : null;
}
