using FaceStream.StreamIngest.Cameras;
using FaceStream.Tests;

namespace FaceStream.StreamIngest.Tests.Cameras;

public class CameraHealthTests
{
    private readonly HandClock _clock = new();
    private readonly CapturedLog<CameraHealth> _log = new();
    private readonly CameraHealth _health;

    public CameraHealthTests() => _health = new("door", _log, _clock);

    [Fact]
    public void A_camera_that_stays_away_says_so_once_an_hour_and_another_reason_at_once()
    {
        for (var tries = 0; tries < 150; tries++)       // of 30 seconds
            Fail("unreachable");
        Fail("unauthorized");

        Assert.Equal(["Information: door: Connecting", "Warning: door: Backoff: unreachable", "Warning: door: Backoff: unreachable", "Warning: door: Backoff: unauthorized"], Told());
    }

    [Fact]
    public void A_camera_that_came_back_is_said_to_be_lost_again()
    {
        Fail("lost");
        _health.Report(CameraState.Connecting);
        _health.Opened(new("drawn", 4, 2, 25, null, null, Live: true));
        Fail("lost");

        Assert.Equal(["Information: door: Connecting", "Warning: door: Backoff: lost", "Information: door: Live", "Warning: door: Backoff: lost"], Told());
    }

    private void Fail(string why)
    {
        _health.Report(CameraState.Connecting);
        _health.Report(CameraState.Backoff, why, why);
        _clock.Advance(30);
    }

    private IEnumerable<string> Told() => _log.Lines.Where(line => !line.StartsWith("Debug", StringComparison.Ordinal)).Select(line => line.Trim());
}
