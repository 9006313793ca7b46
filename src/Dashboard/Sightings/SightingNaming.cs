using FaceStream.Dashboard.Web;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;

namespace FaceStream.Dashboard.Sightings;

/// <summary>
/// An operator says who somebody was: the looks become templates, so that the next time the pipeline knows. Another word later takes them to whom it names,
/// and the last word can be taken back.
/// </summary>
/// <remarks>
/// People and sightings are two files, and each is changed in one step. The order: what is enrolled comes first, since the record keeps its numbers; then the
/// word; what leaves the gallery goes last. A step that fails takes back those before it, so that a word is taken whole or not at all. The record says what is
/// under way, so that the next start can finish it where the process is killed in between.
/// </remarks>
internal sealed class SightingNaming(SightingService sightings, GalleryService gallery, NamedLooks looks, TimeProvider time)
{
    private readonly Lock _one = new();

    /// <summary>Takes a sighting for the person of this name, who is enrolled when new; null for nobody known. False when it is not kept.</summary>
    /// <exception cref="GalleryRefusedException">The name is none.</exception>
    /// <exception cref="ProblemException">The name is new, and there is no look to enrol.</exception>
    public bool Name(long id, string? name)
    {
        lock (_one)
            return sightings.Show(id) is { } sighting && Name(sighting, name);
    }

    /// <summary>It is who it is taken for. False when it is not kept.</summary>
    public bool Confirm(long id)
    {
        lock (_one)
            return sightings.Show(id) is { } sighting && Name(sighting, sighting.Person is { } person ? gallery.Find(person)?.Name : null);
    }

    /// <summary>Takes the last word back: the sighting is taken for whom it was, and the templates are as they were. False when it is not kept.</summary>
    /// <exception cref="ProblemException">There is nothing to undo.</exception>
    public bool Undo(long id)
    {
        lock (_one)
        {
            if (sightings.Show(id) is not { } sighting)
                return false;
            var history = sightings.History(id);
            if (history.Former is not { } former)
                throw new ProblemException(StatusCodes.Status409Conflict, "nothing-to-undo", $"Nobody has said who sighting {id} was, or all of it was taken back already.");

            var person = former.Person is { } before ? gallery.Find(before) : null;
            var same = person?.Id == sighting.Person;
            var learnt = former.Enrolled && person is not null && !same ? looks.Enrol(person.Name, sighting) : null;
            var templates = former.Enrolled && person is not null && same ? history.Templates : learnt?.Templates ?? [];
            return Take(sighting, history, new(person?.Id, former.At, templates), former: null, learnt);
        }
    }

    private bool Name(Sighting sighting, string? name)
    {
        var (history, now) = (sightings.History(sighting.Id), time.GetUtcNow());
        var former = new FormerDecision(sighting.Person, sighting.Decided, history.Templates.Count > 0);
        if (name is null)
            return Take(sighting, history, new(null, now, []), former);

        // A sighting that was taken for the same person already teaches nothing that the gallery does not know.
        if (gallery.Named(PersonName.Parse(name)) is { } known && known.Id == sighting.Person)
            return Take(sighting, history, new(known.Id, now, history.Templates), former);

        var learnt = looks.Enrol(name, sighting) ?? throw new ProblemException(
            StatusCodes.Status422UnprocessableEntity, "no-looks", $"No look of sighting {sighting.Id} was good enough to be kept, so '{name}' cannot be enrolled from it. Enrol a picture first.", ("name", name));
        return Take(sighting, history, new(learnt.Person.Id, now, learnt.Templates), former, learnt);
    }

    private bool Take(Sighting sighting, SightingHistory history, SightingDecision decision, FormerDecision? former, Learnt? learnt = null)
    {
        // It is not kept when its time has come since: nothing would say where the looks came from.
        var kept = looks.Whole(learnt, () => sightings.Name(sighting.Id, decision, former) && Withdrawn(sighting, history, decision, former));

        // Afterwards: who is left with nothing is removed, and so are all sightings that are taken for them.
        if (kept)
            looks.Settle(sighting.Person);
        sightings.Finished(sighting.Id);
        return kept;
    }

    /// <summary>What the former word enrolled goes; when it cannot, that word is put back.</summary>
    private bool Withdrawn(Sighting sighting, SightingHistory history, SightingDecision decision, FormerDecision? former)
    {
        try
        {
            looks.Remove([.. history.Templates.Except(decision.Templates)]);
            return true;
        }
        catch
        {
            sightings.Name(sighting.Id, new(sighting.Person, sighting.Decided, history.Templates), former is null ? history.Former : null);
            throw;
        }
    }
}
