namespace FaceStream.Recognizer.Detection.Mtcnn;

/// <summary>A list for each frame of a batch, kept for the next batch.</summary>
internal sealed class PerFrame<T>
{
    private readonly List<List<T>> _lists = [];

    /// <summary>That of a frame, by its place in the batch.</summary>
    public List<T> this[int frame] => _lists[frame];

    /// <summary>Begins a batch: empty lists.</summary>
    public void Start(int frames)
    {
        while (_lists.Count < frames)
            _lists.Add([]);
        for (var i = 0; i < frames; i++)
            _lists[i].Clear();
    }
}
