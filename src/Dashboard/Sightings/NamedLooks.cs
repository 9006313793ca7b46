using System.Numerics.Tensors;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;

namespace FaceStream.Dashboard.Sightings;

/// <summary>Looks of a sighting that become somebody's templates when it is named, and go when the name is taken back.</summary>
internal sealed class NamedLooks(GalleryService gallery, SightingService sightings, TimeProvider time)
{
    // The same vector; what is left is rounding.
    private const float Same = 0.9999f;

    // More looks than the coverage rule leaves searched.
    private const int MostLearnt = 20;

    /// <summary>Enrols the looks of a sighting that the person of this name does not have yet, once the record of sightings knows that it is done.</summary>
    /// <returns>Who that is, and the new templates; null when the name is new and there is no look.</returns>
    /// <exception cref="GalleryRefusedException">The name is none.</exception>
    /// <exception cref="GalleryException">The gallery failed; nothing was changed.</exception>
    public Learnt? Enrol(string name, Sighting sighting)
    {
        var known = gallery.Named(PersonName.Parse(name));
        NewTemplate[] fresh =
        [
            .. sightings.Looks(sighting.Id).Where(look => known is null || !Has(known, look.Embedding))
                .Select(look => new NewTemplate(look.Embedding, look.Quality, Source(sighting.Camera, look), look.Picture)),
        ];
        if (fresh.Length == 0)
            return known is null ? null : new(known, New: false, []);
        sightings.Begin(sighting.Id, time.GetUtcNow());
        var enrolled = gallery.Enrol(known?.Name ?? name, fresh);
        return new(enrolled.Person, enrolled.Created, [.. enrolled.Templates.Select(template => template.Id)]);
    }

    /// <summary>Says in the record of sightings what belongs to a change of the gallery. When that fails, or the record has no place for it, the change is taken back.</summary>
    public bool Whole(Learnt? learnt, Func<bool> record)
    {
        var recorded = false;
        try
        {
            return recorded = record();
        }
        finally
        {
            if (!recorded && learnt is { Templates.Count: > 0 })
                Unlearn(learnt);
        }
    }

    /// <summary>Removes templates that came with a name, and then looks after the person as <see cref="Settle"/> does.</summary>
    public void Withdraw(IReadOnlyList<long> templates, long? person)
    {
        Remove(templates);
        Settle(person);
    }

    /// <summary>Removes templates, all or none.</summary>
    public void Remove(IReadOnlyList<long> templates)
    {
        if (templates.Count > 0)
            gallery.RemoveTemplates(templates);
    }

    /// <summary>
    /// A person who has no template any more is known by the other sightings that an operator takes for them,
    /// and is removed when nothing is left: no template, and no sighting.
    /// </summary>
    public void Settle(long? person)
    {
        if (person is not { } id || gallery.Show(id) is not { Templates.Count: 0 } empty)
            return;
        if (sightings.List(new(Person: id), 1).Sightings.Count == 0)
            gallery.Remove(id);
        else
            LearnAgain(empty.Person);
    }

    /// <summary>Finishes what a process that was killed, or a file that could not be written, left by half: a word that is kept is carried out, of any other nothing is left.</summary>
    /// <exception cref="GalleryException">A file failed; the next call goes on.</exception>
    public void Finish(UnfinishedWord word)
    {
        var wordless = Wordless(word);
        Remove([.. wordless.SelectMany(theirs => theirs.Templates), .. word.Templates]);
        foreach (var person in wordless.Select(theirs => (long?)theirs.Person).Append(word.Former).Distinct())
            Settle(person);
        sightings.Finished(word.Sighting);
    }

    /// <summary>What an enrolled look is called: where and when it was.</summary>
    public static string Source(string camera, SeenLook look) => $"{camera} {look.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";

    /// <summary>What was confirmed while others' looks stood for it taught nothing then, and is all that there is now.</summary>
    private void LearnAgain(Person person)
    {
        foreach (var confirmed in sightings.List(new(Person: person.Id, Decided: true), MostLearnt).Sightings)
        {
            if (Enrol(person.Name, confirmed) is not { Templates.Count: > 0 } learnt)
                continue;
            Whole(learnt, () =>
            {
                sightings.Taught(confirmed.Id, learnt.Templates);
                return true;
            });
        }
    }

    /// <summary>What the gallery took up of a sighting's looks, told by place, time and picture, that no word stands for.</summary>
    private List<(long Person, long[] Templates)> Wordless(UnfinishedWord word)
    {
        if (word.Since is not { } since || sightings.Show(word.Sighting) is not { } sighting)
            return [];
        var (looks, known) = (sightings.Looks(word.Sighting).ToLookup(look => Source(sighting.Camera, look)), sightings.History(word.Sighting).Templates);
        return
        [
            .. gallery.People
                .Select(person => (person.Id, Templates: (gallery.Show(person.Id)?.Templates ?? []).Where(IsWordless).Select(template => template.Id).ToArray()))
                .Where(theirs => theirs.Templates.Length > 0),
        ];

        bool IsWordless(TemplateDetails template) => template.Created >= since && !known.Contains(template.Id)
            && looks[template.Source].Any(look => look.Picture.Span.SequenceEqual((gallery.Picture(template.Id) ?? default).Span));
    }

    /// <summary>The person is as before, and gone who was not there.</summary>
    private void Unlearn(Learnt learnt)
    {
        // With a person all sightings go that are taken for them, so none may be.
        if (learnt.New && sightings.List(new(Person: learnt.Person.Id), 1).Sightings.Count == 0)
            gallery.Remove(learnt.Person.Id);
        else
            Remove(learnt.Templates);
    }

    private bool Has(Person person, Embedding look) =>
        gallery.Snapshot(look.Model).VectorsOf(person.Id).Concat(gallery.SetAside(person.Id, look.Model)).Any(known => TensorPrimitives.Dot(known.Span, look.Vector.Span) >= Same);
}

/// <summary>What a name has enrolled.</summary>
/// <param name="Person">Whose name it is.</param>
/// <param name="New">Nobody had it before.</param>
/// <param name="Templates">Those that were added.</param>
internal sealed record Learnt(Person Person, bool New, IReadOnlyList<long> Templates);
