using System.Collections.Immutable;
using System.Diagnostics;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;

namespace FaceStream.Dashboard.Live;

/// <summary>Somebody who wants to see some of the frames.</summary>
internal interface IViewer
{
    /// <summary>Whether a frame of that camera would be shown if it came now.</summary>
    bool Wants(string camera);

    /// <summary>Offers a frame; the viewer shares it or lets it pass, and never waits.</summary>
    void Offer(LivePicture picture);
}

/// <summary>Hands published frames to the viewers. Attached to recognition only while there is one.</summary>
internal sealed class LiveHub(RecognitionHub recognition, LiveEncoder encoder) : IRecognitionSink
{
    private readonly Lock _joining = new();
    private ImmutableArray<IViewer> _viewers = [];
    private IDisposable? _attachment;

    /// <summary>Who watches now.</summary>
    public int Viewers => _viewers.Length;

    /// <summary>Adds a viewer until the answer is disposed.</summary>
    public IDisposable Join(IViewer viewer)
    {
        lock (_joining)
        {
            _viewers = _viewers.Add(viewer);
            _attachment ??= recognition.Attach(this);
        }

        return new Seat(this, viewer);
    }

    /// <summary>On the pipeline's thread: a look at each viewer's wishes, at most one share of the frame each.</summary>
    public void FrameRecognised(Frame frame, FrameResult result)
    {
        LivePicture? picture = null;
        foreach (var viewer in _viewers)
        {
            if (viewer.Wants(result.Frame.Camera))
                viewer.Offer(picture ??= new LivePicture(frame, result, Stopwatch.GetElapsedTime(result.Frame.Arrived), encoder));
        }
    }

    /// <inheritdoc/>
    public void TrackEnded(TrackSummary track)
    {
        // The overlay shows what is in the picture.
    }

    private void Leave(IViewer viewer)
    {
        lock (_joining)
        {
            _viewers = _viewers.Remove(viewer);
            if (_viewers.IsEmpty)
            {
                _attachment?.Dispose();
                _attachment = null;
            }
        }
    }

    private sealed class Seat(LiveHub hub, IViewer viewer) : IDisposable
    {
        public void Dispose() => hub.Leave(viewer);
    }
}
