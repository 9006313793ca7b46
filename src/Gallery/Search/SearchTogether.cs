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
        Span<float> bars = stackalloc float[queries.Length];
        for (var i = 0; i < queries.Length; i++)
        {
            var own = codes.Slice(i * stride, stride);
            coded[i] = new(templates.Dimension, Codes.Write(queries[i].Span, own, Codes.MostOfQuery), own);
        }

        bars.Fill(float.NegativeInfinity);
        counts.Clear();
        foreach (var (block, count) in templates.Blocks)
            Find(block, count, queries, codes, coded, bars, new(best, top, counts));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Find(
        TemplateBlock block, int count, ReadOnlySpan<ReadOnlyMemory<float>> queries, ReadOnlySpan<sbyte> codes, ReadOnlySpan<CodedQuery> coded, Span<float> bars, scoped Rooms rooms)
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
                    bars[i] = rooms.Compare(i, block, (int)row, count, atMost, new(queries[i].Span, coded[i].Error, wanted: null));
            }
        }

        GC.KeepAlive(block);
    }

    // By itself, so that all it needs stays in registers: four fifths of the time of one loop for everything. Optimised from the first call, as with one query.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(ref byte rows, nuint stride, ref sbyte codes, Span<Vector128<int>> products)
    {
        for (var i = 0; i < products.Length; i++)
            products[i] = CodeProducts.Four(ref rows, stride, ref Unsafe.Add(ref codes, (nuint)i * stride));
    }

    /// <summary>Room for the best of each query.</summary>
    private readonly ref struct Rooms(Span<Candidate> best, int top, Span<int> counts)
    {
        private readonly Span<Candidate> _best = best;
        private readonly Span<int> _counts = counts;

        /// <summary>What a rough similarity must reach from now on.</summary>
        public float Compare(int query, TemplateBlock block, int row, int count, Vector128<float> atMost, scoped Asked asked)
        {
            var people = new BestPeople(_best.Slice(query * top, top), _counts[query]);
            ExactSearch.Compare(block, row, count, atMost, asked, ref people);
            _counts[query] = people.Count;
            return people.Bar - asked.Error;
        }
    }
}
