using System.Runtime.InteropServices;

namespace FaceStream.Gallery.Search;

/// <summary>Bytes outside the managed heap, which begin with a cache line, and lie in huge pages where they fill some.</summary>
/// <remarks>
/// A search reads them from end to end. In pages of 2 MiB it takes half the time of pages of 4 KiB, where this was measured (a virtual machine, which
/// translates each address twice). Whoever holds <see cref="Bytes"/> keeps this alive.
/// </remarks>
internal sealed unsafe partial class CodeMemory
{
    /// <summary>Of x86-64 and of ARM with pages of 4 KiB.</summary>
    public const int HugePage = 2 << 20;

    private const int CacheLine = 64;
    private const int AdviseHugePages = 14;     // MADV_HUGEPAGE of sys/mman.h

    private readonly void* _start;
    private readonly int _length;

    /// <summary>Takes so many; what is in them is not known.</summary>
    public CodeMemory(int length)
    {
        var huge = length >= HugePage && OperatingSystem.IsLinux();
        _length = length;
        _start = NativeMemory.AlignedAlloc((nuint)length, (nuint)(huge ? HugePage : CacheLine));

        // Advice: where it is not taken, the pages are small ones.
        if (huge)
            _ = Advise(_start, (nuint)length, AdviseHugePages);
    }

    /// <inheritdoc/>
    ~CodeMemory() => NativeMemory.AlignedFree(_start);

    /// <summary>All of them.</summary>
    public Span<byte> Bytes => new(_start, _length);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* start, nuint length, int advice);
}
