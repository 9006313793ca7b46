using FaceStream.Recognizer.Identification;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Dashboard.Annotation;

/// <summary>
/// Writes what was seen into a video: each result is drawn on the very frame it belongs to, and each frame is shown at its
/// own time, though the video has a fixed rate.
/// </summary>
/// <param name="path">An MP4; it appears when it is whole.</param>
/// <param name="rate">Pictures a second of the video; asked when the first frame is there.</param>
internal sealed class AnnotatedVideo(string path, Func<double> rate) : IDisposable
{
    private VideoWriter? _writer;
    private Canvas? _canvas;
    private LabelPress? _labels;
    private Overlay? _overlay;
    private double _fps;
    private long _written;

    /// <summary>Frames of another size than the first; an MP4 holds one size, so they are left out.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Adds a frame. It stays the caller's.</summary>
    public void Add(Frame frame, FrameResult result)
    {
        var header = frame.Header;
        if (_canvas is null)
            Begin(header);
        if (_canvas!.Size != (header.Width, header.Height))
        {
            LeftOut++;
            return;
        }

        // A gap in time is filled with the picture before it; a frame that comes too early replaces nobody.
        var place = (long)Math.Round(header.Time.TotalSeconds * _fps);
        for (; _written > 0 && _written < place; _written++)
            _writer!.Write(_canvas.Planes);
        _canvas.Load(frame);
        _overlay!.Draw(_canvas, result.Faces);
        if (place < _written)
            return;
        _writer!.Write(_canvas.Planes);
        _written++;
    }

    /// <summary>Ends the video; without it nothing is left behind.</summary>
    public void Finish() => _writer?.Finish();

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer?.Dispose();
        _labels?.Dispose();
    }

    private void Begin(FrameHeader header)
    {
        _fps = rate();
        _writer = new VideoWriter(path, header.Width, header.Height, _fps, header.Colour);
        _canvas = new Canvas(header);
        _labels = new LabelPress(Math.Max(14, header.Height / 36));
        _overlay = new Overlay(_labels);
    }
}
