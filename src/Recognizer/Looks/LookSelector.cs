using FaceStream.Recognizer.Quality;

namespace FaceStream.Recognizer.Looks;

/// <summary>
/// Decides for one track which looks bring new information. Sees only time and quality, never who it is taken for, so the same
/// video gives the same looks whatever is in the gallery.
/// </summary>
internal sealed class LookSelector(LookOptions options)
{
    private readonly List<(float Yaw, float Pitch)> _poses = [];
    private double _last;
    private double _wait = options.FirstInterval;
    private readonly FaceChange _change = new();
    private float _best;
    private bool _changed;

    /// <summary>What was wrong with the latest look.</summary>
    public LookFault Fault { get; private set; }

    /// <summary>Why this look should be embedded; null when it should not. A yes counts as done.</summary>
    /// <param name="look">As measured.</param>
    /// <param name="patch">The upright face, from <see cref="FacePatch.Sample"/>.</param>
    /// <param name="now">Media time, in seconds.</param>
    public LookReason? Choose(in LookQuality look, ReadOnlySpan<float> patch, double now)
    {
        // Remembered until the face can be looked at.
        _changed |= _change.Compare(patch) < options.ChangedBelow;
        Fault = options.Limits.Judge(look);
        if (Fault != LookFault.None || Reason(look, now) is not { } reason)
            return null;

        // A look for its own sake does not delay the next regular one by more than the present wait.
        if (reason == LookReason.Interval)
            _wait = Math.Min(options.LongestInterval, _wait * options.Growth);
        _changed = false;
        _last = now;
        _best = Math.Max(_best, look.Score);
        if (IsNewPose(look))
            _poses.Add((look.Yaw, look.Pitch));
        return reason;
    }

    private LookReason? Reason(in LookQuality look, double now)
    {
        if (_poses.Count == 0)
            return LookReason.New;
        if (_changed)
            return LookReason.Changed;
        var waited = now - _last + 1e-6;
        if (waited >= _wait)
            return LookReason.Interval;
        if (waited < options.ShortestInterval)
            return null;
        if (look.Score > _best * options.BetterBy)
            return LookReason.Better;
        return look.Score > _best / 3 && IsNewPose(look) ? LookReason.Pose : null;
    }

    private bool IsNewPose(in LookQuality look)
    {
        foreach (var (yaw, pitch) in _poses)
        {
            if (Math.Abs(yaw - look.Yaw) < options.PoseStep && Math.Abs(pitch - look.Pitch) < options.PoseStep)
                return false;
        }

        return true;
    }
}
