namespace FaceStream.Gallery.Transfer;

/// <summary>A person with everything that is kept of them, on the way from one gallery to another.</summary>
/// <param name="Name">As it is kept.</param>
/// <param name="Created">When first enrolled, UTC.</param>
/// <param name="Looks">Oldest first.</param>
public sealed record PersonCopy(string Name, DateTimeOffset Created, IReadOnlyList<LookCopy> Looks)
{
    /// <summary>Left out of lists and suggestions.</summary>
    public bool Hidden { get; init; }

    /// <summary>What belongs to the person, but was not fit to be taken.</summary>
    public IReadOnlyList<RefusedLook> Refused { get; init; } = [];
}

/// <summary>A template on its way.</summary>
/// <param name="Look">Vector, quality, source and picture.</param>
/// <param name="Created">When it was enrolled, UTC.</param>
public sealed record LookCopy(NewTemplate Look, DateTimeOffset Created);

/// <summary>A template that was not taken.</summary>
/// <param name="Source">The picture's name.</param>
/// <param name="Why">For people: what is wrong with it.</param>
public sealed record RefusedLook(string Source, string Why);

/// <summary>What an import did with one person.</summary>
/// <param name="Person">Who has the templates now; null when there was nothing fit to be taken.</param>
/// <param name="Name">As the archive has it.</param>
/// <param name="Created">Nobody here had the name, or a twin of it.</param>
/// <param name="Added">Templates that are new here.</param>
/// <param name="Known">Templates that the person had already.</param>
/// <param name="Refused">Those that were left out, and why.</param>
public sealed record ImportedPerson(Person? Person, string Name, bool Created, int Added, int Known, IReadOnlyList<RefusedLook> Refused);
