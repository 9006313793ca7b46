using System.Runtime.InteropServices;

namespace FaceStream.Gallery.Search;

/// <summary>Templates of one model side by side: in full, and as codes.</summary>
/// <remarks>
/// A row is written once, before any snapshot counts it. So the one writer may append while readers search the rows
/// they know of, and an enrolment costs one row instead of a copy of the gallery.
/// </remarks>
internal sealed class TemplateBlock
{
    private const int SmallestRows = 16;

    private readonly float[] _values;
    private readonly CodeMemory _codes;

    private TemplateBlock(int dimension, int capacity)
    {
        (Dimension, Capacity, CodeStride) = (dimension, capacity, Search.Codes.Stride(dimension));
        _values = GC.AllocateUninitializedArray<float>(capacity * dimension);
        (Scales, Errors) = (new float[capacity], new float[capacity]);
        (Ids, People) = (new long[capacity], new long[capacity]);
        _codes = new(capacity * CodeStride);
    }

    /// <summary>Numbers in a row.</summary>
    public int Dimension { get; }

    /// <summary>Rows there is room for, a multiple of 4.</summary>
    public int Capacity { get; }

    /// <summary>Rows written; only the writer looks here, readers have the count of their snapshot.</summary>
    public int Count { get; private set; }

    /// <summary>Template ids, by row.</summary>
    public long[] Ids { get; }

    /// <summary>Person ids, by row.</summary>
    public long[] People { get; }

    /// <summary><c>[capacity, <see cref="CodeStride"/>]</c>: the rows' codes, biased. Whoever reads them keeps the block alive.</summary>
    public ReadOnlySpan<byte> Codes => _codes.Bytes;

    /// <summary>Bytes from one row's codes to the next.</summary>
    public int CodeStride { get; }

    /// <summary>What a step of the codes is worth, by row.</summary>
    public float[] Scales { get; }

    /// <summary>What the codes leave out, by row.</summary>
    public float[] Errors { get; }

    /// <summary>A block with room for about <paramref name="rows"/> rows, within reason: codes of a huge page, and 8 MiB of numbers, which a removal copies within 5 ms.</summary>
    public static TemplateBlock Create(int dimension, int rows)
    {
        var largest = Math.Max(SmallestRows, CodeMemory.HugePage / Search.Codes.Stride(dimension) & ~3);
        return new TemplateBlock(dimension, (Math.Clamp(rows, SmallestRows, largest) + 3) & ~3);
    }

    /// <summary>One vector: <c>[dimension]</c>.</summary>
    public ReadOnlySpan<float> Row(int row) => _values.AsSpan(row * Dimension, Dimension);

    /// <summary>The same, for whoever keeps it.</summary>
    public ReadOnlyMemory<float> Vector(int row) => _values.AsMemory(row * Dimension, Dimension);

    /// <summary>Writes the next row.</summary>
    public void Append(long template, long person, ReadOnlySpan<float> vector)
    {
        var row = Count;
        vector.CopyTo(_values.AsSpan(row * Dimension, Dimension));
        var codes = _codes.Bytes.Slice(row * CodeStride, CodeStride);
        (Scales[row], Errors[row]) = Search.Codes.Write(vector, MemoryMarshal.Cast<byte, sbyte>(codes));
        foreach (ref var code in codes)
            code += Search.Codes.Bias;
        (Ids[row], People[row]) = (template, person);
        Count++;
    }

    /// <summary>Writes a row of another block, perhaps for another person; its codes are copied, not reckoned again.</summary>
    public void Append(TemplateBlock from, int row, long person)
    {
        var place = Count;
        from.Row(row).CopyTo(_values.AsSpan(place * Dimension, Dimension));
        from.Codes.Slice(row * CodeStride, CodeStride).CopyTo(_codes.Bytes.Slice(place * CodeStride, CodeStride));
        (Scales[place], Errors[place]) = (from.Scales[row], from.Errors[row]);
        (Ids[place], People[place]) = (from.Ids[row], person);
        Count++;
    }
}

/// <summary>The part of a block that a snapshot knows of.</summary>
internal readonly record struct TemplateRows(TemplateBlock Block, int Count);
