using FaceStream.Gallery.Health;
using FaceStream.Gallery.Storage;
using FaceStream.Gallery.Transfer;

namespace FaceStream.Gallery;

/// <summary>The people: the one door for changes, and the newest snapshot for everybody who reads.</summary>
/// <remarks>
/// A change is durable, and visible in <see cref="Snapshot"/>, when its method returns. Changes by another process are
/// noticed by <see cref="Refresh"/>, which also runs every second. All members may be called from any thread;
/// readers never wait for writers.
/// </remarks>
public sealed class GalleryService : IDisposable
{
    /// <summary>How long a change by another process may stay unseen.</summary>
    public static TimeSpan RefreshPeriod { get; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a change waits for another process's lock.</summary>
    public static TimeSpan LockWait { get; } = TimeSpan.FromSeconds(5);

    private readonly IGalleryStore _store;
    private readonly GalleryMirror _mirror;
    private readonly GalleryMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private volatile Listed? _listed;

    internal GalleryService(IGalleryStore store, GalleryMetrics metrics, TimeProvider time)
    {
        (_store, _metrics, _time) = (store, metrics, time);
        _mirror = new GalleryMirror(store, metrics);
        _timer = time.CreateTimer(_ => Tell(_mirror.TryRefresh()), null, RefreshPeriod, RefreshPeriod);
    }

    /// <summary>Something was enrolled, renamed, hidden, merged or removed, here or by another process. Raised by the thread that noticed.</summary>
    public event Action? Changed;

    /// <summary>Where the gallery is kept.</summary>
    public string Location => _store.Location;

    /// <summary>Why the store could not be asked for changes the last time, or null when it could.</summary>
    public GalleryException? Fault => _mirror.Fault;

    /// <summary>Everybody, by name.</summary>
    public IReadOnlyList<Person> People => _mirror.State.People.ByName;

    /// <summary>Opens the gallery, and creates it when there is no file.</summary>
    /// <exception cref="GalleryException">It cannot be used; cause, path and remedy are in the message.</exception>
    public static GalleryService Open(string path, GalleryMetrics metrics, TimeProvider time) => Open(path, metrics, time, LockWait);

    internal static GalleryService Open(string path, GalleryMetrics metrics, TimeProvider time, TimeSpan wait)
    {
        var store = new SqliteGalleryStore(path, wait);
        try
        {
            return new(store, metrics, time);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>The people and templates of one model, as they are now. Never null; empty for a model nothing was enrolled with.</summary>
    public GallerySnapshot Snapshot(string model) => _mirror.State.Snapshot(model);

    /// <summary>The people whom no <see cref="Snapshot"/> of these models can find, because only others have embedded their pictures.</summary>
    public IReadOnlyList<Person> Unembedded(params IReadOnlyCollection<string> models) => _mirror.State.Unembedded(models);

    /// <summary>Who has this name (case, composition and spaces aside).</summary>
    public Person? Named(string name) => _mirror.State.People.Named(name);

    /// <summary>Who has this id.</summary>
    public Person? Find(long id) => _mirror.State.People.TryGet(id, out var person) ? person : null;

    /// <summary>Who has this name or, when nobody has, this id: for somebody who may have typed either.</summary>
    public Person? Find(string nameOrId) => Named(nameOrId) ?? (long.TryParse(nameOrId, out var id) ? Find(id) : null);

    /// <summary>Everybody with counts and the best picture, by name. Read anew only after a change.</summary>
    public IReadOnlyList<PersonSummary> List()
    {
        // The state is older than what is read next, so a change in between is seen by the next caller.
        var state = _mirror.State;
        if (_listed is { } listed && listed.State == state)
            return listed.List;
        var list = _store.List();
        _listed = new(state, list);
        return list;
    }

    /// <summary>A person with the templates, oldest first, or null when nobody has the id.</summary>
    public PersonDetails? Show(long id) => _store.Show(id);

    /// <summary>The crop that was kept of a template, as JPEG, or null.</summary>
    public ReadOnlyMemory<byte>? Picture(long templateId) => _store.Picture(templateId);

    /// <inheritdoc cref="IGalleryStore.HasFile"/>
    public bool HasFile(long person, ReadOnlyMemory<byte> digest) => _store.HasFile(person, digest);

    /// <summary>Who is easily taken for whom, which templates do not fit, and who has too few. For N templates of the model, the time of N searches.</summary>
    public GalleryHealth Health(string model, HealthLimits limits, CancellationToken cancel)
    {
        var state = _mirror.State;
        return HealthCheck.Of(state.Snapshot(model), state.People.ByName, limits, cancel);
    }

    /// <summary>The same of one person only: as many searches as there are templates of theirs. Null when nobody has the id.</summary>
    public GalleryHealth? Health(string model, long person, HealthLimits limits, CancellationToken cancel)
    {
        var state = _mirror.State;
        return state.People.TryGet(person, out var found) ? HealthCheck.Of(state.Snapshot(model), [found], limits, cancel) : null;
    }

    /// <summary>Reads the whole store and says what is damaged; nothing, if it is well.</summary>
    public IReadOnlyList<string> Check() => _store.Check();

    /// <summary>Adds templates to the person of this name, who is created when absent: all of them, or none.</summary>
    /// <exception cref="GalleryRefusedException">The name or an embedding is not acceptable.</exception>
    /// <exception cref="GalleryException">The store failed; nothing was changed.</exception>
    public Enrolled Enrol(string name, IReadOnlyList<NewTemplate> templates)
    {
        ArgumentOutOfRangeException.ThrowIfZero(templates.Count);
        var parsed = PersonName.Parse(name);
        NewTemplate[] accepted = [.. templates.Select(TemplateRules.Accept)];
        var enrolled = Change(store => store.Enrol(parsed, accepted, _time.GetUtcNow()), (state, done) => state.With(done.Person).With(done.Search));
        _metrics.EnrolmentAccepted(accepted.Length);
        return enrolled;
    }

    /// <summary>Gives a person another name.</summary>
    /// <exception cref="GalleryRefusedException">No such person, no acceptable name, or somebody else's.</exception>
    public Person Rename(long id, string name)
    {
        var parsed = PersonName.Parse(name);
        return Change(store => store.Rename(id, parsed), (state, person) => state.With(person), erases: true);
    }

    /// <summary>Leaves a person out of lists and suggestions, or takes them in again. Recognition does not ask for it.</summary>
    /// <exception cref="GalleryRefusedException">There is no such person.</exception>
    public Person Hide(long id, bool hidden) => Change(store => store.Hide(id, hidden), (state, person) => state.With(person));

    /// <summary>Gives all templates of one person to another, and removes the first.</summary>
    /// <param name="from">Is gone afterwards.</param>
    /// <param name="into">Has them.</param>
    /// <param name="first">Does elsewhere what belongs to it, once both are known to be there and the gallery can be written; where it fails, nothing was changed.</param>
    /// <exception cref="GalleryRefusedException">There is no such person, or the two are one.</exception>
    public void Merge(long from, long into, Action? first = null)
    {
        if (from == into)
            throw new GalleryRefusedException(GalleryRefusal.SamePerson, $"Person {from} cannot be merged with itself. Name two people.");
        Change(store => store.Merge(from, into, first), (state, change) => state.Merged(from, into).With(change), erases: true);
    }

    /// <summary>Removes a person, with templates, pictures, and every trace of them in the file and its journal.</summary>
    /// <returns>What that was.</returns>
    /// <exception cref="GalleryRefusedException">There is no such person.</exception>
    public ErasedPerson Remove(long id) => Change(store => store.Remove(id), (state, _) => state.Without(id), erases: true) with { Scrubbed = _mirror.Scrubbed };

    /// <summary>Removes one template with its picture, or the one that re-embedding put in its place; the person stays, and what only it covered is searched again.</summary>
    /// <exception cref="GalleryRefusedException">There is no such template.</exception>
    public void RemoveTemplate(long id) => Change(store => store.RemoveTemplate(id), (state, change) => state.With(change), erases: true);

    /// <summary>The same of several, all or none; those that somebody else removed before are passed by.</summary>
    /// <exception cref="GalleryException">The store failed; nothing was changed.</exception>
    public void RemoveTemplates(IReadOnlyList<long> ids) =>
        Change(store => store.RemoveTemplates(ids), (state, changes) => changes.Aggregate(state, (now, change) => now.With(change)), erases: true);

    /// <summary>Has a template that was set aside searched again. It stays so.</summary>
    /// <exception cref="GalleryRefusedException">There is no such template.</exception>
    public void Restore(long template) => Change(store => store.Restore(template), (state, change) => state.With(change));

    /// <summary>Sets aside what is redundant of those who were enrolled before there was a rule for it: once, a few people at a time, so that nobody waits long for it.</summary>
    /// <returns>How many templates that were searched are set aside now, and of how many people.</returns>
    /// <exception cref="GalleryException">The store failed; what was done so far stays, and the rest is done by the next call.</exception>
    public (int Templates, int People) SettleOlder(CancellationToken cancel)
    {
        const int AtOnce = 100;
        var (templates, people) = (0, 0);
        while (!cancel.IsCancellationRequested && _mirror.Change(store => store.SettleOlder(AtOnce), (state, done) => state.With(done)) is { Count: > 0 } settled)
        {
            Tell(true);
            (templates, people) = (templates + settled.Sum(one => one.Out.Count), people + settled.Count(one => one.Out.Count > 0));
        }

        return (templates, people);
    }

    /// <summary>The vectors of a person's templates of a model that are set aside, <c>[dimension]</c> each: not in <see cref="Snapshot"/>, and yet known.</summary>
    public IReadOnlyList<ReadOnlyMemory<float>> SetAside(long person, string model) => _store.SetAside(person, model);

    /// <summary>Puts another embedding of the same picture, by another model, in a template's place; the picture and what is known of it stay.</summary>
    /// <exception cref="GalleryRefusedException">There is no such template, or the embedding is not acceptable.</exception>
    public Template Replace(long template, Embedding embedding)
    {
        var accepted = EmbeddingRules.Accept(embedding);
        return Change(store => store.Replace(template, accepted), (state, done) => state.With(done.Search)).Template;
    }

    /// <summary>Writes everybody, with vectors and pictures, into a ZIP file that <see cref="Import"/> reads. Changes go on meanwhile, and are not in it.</summary>
    /// <returns>How many people and templates were written.</returns>
    /// <exception cref="GalleryException">The store failed.</exception>
    public (int People, int Looks) Export(Stream archive)
    {
        using var writer = new ArchiveWriter(archive);
        _store.Export(writer.Add);
        return writer.Finish(_time.GetUtcNow());
    }

    /// <summary>Adds what <see cref="Export"/> wrote, here or elsewhere: all that is fit to be taken, or, when this fails, nothing.</summary>
    /// <param name="archive">Can seek.</param>
    /// <param name="model">The embedder in use; a look of another one is taken only with its picture, from which it can be embedded again.</param>
    /// <param name="dryRun">Only says what it would do.</param>
    /// <returns>What became of each person, with what was refused.</returns>
    /// <exception cref="GalleryRefusedException">The file is no such archive.</exception>
    /// <exception cref="GalleryException">The store failed; nothing was changed.</exception>
    public IReadOnlyList<ImportedPerson> Import(Stream archive, string model, bool dryRun = false)
    {
        using var reader = new ArchiveReader(archive, model);
        var imported = _mirror.ChangeMuch(store => store.Import(reader.People(), dryRun));
        Tell(!dryRun);
        return imported;
    }

    /// <summary>Looks for changes by another process; true when there were any.</summary>
    /// <exception cref="GalleryException">The store failed; the snapshots stay as they are.</exception>
    public bool Refresh() => Tell(_mirror.Refresh());

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        _mirror.Dispose();
    }

    private T Change<T>(Func<IGalleryStore, T> change, Func<GalleryState, T, GalleryState> apply, bool erases = false)
    {
        var done = _mirror.Change(change, apply, erases);
        Tell(true);
        return done;
    }

    private bool Tell(bool changed)
    {
        if (changed)
            Changed?.Invoke();
        return changed;
    }

    private sealed record Listed(GalleryState State, IReadOnlyList<PersonSummary> List);
}
