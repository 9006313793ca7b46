using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FaceStream.Gallery.Search;

/// <summary>Finds what <see cref="PlainSearch"/> finds, to the last bit, and reads a quarter of the memory.</summary>
/// <remarks>
/// <para>Most templates are far from a query, and a rough similarity with a known error is enough to pass them by. Codes of
/// one byte give it; only a template that might be among the best, given the error, is looked at more closely (<see cref="Shortlist"/>), and
/// in full precision at last. The error is a bound and no estimate, so nothing is missed: <c>q·x = q̂·x̂ + e(q)·x̂ + q·e(x)</c>, and the last two
/// are no larger than <c>|e(q)| |x̂| + |q| |e(x)|</c>.</para>
/// <para>docs/decisions/0002-exact-search.md has what it gains; <c>bench search</c> measures it.</para>
/// </remarks>
internal static class ExactSearch
{
    /// <summary>Fills <paramref name="best"/> with the people most similar to <paramref name="query"/>, and says how many they are.</summary>
    /// <param name="templates">What is searched.</param>
    /// <param name="query"><c>[Dimension]</c>, length 1.</param>
    /// <param name="best">Room for as many people as are wanted.</param>
    /// <param name="wanted">Who may be found, by id; null for everybody. Asked only of those who would be.</param>
    public static int Find(TemplateSet templates, ReadOnlySpan<float> query, Span<Candidate> best, Func<long, bool>? wanted = null) =>
        Find(new InTurn(templates.Blocks, []), query, best, wanted);

    /// <summary>The same among the templates and the means of a set; by two threads where it is so large that they pay.</summary>
    public static int Find(SearchSet set, ReadOnlySpan<float> query, Span<Candidate> best) =>
        SharedSearch.Pays(set.Templates, set.Means) ? SharedSearch.Find(set.Templates, set.Means, query, best)
        : Find(new InTurn(set.Templates.Blocks, set.Means.Blocks), query, best);

    /// <summary>Looks through pieces until there are none.</summary>
    internal static int Find<TPieces>(TPieces pieces, ReadOnlySpan<float> query, Span<Candidate> best, Func<long, bool>? wanted = null)
        where TPieces : IPieces, allows ref struct
    {
        scoped var people = new BestPeople(best);
        var codes = Codes.Aligned(stackalloc sbyte[Codes.Room(Codes.Stride(query.Length))]);
        var coded = new CodedQuery(query.Length, Codes.Write(query, codes, Codes.MostOfQuery), codes);
        var asked = new Asked(query, coded.Error, wanted);
        Span<ListedRow> room = stackalloc ListedRow[Shortlist.Room];
        while (pieces.TryTake(out var rows))
            Find(rows.Block, rows.Count, codes, coded, new(rows.Block, asked, room), ref people);
        return people.Count;
    }

    // From the first call: half-optimised, the first searches of a large gallery would take ten times as long.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Find(TemplateBlock block, int count, ReadOnlySpan<sbyte> codes, CodedQuery coded, Shortlist list, ref BestPeople people)
    {
        ref var code = ref MemoryMarshal.GetReference(block.Codes);
        ref var query = ref MemoryMarshal.GetReference(codes);
        var stride = (nuint)block.CodeStride;
        ref var scales = ref MemoryMarshal.GetArrayDataReference(block.Scales);
        ref var errors = ref MemoryMarshal.GetArrayDataReference(block.Errors);

        // Rows come in fours; what the last four have too much was never written or is not this snapshot's, and is not looked at.
        for (nuint row = 0; row < (nuint)count; row += 4)
        {
            var products = CodeProducts.Four(ref Unsafe.Add(ref code, row * stride), stride, ref query);
            var atMost = coded.AtMost(products, Vector128.LoadUnsafe(ref scales, row), Vector128.LoadUnsafe(ref errors, row));
            if (Vector128.GreaterThanOrEqualAny(atMost, Vector128.Create(people.Bar - coded.Error)))
                list.Take((int)row, count, atMost, ref people);
        }

        list.Settle(ref people);
        GC.KeepAlive(block);
    }
}

/// <summary>What a search looks through, piece by piece.</summary>
internal interface IPieces
{
    /// <summary>The next piece that nobody has looked through.</summary>
    bool TryTake(out TemplateRows rows);
}

/// <summary>One piece after the other, for one thread.</summary>
internal ref struct InTurn(ReadOnlySpan<TemplateRows> templates, ReadOnlySpan<TemplateRows> means) : IPieces
{
    private readonly ReadOnlySpan<TemplateRows> _templates = templates, _means = means;
    private int _next;

    /// <inheritdoc/>
    public bool TryTake(out TemplateRows rows) => TryAt(_next++, _templates, _means, out rows);

    /// <summary>The piece at a place among both.</summary>
    public static bool TryAt(int place, ReadOnlySpan<TemplateRows> templates, ReadOnlySpan<TemplateRows> means, out TemplateRows rows)
    {
        var more = place < templates.Length + means.Length;
        rows = !more ? default : place < templates.Length ? templates[place] : means[place - templates.Length];
        return more;
    }
}

/// <summary>A query in full, for the few rows that are compared so.</summary>
/// <param name="query"><c>[dimension]</c>.</param>
/// <param name="error">What its codes leave out can change a similarity by as much.</param>
/// <param name="wanted">Who may be found; null for everybody.</param>
internal readonly ref struct Asked(ReadOnlySpan<float> query, float error, Func<long, bool>? wanted)
{
    public ReadOnlySpan<float> Query { get; } = query;

    public float Error { get; } = error;

    public Func<long, bool>? Wanted { get; } = wanted;
}
