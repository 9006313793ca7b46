using FaceStream.StreamIngest.Packets;

namespace FaceStream.StreamIngest.Tests.Packets;

public class PacketFeedTests
{
    private static readonly byte[] Slice = [0, 0, 1, 0x41, 9, 9];

    private readonly PacketTap _tap = new();
    private readonly HandListener _listener = new();
    private readonly PacketFeed _feed;

    public PacketFeedTests()
    {
        _feed = new(_tap, "door");
        _feed.Begin(3);
        _feed.Describe([]);
    }

    [Fact]
    public void Nobody_listening_costs_nothing_at_all()
    {
        Offer(0, 1);
        using var indifferent = _tap.Attach(new HandListener { Wanting = false });
        Offer(2, 3);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            _feed.Offer(Slice, i);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Who_listens_gets_each_packet_numbered_and_who_has_left_none()
    {
        using (_tap.Attach(_listener))
            Offer(10, 12, 11);
        Offer(13);

        Assert.Equal([(3, 10), (3, 12), (3, 11)], _listener.Packets.Select(packet => (packet.Epoch, packet.Stamp)));
        Assert.Equal([1, 1], Steps());
        Assert.All(_listener.Packets, packet => Assert.Equal(Slice, packet.Data.ToArray()));
    }

    [Fact]
    public void What_was_not_wanted_leaves_a_gap()
    {
        using var seat = _tap.Attach(_listener);
        Offer(0);
        _listener.Wanting = false;
        Offer(1, 2);
        _listener.Wanting = true;
        Offer(3);

        Assert.Equal([3], Steps());
    }

    [Fact]
    public void A_packet_without_a_time_of_its_own_is_not_handed_on_and_leaves_a_gap()
    {
        using var seat = _tap.Attach(_listener);
        Offer(0, 1, 1, 2, null, 3);

        Assert.Equal([0, 1, 2, 3], _listener.Packets.Select(packet => packet.Stamp));
        Assert.Equal(3, Steps().Length);
        Assert.Equal(1, Steps()[0]);
        Assert.All(Steps()[1..], step => Assert.True(step > 1));
    }

    [Fact]
    public void A_new_stream_leaves_a_gap_and_its_times_may_be_those_of_the_old()
    {
        using var seat = _tap.Attach(_listener);
        Offer(0, 1);
        _feed.Begin(4);
        Offer(0);
        _feed.Describe([]);
        Offer(0, 1);

        Assert.Equal([(3, 0), (3, 1), (4, 0), (4, 1)], _listener.Packets.Select(packet => (packet.Epoch, packet.Stamp)));
        Assert.True(Steps()[1] > 1);
    }

    [Fact]
    public void Times_may_come_again_when_they_are_long_past()
    {
        using var seat = _tap.Attach(_listener);
        for (var i = 0; i < 2000; i++)
            Offer(i % 1000);

        Assert.Equal(2000, _listener.Packets.Count);
        Assert.All(Steps(), step => Assert.Equal(1, step));
    }

    private void Offer(params long?[] stamps) => Array.ForEach(stamps, stamp => _feed.Offer(Slice, stamp));

    /// <summary>By how much each packet's number is above that of the one before.</summary>
    private long[] Steps() => [.. _listener.Packets.Zip(_listener.Packets.Skip(1), (a, b) => b.Number - a.Number)];
}
