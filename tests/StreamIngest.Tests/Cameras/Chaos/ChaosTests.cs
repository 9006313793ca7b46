using FaceStream.StreamIngest.Cameras;

namespace FaceStream.StreamIngest.Tests.Cameras.Chaos;

/// <remarks>Alone, because the camera that is well must have the machine to notice nothing.</remarks>
[Collection("alone")]
public class ChaosTests(LibavChaosRun run) : IClassFixture<LibavChaosRun>
{
    public static TheoryData<string> Faults => [.. Fault.All.Select(fault => fault.Name)];

    public static TheoryData<string> Nuisances => [.. Fault.All.Where(fault => fault.Shown == CameraState.Live).Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_camera_says_what_is_wrong_and_comes_back_by_itself(string fault)
    {
        var camera = run.Of(fault);

        Assert.True(camera.Wrong is null, $"A camera that {fault} {camera.Wrong}: {camera.Story}");
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void The_password_is_in_no_word_of_it(string fault)
    {
        var words = run.Of(fault).Words;

        Assert.NotEmpty(words);
        foreach (var secret in (string[])[Ordeal.Login.Password, Uri.EscapeDataString(Ordeal.Login.Password)])
            Assert.DoesNotContain(words, word => word.Contains(secret, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Every_picture_is_delivered_or_counted_and_every_buffer_comes_home(string fault) =>
        Assert.Equal((0, 0), (run.Of(fault).Unaccounted, run.Of(fault).Rented));

    [Theory]
    [MemberData(nameof(Nuisances))]
    public void What_a_decoder_can_live_with_opens_nothing_again(string fault) =>
        Assert.True(run.Of(fault).Reconnects == 0, run.Of(fault).Story);

    [Fact]
    public void Another_resolution_shows_in_mid_stream() => Assert.Equal(640, run.Of("changes its resolution").Width);

    [Fact]
    public void The_camera_beside_them_does_not_notice()
    {
        var neighbour = run.Neighbour;

        Assert.True(neighbour.Reconnects == 0, neighbour.Story);
        Assert.True(neighbour.Sent > 0);
        // Within 5 % of its rate; a few pictures are on their way when one looks.
        Assert.True(neighbour.Decoded >= 0.95 * neighbour.Sent - 10, $"{neighbour.Decoded} of {neighbour.Sent} pictures");
    }
}
