using FaceStream.Recognizer.Identification;

namespace FaceStream.Recognizer.Evaluation;

/// <summary>Judges the names of a video against the truth, frame by frame. Only names that are confirmed count as said.</summary>
/// <remarks>
/// <para>In each frame each enrolled person who is on screen is <em>right</em> when a face in their region has their name, else
/// <em>missing</em>. A face with another name than those who are where it is counts as <em>wrong</em>: somebody else's, a stranger's, or one where nobody is.</para>
/// <para>A <em>flip</em> is a track that goes from one name to another, with or without a pause between.</para>
/// </remarks>
/// <param name="truth">Who is on screen when and where.</param>
public sealed class VideoScore(IReadOnlyList<Appearance> truth)
{
    private readonly TimeSpan?[] _began = new TimeSpan?[truth.Count], _named = new TimeSpan?[truth.Count];
    private readonly Dictionary<int, string> _names = [];

    /// <summary>Frames judged.</summary>
    public int Frames { get; private set; }

    /// <summary>Frames in which an enrolled person on screen has their name, summed over people.</summary>
    public int Right { get; private set; }

    /// <summary>Frames in which such a person does not.</summary>
    public int Missing { get; private set; }

    /// <summary>Faces with a name that is not of anybody there, summed over frames.</summary>
    public int Wrong { get; private set; }

    /// <summary>Changes of a track from one name to another.</summary>
    public int Flips { get; private set; }

    /// <summary>Tracks that had a name.</summary>
    public int NamedTracks => _names.Count;

    /// <summary>Each appearance of an enrolled person that was seen, and the media time from its first frame to its first right name; null if never.</summary>
    public IReadOnlyList<(Appearance Appearance, TimeSpan? Delay)> Delays =>
    [
        .. truth.Select((appearance, i) => (Appearance: appearance, Began: _began[i], Named: _named[i]))
            .Where(entry => entry.Appearance.Person.Length > 0 && entry.Began is not null)
            .Select(entry => (entry.Appearance, entry.Named - entry.Began)),
    ];

    /// <summary>Judges a frame; they come in order.</summary>
    /// <param name="number">From 0.</param>
    /// <param name="result">What was said of it.</param>
    public void Add(long number, FrameResult result)
    {
        Frames++;
        var named = result.Faces.Where(face => face.Identity is { State: IdentityState.Confirmed, Person: not null }).ToArray();
        for (var i = 0; i < truth.Count; i++)
        {
            var appearance = truth[i];
            if (number < appearance.First || number > appearance.Last || appearance.Person.Length == 0)
                continue;
            _began[i] ??= result.Frame.Time;
            if (named.Any(face => face.Identity.Person == appearance.Person && appearance.Holds(number, face.Face.Box)))
            {
                Right++;
                _named[i] ??= result.Frame.Time;
            }
            else
            {
                Missing++;
            }
        }

        foreach (var face in named)
            Judge(number, face);
    }

    private void Judge(long number, RecognisedFace face)
    {
        var name = face.Identity.Person!;
        if (!truth.Any(appearance => appearance.Person == name && appearance.Holds(number, face.Face.Box)))
            Wrong++;
        if (_names.TryGetValue(face.Track, out var before) && before != name)
            Flips++;
        _names[face.Track] = name;
    }
}
