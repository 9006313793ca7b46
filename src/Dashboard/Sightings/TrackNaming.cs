using FaceStream.Dashboard.Web;
using FaceStream.Gallery;
using FaceStream.Recognizer.Enrolment;

namespace FaceStream.Dashboard.Sightings;

/// <summary>An operator says who is in view: the best looks so far are judged as any picture is, and enrolled. Recognition knows the person from the next frame on.</summary>
internal sealed class TrackNaming(TracksInView tracks, EnrolmentDesk desk, GalleryService gallery, GalleryMetrics metrics, NamedLooks looks, TimeProvider time)
{
    private readonly Lock _one = new();

    /// <summary>Takes a track for the person of this name, who is enrolled when new; null for nobody known.</summary>
    /// <param name="camera">Its camera.</param>
    /// <param name="track">Its number.</param>
    /// <param name="name">Whom.</param>
    /// <param name="force">Quality, and whom the looks resemble, are the operator's decision.</param>
    /// <returns>Whether it is taken for that person, with a verdict for each look; null when the track is not in view.</returns>
    /// <exception cref="GalleryRefusedException">The name is none.</exception>
    /// <exception cref="ProblemException">There is no look yet.</exception>
    public (bool Named, EnrolmentReport Report)? Name(string camera, int track, string? name, bool force)
    {
        lock (_one)
        {
            if (tracks.Find(camera, track) is not { } seen)
                return null;
            var parsed = name is null ? null : PersonName.Parse(name);
            if (parsed is not null && seen.Looks.Count == 0)
                throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "no-looks", $"Track {track} of camera '{camera}' has shown no look yet that is good enough. Try again in a moment.");

            // What the former name enrolled would be in the way of the new one.
            if (seen.Decision is { Person: { } former } && former != (parsed is null ? null : gallery.Named(parsed)?.Id))
                Undo(camera, track);
            if (parsed is null)
                return (tracks.Decide(camera, track, new(null, time.GetUtcNow(), [])), new(null, false, []));

            var report = desk.Enrol(
                parsed, [.. seen.Looks.Select(look => (NamedLooks.Source(camera, look), look.Picture))], force ? EnrolmentCare.Force : EnrolmentCare.Usual);
            foreach (var refused in report.Pictures.Where(verdict => !verdict.Accepted))
                metrics.EnrolmentRefused(refused.Reason.Label);

            // A known person needs no better look, only that nothing speaks against it.
            var named = report.Person is { } person
                && (report.Templates.Count > 0 || !report.Pictures.Any(verdict => verdict.Reason is VerdictReason.LooksLikeOther or VerdictReason.UnlikePerson))
                && tracks.Decide(camera, track, new(person.Id, time.GetUtcNow(), [.. Known(camera, track), .. report.Templates]));
            return (named, report);
        }
    }

    /// <summary>Takes the name back, with what it enrolled. False when the track is not in view.</summary>
    /// <exception cref="ProblemException">Nobody has named it.</exception>
    public bool TakeBack(string camera, int track)
    {
        lock (_one)
        {
            if (tracks.Find(camera, track) is not { } seen)
                return false;
            if (seen.Decision is null)
                throw new ProblemException(StatusCodes.Status409Conflict, "nothing-to-undo", $"Nobody has said who track {track} of camera '{camera}' is.");
            Undo(camera, track);
            return true;
        }
    }

    private void Undo(string camera, int track)
    {
        var decision = tracks.Find(camera, track)?.Decision;
        tracks.Decide(camera, track, null);
        looks.Withdraw(decision?.Templates ?? [], decision?.Person);
    }

    /// <summary>What saying the same name before has enrolled.</summary>
    private IReadOnlyList<long> Known(string camera, int track) => tracks.Find(camera, track)?.Decision?.Templates ?? [];
}
