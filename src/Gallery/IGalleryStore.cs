using FaceStream.Gallery.Coverage;
using FaceStream.Gallery.Transfer;

namespace FaceStream.Gallery;

/// <summary>Where people and templates are kept. Every change is one transaction, durable when the method returns.</summary>
/// <remarks>
/// <para>What arrives has been checked: names are parsed, vectors are finite and of unit length.
/// A template's vector never changes; a person's templates come and go. Which of them are searched follows from <see cref="CoverageRule"/> after each change.</para>
/// <para>Writing methods, <see cref="Read"/>, <see cref="ChangedElsewhere"/> and <see cref="Scrub"/> are called by one thread
/// at a time; the queries (<see cref="List"/>, <see cref="Show"/>, <see cref="Picture"/>) at any time by any thread.
/// Failures are <see cref="GalleryException"/>, refusals <see cref="GalleryRefusedException"/>.</para>
/// </remarks>
public interface IGalleryStore : IDisposable
{
    /// <summary>Where it is, as messages name it: a file's full path.</summary>
    string Location { get; }

    /// <summary>Whether somebody else has changed the store since the last <see cref="Read"/> here. Cheap enough to ask every second.</summary>
    bool ChangedElsewhere();

    /// <summary>Shows one consistent state of the store to a reader.</summary>
    void Read(IGalleryReader reader);

    /// <summary>Adds templates to the person of this name, who is created when absent.</summary>
    Enrolled Enrol(string name, IReadOnlyList<NewTemplate> templates, DateTimeOffset now);

    /// <summary>Gives a person another name.</summary>
    Person Rename(long person, string name);

    /// <summary>Hides a person, or shows them again.</summary>
    Person Hide(long person, bool hidden);

    /// <summary>Gives one person's templates to another, and removes the first.</summary>
    /// <param name="from">Is gone afterwards.</param>
    /// <param name="into">Has them.</param>
    /// <param name="first">Done once nothing can stand against it any more but the commit; where it fails, nothing was changed.</param>
    SearchChange Merge(long from, long into, Action? first);

    /// <summary>Removes a person with templates and pictures.</summary>
    /// <returns>What that was; whether the journal keeps it yet is for <see cref="Scrub"/> to say.</returns>
    ErasedPerson Remove(long person);

    /// <summary>Removes one template with its picture, or the one that was put in its place.</summary>
    SearchChange RemoveTemplate(long template);

    /// <summary>Removes several, or what was put in their place; those that are gone are passed by.</summary>
    /// <returns>What it did, for each that was there.</returns>
    IReadOnlyList<SearchChange> RemoveTemplates(IReadOnlyList<long> templates);

    /// <summary>Has a template searched from now on, whatever covers it.</summary>
    SearchChange Restore(long template);

    /// <summary>Sets aside what is redundant of some people who were enrolled before there was a rule for it.</summary>
    /// <param name="most">People at once, in one transaction.</param>
    /// <returns>What it did to each; empty when nobody is left.</returns>
    IReadOnlyList<SearchChange> SettleOlder(int most);

    /// <summary>Puts a template of another vector in the place of one, with its picture, quality, source and time.</summary>
    /// <returns>The new one, under a new id.</returns>
    (Template Template, SearchChange Search) Replace(long template, Embedding embedding);

    /// <summary>Shows everybody with everything, as they are at one moment, by name. By any thread; nobody waits for it.</summary>
    void Export(Action<PersonCopy> person);

    /// <summary>Adds people, in one transaction: to those of the same names, who are created when absent. A template that its person has is passed by.</summary>
    /// <param name="people">Read during the transaction.</param>
    /// <param name="dryRun">Only says what it would do.</param>
    /// <returns>What became of each, in the order given.</returns>
    IReadOnlyList<ImportedPerson> Import(IEnumerable<PersonCopy> people, bool dryRun);

    /// <summary>Overwrites what removed things left behind, journals included. False: a reader is in the way, try again.</summary>
    bool Scrub();

    /// <summary>Everybody with the number of their templates, by name.</summary>
    IReadOnlyList<PersonSummary> List();

    /// <summary>One person's templates, oldest first, or null when nobody has the id.</summary>
    PersonDetails? Show(long person);

    /// <summary>A template's crop as JPEG, or null when there is none.</summary>
    ReadOnlyMemory<byte>? Picture(long template);

    /// <summary>The vectors of a person's templates of a model that are set aside, <c>[dimension]</c> each.</summary>
    IReadOnlyList<ReadOnlyMemory<float>> SetAside(long person, string model);

    /// <summary>Whether a template of a person came from the file with this SHA-256.</summary>
    bool HasFile(long person, ReadOnlyMemory<byte> digest);

    /// <summary>Looks for damage through and through, which reads the whole store.</summary>
    /// <returns>What is wrong, in words; empty when nothing is.</returns>
    IReadOnlyList<string> Check();
}

/// <summary>Which template, whose, and of which model.</summary>
public readonly record struct TemplateKey(long Id, long Person, string Model);

/// <summary>Sees the state of a store, in the order of the methods.</summary>
public interface IGalleryReader
{
    /// <summary>Everybody, ascending by id.</summary>
    void People(IReadOnlyList<Person> people);

    /// <summary>Every template that is searched, in any order.</summary>
    /// <returns>The vector is wanted.</returns>
    bool Wants(TemplateKey template);

    /// <summary>A vector that was wanted.</summary>
    void Vector(TemplateKey template, ReadOnlySpan<float> vector);
}
