using System.Collections.Concurrent;
using FaceStream.StreamIngest.Packets;

namespace FaceStream.StreamIngest.Tests.Packets;

/// <summary>Keeps every packet.</summary>
internal sealed class HandListener : IPacketListener
{
    public bool Wanting { get; set; } = true;

    public ConcurrentQueue<VideoPacket> Packets { get; } = [];

    public bool Wants(string camera) => Wanting;

    public void PacketRead(VideoPacket packet) => Packets.Enqueue(packet);
}
