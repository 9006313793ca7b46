using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Looks;
using FaceStream.Recognizer.Quality;

namespace FaceStream.Recognizer.Explaining;

/// <summary>Writes down what is known of a track. Only when somebody asks, and once when it ends.</summary>
internal sealed class Explainer(string camera, ScoreModel model, IdentityRule rule)
{
    public TrackExplanation Explain(TrackIdentity track, in Ground now, bool ended)
    {
        var (evidence, ground) = (track.Evidence, track.Ground ?? now);
        return new()
        {
            Camera = camera,
            Track = track.Id,
            First = track.FirstAt,
            Last = track.LastAt,
            Seconds = (track.Last - track.First).TotalSeconds,
            Frames = track.Frames,
            Ended = ended,
            NamedAfter = (track.NamedAt - track.First)?.TotalSeconds,
            PartedFrom = track.PartedFrom,
            Lost = track.Lost?.Label,
            Said = ExplainedStatement.Of(track.Identity),
            Own = ExplainedStatement.Of(track.Own),
            Before = ExplainedStatement.Of(track.Before),
            Rival = track.Rival is { } rival ? new(rival.Id, rival.Evidence.Of(track.Own.PersonId)?.LogRatio ?? 0) : null,
            Alike = ground.Alike is { } alike ? new(alike.Person.Id, alike.Person.Name, alike.Closeness, alike.Mean, alike.Chance) : null,
            Candidates = [.. evidence.Candidates.Select(candidate => new ExplainedCandidate(
                candidate.Person.Id, candidate.Person.Name, candidate.Mean, candidate.Best, candidate.LogRatio, candidate.Chance, candidate.Probability))],
            Nobody = evidence.Nobody,
            Together = evidence.Statistics,
            Looks = Looks(track),
            NotKept = Losses(track),
            Steps = [.. track.Story.Steps.Select(step => Step(step, track.First))],
            Rule = rule.Terms(ground),
            Scores = model.Terms,
        };
    }

    private static ExplainedLook[] Looks(TrackIdentity track)
    {
        var kept = track.Evidence.Looks;
        return
        [
            .. kept.Select((look, place) => new ExplainedLook(
                look.Origin.At, (look.Origin.Time - track.First).TotalSeconds, look.Origin.Reason.Label, look.Parts, look.Weight,
                [.. look.Matches.Select(match => new ExplainedSimilarity(match.Person.Id, match.Person.Name, match.Similarity))],
                [.. kept.Take(place).Select(other => look.Similarity(other.Embedding))])),
        ];
    }

    private static ExplainedLosses Losses(TrackIdentity track) => new(
        track.Story.Unused(LookFault.None),
        Enum.GetValues<LookFault>().Where(fault => fault != LookFault.None && track.Story.Unused(fault) > 0)
            .ToDictionary(fault => fault.ToString().ToLowerInvariant(), track.Story.Unused, StringComparer.Ordinal),
        track.Evidence.Crowded, track.Evidence.SomebodyElses);

    private static ExplainedStep Step(in Step step, TimeSpan first) => new(
        (step.Time - first).TotalSeconds, step.Cause.ToString().ToLowerInvariant(), step.Looks, step.After.State.Label, step.After.PersonId, step.After.Person,
        step.Lead?.LogRatio ?? 0, step.Lead?.Chance ?? 1, step.Bar, step.Share, step.After.Confidence);
}
