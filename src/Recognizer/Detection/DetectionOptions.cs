using System.ComponentModel.DataAnnotations;

namespace FaceStream.Recognizer.Detection;

/// <summary>
/// How often all of a camera's area is searched. In between, known faces are followed for a fraction of the cost. All in media
/// time, so a camera of 5 and one of 50 pictures a second are searched alike.
/// </summary>
public sealed class DetectionOptions
{
    /// <summary>
    /// The longest time between two searches, when nothing moves but known people. Shorter: more cost while it is quiet.
    /// 0 searches every picture.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan SearchEvery { get; init; } = TimeSpan.FromMilliseconds(600);

    /// <summary>
    /// What `search_every` may become for live cameras while recognition cannot keep up; `search_on_motion` grows alike. Longer: more pictures are recognised under
    /// heavy load and new faces are found later; shorter: the other way round, until searches leave no time for anything else. Not above `search_every`: searches never become rarer. Files do not heed it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan SearchEveryUnderLoad { get; init; } = TimeSpan.FromMilliseconds(2400);

    /// <summary>
    /// The shortest time after a search until something that moves is reason for another. Shorter: new faces are seen sooner, at
    /// more cost in busy scenes. A known face that gets lost is looked for at once, whatever these two say.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan SearchOnMotion { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// How long a face is followed that searches no longer find, as happens when somebody turns away. Longer: fewer broken
    /// tracks, and a mistake stays longer.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan FollowUnseen { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Whether tracks end where a camera shows another scene all at once: at a cut, the next camera of a sequencer, or a preset of a PTZ camera. The whole picture
    /// is then searched at once, and only looks join a face to an earlier track. Switched off, movement alone may carry a track from one person to another.
    /// </summary>
    public bool SceneCuts { get; init; } = true;

    /// <summary>A followed face whose score falls below this is reason for a search, once. Higher: more searches in poor light.</summary>
    [Range(0, 1)]
    public float WeakScore { get; init; } = 0.8f;
}
