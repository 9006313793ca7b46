using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using FaceStream.StreamIngest.Cameras;

namespace FaceStream.StreamIngest.Pipeline;

/// <summary>
/// Visits the cameras in turn and puts together what is there: at most one frame of each camera in a batch,
/// and word of the cameras whose stream has ended.
/// </summary>
/// <param name="metrics">Told of the size of each batch.</param>
/// <param name="batchSize">The most frames in a batch.</param>
/// <param name="window">How long a batch with room waits for cameras that are about to have a frame.</param>
/// <remarks>Where more cameras have frames than a batch takes, those that were preferred come first, and a quarter of each batch is for the others in turn.</remarks>
[SuppressMessage("Reliability", "CA1001", Justification = "A SemaphoreSlim whose wait handle is never asked for holds nothing to dispose.")]
public sealed class FrameMux(IngestMetrics metrics, int batchSize, TimeSpan window)
{
    // One batch waits while another is in work. It is gathered only when there is room, so that it is fresh.
    private readonly Channel<FrameBatch> _batches = Links.Lossless<FrameBatch>(depth: 1);
    private readonly SemaphoreSlim _stirred = new(0);
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, bool> _preferred = new(StringComparer.Ordinal);
    private MuxPlace[] _places = [];
    private int _next, _nextPreferred;      // the camera after the last one that had its turn
    private volatile bool _complete;

    /// <summary>The batches. Completes after <see cref="Complete"/>, when the last camera has ended.</summary>
    public ChannelReader<FrameBatch> Batches => _batches.Reader;

    /// <summary>Takes frames from this camera too; the caller runs it and disposes it.</summary>
    public void Add(CameraSession camera)
    {
        lock (_gate)
            _places = [.. _places, new MuxPlace(camera)];
        camera.Stirred += Stir;
        Stir();
    }

    /// <summary>Takes no more frames from the camera of that name, and tells the stages that it ended.</summary>
    public void Remove(string camera)
    {
        foreach (var place in Volatile.Read(ref _places))
        {
            if (place.Name == camera)
                place.Leaving = true;
        }

        Stir();
    }

    /// <summary>
    /// Says whether somebody is in view of a camera of whom it is not yet known who that is. It decides who waits, and only under load; frames of one
    /// camera keep their order, and of files none are lost whatever it says.
    /// </summary>
    public void Prefer(string camera, bool whether)
    {
        if (whether)
            _preferred[camera] = true;
        else
            _preferred.TryRemove(camera, out _);
    }

    /// <summary>No camera will be added any more.</summary>
    public void Complete()
    {
        _complete = true;
        Stir();
    }

    /// <summary>Makes batches until all cameras have ended and <see cref="Complete"/> was called, or <paramref name="cancel"/>.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            while (await _batches.Writer.WaitToWriteAsync(cancel).ConfigureAwait(false))
            {
                if (await GatherAsync(cancel).ConfigureAwait(false) is not { } batch)
                    return;
                if (batch.Frames.Count > 0)
                    metrics.BatchSize("mux", batch.Frames.Count);
                _batches.Writer.TryWrite(batch);       // nobody else writes, so the room is still there
            }
        }
        finally
        {
            foreach (var place in _places)
                place.Release();
            _batches.Writer.TryComplete();
        }
    }

    /// <summary>The next batch; <see langword="null"/> when there will be none.</summary>
    private async Task<FrameBatch?> GatherAsync(CancellationToken cancel)
    {
        var (frames, ended) = (new List<Frame>(), new List<string>());
        try
        {
            for (long began = 0; ;)
            {
                var places = Volatile.Read(ref _places);
                Visit(places, frames, ended);
                if (frames.Count == 0 && ended.Count == 0)
                {
                    if (_complete && Volatile.Read(ref _places).Length == 0)
                        return null;
                    await _stirred.WaitAsync(cancel).ConfigureAwait(false);
                    continue;
                }

                if (began == 0)
                    began = Stopwatch.GetTimestamp();
                var left = window - Stopwatch.GetElapsedTime(began);
                if (frames.Count >= batchSize || left <= TimeSpan.Zero || places.All(place => place.Visited || !place.Camera.IsLive))
                    return new FrameBatch(frames, ended) { Gathered = Stopwatch.GetTimestamp(), Lost = Lost(places) };
                await _stirred.WaitAsync(left, cancel).ConfigureAwait(false);
            }
        }
        catch
        {
            frames.ForEach(Drop);
            throw;
        }
        finally
        {
            foreach (var place in _places)
                place.Visited = false;
        }
    }

    /// <summary>One round. It begins with the camera after the last one that had its turn, so that under load each has one before any has a second.</summary>
    private void Visit(MuxPlace[] places, List<Frame> frames, List<string> ended)
    {
        if (places.Length > batchSize && !_preferred.IsEmpty)
            Visit(places, frames, ended, batchSize - Math.Max(1, batchSize / 4), preferred: true, ref _nextPreferred);
        Visit(places, frames, ended, batchSize, preferred: false, ref _next);
    }

    private void Visit(MuxPlace[] places, List<Frame> frames, List<string> ended, int room, bool preferred, ref int next)
    {
        var first = next;
        for (var i = 0; i < places.Length && frames.Count < room; i++)
        {
            var at = (first + i) % places.Length;
            var place = places[at];
            if (place.Visited || (preferred && !_preferred.ContainsKey(place.Name)) || HasPredecessor(places, at) || ended.Contains(place.Name))
                continue;
            if (place.Visit(frames, ended))
                Leave(place);
            if (place.Visited)
                next = at + 1;
        }
    }

    /// <summary>An earlier session of the same name must be over, and its end told, before frames of the new one come.</summary>
    private static bool HasPredecessor(MuxPlace[] places, int at)
    {
        for (var i = 0; i < at; i++)
        {
            if (places[i].Name == places[at].Name)
                return true;
        }

        return false;
    }

    private static long Lost(MuxPlace[] places)
    {
        var lost = 0L;
        foreach (var place in places)
            lost += place.Lost();
        return lost;
    }

    private void Leave(MuxPlace place)
    {
        place.Release();
        place.Camera.Stirred -= Stir;
        _preferred.TryRemove(place.Name, out _);
        lock (_gate)
            _places = [.. _places.Where(other => other != place)];
    }

    private void Drop(Frame frame)
    {
        var place = Array.Find(_places, place => place.Name == frame.Header.Camera);
        place?.Camera.Counters.CountDropped(DropReason.Shutdown);
        frame.Dispose();
    }

    /// <summary>One wake-up is enough for any number of causes.</summary>
    private void Stir()
    {
        if (_stirred.CurrentCount == 0)
            _stirred.Release();
    }
}
