namespace FaceStream.Gallery.Search;

/// <summary>The templates of one model, immutable: each change gives a new set that shares the blocks that did not change.</summary>
internal sealed class TemplateSet
{
    private readonly TemplateRows[] _blocks;

    internal TemplateSet(int dimension, TemplateRows[] blocks)
    {
        Dimension = dimension;
        _blocks = blocks;
        foreach (var rows in blocks)
            Count += rows.Count;
    }

    /// <summary>Numbers in a vector; 0 in a set that never had one.</summary>
    public int Dimension { get; }

    /// <summary>Templates.</summary>
    public int Count { get; }

    /// <summary>The blocks that hold them.</summary>
    public ReadOnlySpan<TemplateRows> Blocks => _blocks;

    /// <summary>With templates changed hands or gone: <paramref name="owner"/> of (template, person) says whose it is now, null for nobody's.</summary>
    public TemplateSet Change(Func<long, long, long?> owner)
    {
        List<TemplateRows> blocks = new(_blocks.Length);
        foreach (var rows in _blocks)
        {
            var changed = Change(rows, owner);
            if (changed.Count > 0)
                blocks.Add(changed);
        }

        return new(Dimension, [.. blocks]);
    }

    private TemplateRows Change(TemplateRows rows, Func<long, long, long?> owner)
    {
        var (old, count) = rows;
        var row = 0;
        while (row < count && owner(old.Ids[row], old.People[row]) == old.People[row])
            row++;
        if (row == count)
            return rows;

        var copy = TemplateBlock.Create(Dimension, count);
        for (row = 0; row < count; row++)
        {
            if (owner(old.Ids[row], old.People[row]) is { } person)
                copy.Append(old, row, person);
        }

        return new(copy, copy.Count);
    }
}

/// <summary>Adds templates to a set, which stays as it was. Only for the newest set of a model, by the one writer.</summary>
internal sealed class TemplateSetBuilder(TemplateSet set)
{
    private readonly List<TemplateRows> _blocks = [.. set.Blocks];

    /// <summary>Room that the next new block should have, when it is known that many templates come.</summary>
    public int Expected { get; init; }

    /// <summary>Adds one.</summary>
    public void Add(long template, long person, ReadOnlySpan<float> vector)
    {
        var (tail, count) = _blocks.Count > 0 ? _blocks[^1] : default;

        // A tail with rows that its set does not count was begun by a change that failed: leave it alone.
        if (tail is null || count == tail.Capacity || count != tail.Count)
            tail = NewTail(tail, count);
        tail.Append(template, person, vector);
        _blocks[^1] = new(tail, tail.Count);
    }

    /// <summary>The set with what was added.</summary>
    public TemplateSet Build() => new(set.Dimension, [.. _blocks]);

    /// <summary>A small tail is outgrown by one of twice its size; one of full size is followed by another.</summary>
    private TemplateBlock NewTail(TemplateBlock? old, int count)
    {
        var tail = TemplateBlock.Create(set.Dimension, Math.Max(count * 2, Expected));
        if (old is null || tail.Capacity <= count)
        {
            _blocks.Add(default);
            return tail;
        }

        for (var row = 0; row < count; row++)
            tail.Append(old, row, old.People[row]);
        return tail;
    }
}
