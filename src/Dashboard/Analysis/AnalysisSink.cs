using FaceStream.Dashboard.Annotation;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Pipeline;
using FaceStream.StreamIngest;

namespace FaceStream.Dashboard.Analysis;

/// <summary>Takes results as they come: counts them, writes them, draws them.</summary>
/// <param name="records">Where they are written, if anywhere.</param>
/// <param name="video">Where they are drawn, if anywhere.</param>
/// <param name="progress">Told after each frame.</param>
internal sealed class AnalysisSink(RecordWriter? records, AnnotatedVideo? video, Action<AnalysisSink> progress) : IRecognitionSink
{
    private readonly SortedDictionary<string, int> _people = new(StringComparer.Ordinal);

    /// <summary>Frames so far.</summary>
    public long Frames { get; private set; }

    /// <summary>Faces in them.</summary>
    public long Faces { get; private set; }

    /// <summary>Tracks that are over.</summary>
    public long Tracks { get; private set; }

    /// <summary>Tracks that were given a name, by name.</summary>
    public IReadOnlyDictionary<string, int> People => _people;

    /// <summary>Media time of the latest frame.</summary>
    public TimeSpan Reached { get; private set; }

    /// <summary>Who is in the latest frame.</summary>
    public IReadOnlyList<RecognisedFace> InView { get; private set; } = [];

    /// <inheritdoc/>
    public void FrameRecognised(Frame frame, FrameResult result)
    {
        Frames++;
        Faces += result.Faces.Count;
        (Reached, InView) = (result.Frame.Time, result.Faces);
        records?.Write(result);
        video?.Add(frame, result);
        progress(this);
    }

    /// <inheritdoc/>
    public void TrackEnded(TrackSummary track)
    {
        Tracks++;
        if (track.Identity is { State: IdentityState.Confirmed, Person: { } person })
            _people[person] = _people.GetValueOrDefault(person) + 1;
        records?.Write(track);
    }
}
