using System.Diagnostics.CodeAnalysis;

namespace FaceStream.Gallery;

/// <summary>Everybody at one moment, found by id or name. Immutable; a change copies references, and sorts nothing again.</summary>
internal sealed class People
{
    private readonly Person[] _byId;
    private readonly Person[] _byName;
    private readonly string[] _keys;    // of _byName

    private People(Person[] byId, Person[] byName, string[] keys) => (_byId, _byName, _keys) = (byId, byName, keys);

    /// <summary>Nobody.</summary>
    public static People None { get; } = new([], [], []);

    /// <summary>How many.</summary>
    public int Count => _byId.Length;

    /// <summary>Ascending by id.</summary>
    public IReadOnlyList<Person> ById => _byId;

    /// <summary>As a list is shown.</summary>
    public IReadOnlyList<Person> ByName => _byName;

    /// <summary>Who has this id; it must be somebody.</summary>
    public Person this[long id] => _byId[Place(id)];

    /// <summary>These people.</summary>
    public static People Of(IEnumerable<Person> people)
    {
        Person[] byId = [.. people.OrderBy(person => person.Id)];
        Person[] byName = [.. byId];
        var keys = Array.ConvertAll(byName, person => PersonName.Key(person.Name));
        Array.Sort(keys, byName, StringComparer.Ordinal);
        return new(byId, byName, keys);
    }

    /// <summary>Where in <see cref="ById"/> this id is; negative when nobody has it.</summary>
    public int Place(long id)
    {
        var (low, high) = (0, _byId.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var found = _byId[middle].Id;
            if (found == id)
                return middle;
            (low, high) = found < id ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }

    /// <summary>Who has this id.</summary>
    public bool TryGet(long id, [NotNullWhen(true)] out Person? person)
    {
        var place = Place(id);
        person = place < 0 ? null : _byId[place];
        return person is not null;
    }

    /// <summary>Who has this name, or a twin of it.</summary>
    public Person? Named(string name)
    {
        var place = PlaceOf(PersonName.Key(name));
        return place < 0 ? null : _byName[place];
    }

    /// <summary>With somebody new, or with a new name.</summary>
    public People With(Person person)
    {
        var others = Without(person.Id);
        var key = PersonName.Key(person.Name);
        var (id, name) = (~others.Place(person.Id), ~others.PlaceOf(key));
        return new(Insert(others._byId, id, person), Insert(others._byName, name, person), Insert(others._keys, name, key));
    }

    /// <summary>Without somebody.</summary>
    public People Without(long id)
    {
        var place = Place(id);
        if (place < 0)
            return this;
        var name = PlaceOf(PersonName.Key(_byId[place].Name));
        return new(Remove(_byId, place), Remove(_byName, name), Remove(_keys, name));
    }

    private int PlaceOf(string key) => Array.BinarySearch(_keys, key, StringComparer.Ordinal);

    private static T[] Insert<T>(T[] items, int place, T item) => [.. items.AsSpan(..place), item, .. items.AsSpan(place..)];

    private static T[] Remove<T>(T[] items, int place) => [.. items.AsSpan(..place), .. items.AsSpan((place + 1)..)];
}
