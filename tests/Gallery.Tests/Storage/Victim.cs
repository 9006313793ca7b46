using FaceStream.Gallery.Transfer;
using static FaceStream.Gallery.Tests.TemporaryGallery;

namespace FaceStream.Gallery.Tests.Storage;

/// <summary>Changes a gallery without end, and says after each change that it was acknowledged. Then somebody kills it.</summary>
internal static class Victim
{
    public const string Argument = "--be-killed";

    public static int Work(string path, int seed)
    {
        using var gallery = GalleryService.Open(path, NewMetrics(), TimeProvider.System);
        var script = new Script(seed, [.. gallery.People.Select(person => person.Name)]);
        Console.WriteLine("ready");
        for (var i = 0; ; i++)
        {
            script.Next().Do(gallery);
            Console.WriteLine(i + 1);
        }
    }
}

/// <summary>The same random changes for the same seed and the same people.</summary>
internal sealed class Script(int seed, IEnumerable<string> names)
{
    private readonly Random _chance = new(seed);
    private readonly SortedSet<string> _names = new(names, StringComparer.Ordinal);
    private int _made;

    public Change Next()
    {
        var made = (seed * 10_000) + ++_made;       // another vector for each look of all runs: an import passes by what is there
        var change = (_names.Count < 3 ? 0 : _chance.Next(12)) switch
        {
            >= 10 => new Change(ChangeKind.Import, $"i{seed}-{made}", Somebody(), made),
            <= 4 => new Change(ChangeKind.Enrol, $"p{seed}-{made}", "", made),
            5 => new Change(ChangeKind.Enrol, Somebody(), "", made),
            6 => new Change(ChangeKind.Rename, Somebody(), $"r{seed}-{made}", made),
            7 or 8 when Two() is var (from, into) => new Change(ChangeKind.Merge, from, into, made),
            _ => new Change(ChangeKind.Remove, Somebody(), "", made),
        };
        if (change.Kind is ChangeKind.Enrol or ChangeKind.Import)
            _names.Add(change.Name);
        else
            _names.Remove(change.Name);
        if (change.Kind == ChangeKind.Rename)
            _names.Add(change.Other);
        return change;
    }

    private string Somebody() => _names.ElementAt(_chance.Next(_names.Count));

    private (string, string) Two()
    {
        var first = _chance.Next(_names.Count);
        var second = (first + 1 + _chance.Next(_names.Count - 1)) % _names.Count;
        return (_names.ElementAt(first), _names.ElementAt(second));
    }
}

internal enum ChangeKind
{
    Enrol,
    Rename,
    Merge,
    Remove,
    Import,
}

/// <summary>One change, done to a gallery or to a plain dictionary of what each person has.</summary>
internal sealed record Change(ChangeKind Kind, string Name, string Other, int Made)
{
    // Two templates with pictures of several pages: a change that is half there would show.
    private IEnumerable<int> Looks => [Made * 2, (Made * 2) + 1];

    public void Do(GalleryService gallery)
    {
        switch (Kind)
        {
            case ChangeKind.Enrol:
                gallery.Enrol(Name, [.. Looks.Select(Picture)]);
                break;
            case ChangeKind.Import:
                using (var archive = Archive())
                    gallery.Import(archive, Model);
                break;
            case ChangeKind.Rename:
                gallery.Rename(gallery.Find(Name)!.Id, Other);
                break;
            case ChangeKind.Merge:
                gallery.Merge(gallery.Find(Name)!.Id, gallery.Find(Other)!.Id);
                break;
            default:
                gallery.Remove(gallery.Find(Name)!.Id);
                break;
        }
    }

    public void Do(Dictionary<string, List<string>> people)
    {
        if (Kind == ChangeKind.Enrol)
        {
            if (!people.TryGetValue(Name, out var looks))
                people[Name] = looks = [];
            looks.AddRange(Looks.Select(Source));
            return;
        }

        if (Kind == ChangeKind.Import)
        {
            people[Name] = [.. Looks.Select(Source)];
            people[Other].AddRange(Looks.Select(Source));
            return;
        }

        people.Remove(Name, out var had);
        if (Kind == ChangeKind.Rename)
            people[Other] = had!;
        else if (Kind == ChangeKind.Merge)
            people[Other].AddRange(had!);
    }

    /// <summary>Somebody new, and more looks of somebody enrolled: both are there afterwards, or neither.</summary>
    private MemoryStream Archive()
    {
        var archive = new MemoryStream();
        using var writer = new ArchiveWriter(archive);
        foreach (var name in (string[])[Name, Other])
            writer.Add(new(name, DateTimeOffset.UnixEpoch, [.. Looks.Select(look => new LookCopy(Picture(look), DateTimeOffset.UnixEpoch))]));
        writer.Finish(DateTimeOffset.UnixEpoch);
        return archive;
    }

    private NewTemplate Picture(int look)
    {
        byte[] picture = [0xFF, 0xD8, 0xFF, .. new byte[20_000]];
        return Look(1, look, 0, 0) with { Source = Source(look), Picture = picture };
    }

    private string Source(int look) => $"{Name}-{look}";
}
