using FaceStream.StreamIngest.Cameras;

namespace FaceStream.StreamIngest.Pipeline;

/// <summary>A camera of a <see cref="FrameMux"/>, and how far its frames have come.</summary>
internal sealed class MuxPlace(CameraSession camera)
{
    private int? _epoch;        // of the last frame passed on, while its stream has not ended
    private Frame? _held;       // the first frame of a new stream, until the end of the old one was told
    private long _lost = LostInAll(camera);

    public CameraSession Camera { get; } = camera;

    /// <summary>Of the camera; a session that follows another has the same.</summary>
    public string Name => Camera.Options.Name;

    /// <summary>Has its share in the batch that is being gathered.</summary>
    public bool Visited { get; set; }

    /// <summary>Its frames are not wanted any more.</summary>
    public volatile bool Leaving;

    /// <summary>Takes its next frame, or the word that its stream has ended.</summary>
    /// <returns>Whether nothing will come any more.</returns>
    public bool Visit(List<Frame> frames, List<string> ended)
    {
        var over = Camera.Epoch;        // read before the link: all frames of these streams are in it or gone
        if (Leaving)
        {
            End(ended);
            return true;
        }

        var frame = _held ?? (Camera.Frames.TryRead(out var next) ? next : null);
        _held = null;
        if (frame is not null && _epoch is { } epoch && epoch != frame.Header.Epoch)
        {
            _held = frame;         // the end of its predecessor goes before it, in a batch of its own
            End(ended);
        }
        else if (frame is not null)
        {
            _epoch = frame.Header.Epoch;
            Visited = true;
            frames.Add(frame);
        }
        else if (Camera.Frames.Completion.IsCompleted)
        {
            End(ended);
            return true;
        }
        else if (_epoch < over)
        {
            End(ended);
        }

        return false;
    }

    /// <summary>Lets go of a frame that waits.</summary>
    public void Release()
    {
        if (_held is null)
            return;
        _held.Dispose();
        _held = null;
        Camera.Counters.CountDropped(DropReason.Shutdown);
    }

    /// <summary>Pictures that recognition was too slow for, since this was last asked.</summary>
    public long Lost()
    {
        var before = _lost;
        return (_lost = LostInAll(Camera)) - before;
    }

    private void End(List<string> ended)
    {
        if (_epoch is null)
            return;
        _epoch = null;
        Visited = true;
        ended.Add(Name);
    }

    private static long LostInAll(CameraSession camera) => camera.Counters.Dropped(DropReason.Overload) + camera.Counters.Dropped(DropReason.Pool);
}
