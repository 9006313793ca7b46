using FaceStream.Gallery;
using FaceStream.Recognizer.Quality;

namespace FaceStream.Recognizer.Identification;

/// <summary>Recognises in a new track the person of one that was lost a few seconds ago, by looks alone.</summary>
internal sealed class TrackRejoin(ScoreModel model, IdentificationOptions options)
{
    /// <summary>The lost track that a new one carries on, or null.</summary>
    /// <param name="look">The new track's first look.</param>
    /// <param name="quality">Of that look.</param>
    /// <param name="since">When the new track was first seen; who was seen since then is somebody else.</param>
    /// <param name="lost">Tracks that are out of view.</param>
    public TrackIdentity? Find(Embedding look, in LookQuality quality, TimeSpan since, IReadOnlyList<TrackIdentity> lost)
    {
        var (best, chance) = (default(TrackIdentity), options.RejoinRate / Math.Max(1, lost.Count));
        foreach (var track in lost)
        {
            if (track.Last >= since || since - track.Last > TimeSpan.FromSeconds(options.RejoinSeconds))
                continue;
            foreach (var kept in track.Evidence.Looks)
            {
                var odds = model.ChanceSideBySide(kept.Similarity(look), Math.Min(quality.Score, kept.Quality));
                if (odds < chance)
                    (best, chance) = (track, odds);
            }
        }

        return best;
    }
}
