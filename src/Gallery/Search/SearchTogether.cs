using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FaceStream.Gallery.Search;

/// <summary>Several queries at once: four rows meet every query while they are in the nearest cache, so that the memory is read once for all.</summary>
internal static class SearchTogether
{
    // With their codes, what the nearest cache of any processor has room for beside the rows: 32 of 512 numbers.
    private const int MostCodes = 16 << 10;
    private const int MostQueries = 32;

    /// <summary>Told of each query who was found, in the order asked; the candidates are the next one's afterwards.</summary>
    internal delegate void Found(int query, ReadOnlySpan<Candidate> best);

    /// <summary>Finds for each of <paramref name="queries"/> what <see cref="ExactSearch"/> finds.</summary>
    /// <param name="templates">What is searched.</param>
    /// <param name="queries"><c>[Dimension]</c> each, length 1.</param>
    /// <param name="top">The most people wanted of each.</param>
    /// <param name="found">Who they are.</param>
    public static void Find(TemplateSet templates, ReadOnlySpan<ReadOnlyMemory<float>> queries, int top, Found found)
    {
        var stride = Codes.Stride(templates.Dimension);
        var most = Math.Clamp(MostCodes / Math.Max(1, stride), 1, MostQueries);
        var (best, counts) = (new Candidate[most * top], new int[most]);
        for (var first = 0; first < queries.Length; first += most)
        {
            var some = queries.Slice(first, Math.Min(most, queries.Length - first));
            Find(templates, some, top, best, counts);
            for (var i = 0; i < some.Length; i++)
                found(first + i, best.AsSpan(i * top, counts[i]));
        }
    }

    private static void Find(TemplateSet templates, ReadOnlySpan<ReadOnlyMemory<float>> queries, int top, Candidate[] best, Span<int> counts)
    {
        var stride = Codes.Stride(templates.Dimension);
        var codes = Codes.Aligned(stackalloc sbyte[Codes.Room(queries.Length * stride)]);
        Span<CodedQuery> coded = stackalloc CodedQuery[queries.Length];
        for (var i = 0; i < queries.Length; i++)
        {
            var own = codes.Slice(i * stride, stride);
            coded[i] = new(templates.Dimension, Codes.Write(queries[i].Span, own, Codes.MostOfQuery), own);
        }

        counts.Clear();
        Span<float> bars = stackalloc float[queries.Length];
        bars.Fill(float.NegativeInfinity);
        var rooms = new Rooms(queries, coded, best, top, counts, stackalloc ListedRow[queries.Length * Shortlist.Room], stackalloc int[queries.Length]);
        foreach (var (block, count) in templates.Blocks)
            Find(block, count, codes, coded, bars, rooms);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Find(TemplateBlock block, int count, ReadOnlySpan<sbyte> codes, ReadOnlySpan<CodedQuery> coded, Span<float> bars, scoped Rooms rooms)
    {
        ref var code = ref MemoryMarshal.GetReference(block.Codes);
        ref var first = ref MemoryMarshal.GetReference(codes);
        var stride = (nuint)block.CodeStride;
        ref var scale = ref MemoryMarshal.GetArrayDataReference(block.Scales);
        ref var error = ref MemoryMarshal.GetArrayDataReference(block.Errors);
        Span<Vector128<int>> products = stackalloc Vector128<int>[coded.Length];
        for (nuint row = 0; row < (nuint)count; row += 4)
        {
            Multiply(ref Unsafe.Add(ref code, row * stride), stride, ref first, products);
            var (scales, errors) = (Vector128.LoadUnsafe(ref scale, row), Vector128.LoadUnsafe(ref error, row));
            for (var i = 0; i < coded.Length; i++)
            {
                var atMost = coded[i].AtMost(products[i], scales, errors);
                if (Vector128.GreaterThanOrEqualAny(atMost, Vector128.Create(bars[i])))
                    bars[i] = rooms.Take(i, block, (int)row, count, atMost);
            }
        }

        for (var i = 0; i < coded.Length; i++)
            bars[i] = rooms.Settle(i, block);
        GC.KeepAlive(block);
    }

    // By itself, so that all it needs stays in registers: four fifths of the time of one loop for everything. Optimised from the first call, as with one query.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(ref byte rows, nuint stride, ref sbyte codes, Span<Vector128<int>> products)
    {
        var i = 0;
        for (; i + 2 <= products.Length; i += 2)
            CodeProducts.FourByTwo(ref rows, stride, ref Unsafe.Add(ref codes, (nuint)i * stride), ref products[i]);
        if (i < products.Length)
            products[i] = CodeProducts.Four(ref rows, stride, ref Unsafe.Add(ref codes, (nuint)i * stride));
    }

    /// <summary>The best of each query, and what waits to be among them.</summary>
    private readonly ref struct Rooms(
        ReadOnlySpan<ReadOnlyMemory<float>> queries, ReadOnlySpan<CodedQuery> coded, Span<Candidate> best, int top, Span<int> counts, Span<ListedRow> rows, Span<int> waiting)
    {
        private readonly ReadOnlySpan<ReadOnlyMemory<float>> _queries = queries;
        private readonly ReadOnlySpan<CodedQuery> _coded = coded;
        private readonly Span<Candidate> _best = best;
        private readonly Span<int> _counts = counts;
        private readonly Span<ListedRow> _rows = rows;
        private readonly Span<int> _waiting = waiting;

        /// <summary>Takes four rows for a query, and says what a rough similarity must reach from now on.</summary>
        public float Take(int query, TemplateBlock block, int row, int count, Vector128<float> atMost)
        {
            var people = People(query);
            var list = List(query, block);
            list.Take(row, count, atMost, ref people);
            return Keep(query, people, list);
        }

        /// <summary>Compares what waits for a query in full.</summary>
        public float Settle(int query, TemplateBlock block)
        {
            var people = People(query);
            var list = List(query, block);
            list.Settle(ref people);
            return Keep(query, people, list);
        }

        private BestPeople People(int query) => new(_best.Slice(query * top, top), _counts[query]);

        private Shortlist List(int query, TemplateBlock block) => new(
            block, new(_queries[query].Span, _coded[query].Error, wanted: null), _rows.Slice(query * Shortlist.Room, Shortlist.Room), _waiting[query]);

        private float Keep(int query, BestPeople people, Shortlist list)
        {
            (_counts[query], _waiting[query]) = (people.Count, list.Count);
            return people.Bar - _coded[query].Error;
        }
    }
}
