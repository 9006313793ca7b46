using FaceStream.Gallery.Sightings;
using FaceStream.Gallery.Storage;

namespace FaceStream.Gallery.Tests.Sightings;

/// <summary>A real store on a disk that the test fills and empties.</summary>
internal sealed class HandStore(string path) : ISightingStore
{
    private readonly SqliteSightingStore _store = new(path, TimeSpan.FromSeconds(1));

    public bool Full { get; set; }

    public string Location => _store.Location;

    public IReadOnlyList<long> Add(IReadOnlyList<NewSighting> sightings)
    {
        if (Full)
            throw new GalleryException(GalleryFault.DiskFull, Location, "has no space left on its disk", "Free some space and try again.", store: "record of sightings");
        return _store.Add(sightings);
    }

    public SightingPage List(SightingFilter filter, int limit, SightingCursor? after) => _store.List(filter, limit, after);

    public Sighting? Show(long id) => _store.Show(id);

    public IReadOnlyList<SeenLook> Looks(long id) => _store.Looks(id);

    public IReadOnlySet<long> Ids(SightingFilter filter) => _store.Ids(filter);

    public IReadOnlyList<LookVector> Vectors(long after, int most) => _store.Vectors(after, most);

    public SightingExtent Extent() => _store.Extent();

    public IReadOnlySet<long> LookIds() => _store.LookIds();

    public ReadOnlyMemory<byte>? Picture(long look) => _store.Picture(look);

    public ReadOnlyMemory<byte>? Explanation(long id) => _store.Explanation(id);

    public IReadOnlyList<StrangerCount> Strangers(DateTimeOffset since) => _store.Strangers(since);

    public IReadOnlyList<NameTally> Names(DateTimeOffset since) => _store.Names(since);

    public IReadOnlyList<PersonCount> Named(DateTimeOffset since) => _store.Named(since);

    public bool Name(long id, SightingDecision decision, FormerDecision? former) => _store.Name(id, decision, former);

    public void Taught(long id, IReadOnlyList<long> templates) => _store.Taught(id, templates);

    public void Begin(long id, DateTimeOffset at) => _store.Begin(id, at);

    public void Finished(long id) => _store.Finished(id);

    public IReadOnlyList<UnfinishedWord> Unfinished() => _store.Unfinished();

    public SightingHistory History(long id) => _store.History(id);

    public bool Remove(long id) => _store.Remove(id);

    public IReadOnlyList<long> People() => _store.People();

    public void Reassign(long from, long into) => _store.Reassign(from, into);

    public ForgottenPerson Forget(long person) => _store.Forget(person);

    public Purged Purge(DateTimeOffset known, DateTimeOffset unknown, bool dryRun) => _store.Purge(known, unknown, dryRun);

    public void Dispose() => _store.Dispose();
}
