using System.Runtime.Intrinsics;

namespace FaceStream.Recognizer.Detection.Mtcnn.Kernels;

/// <summary>A register of neighbouring pixels, so that a kernel is written once for all widths.</summary>
internal interface ILanes<TSelf> where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Pixels in a register.</summary>
    static abstract int Count { get; }

    /// <summary>The pixels from <paramref name="at"/><c>[offset]</c> on.</summary>
    static abstract TSelf Load(ref float at, nuint offset);

    /// <summary>One value for every pixel.</summary>
    static abstract TSelf All(float value);

    /// <summary>a + b.</summary>
    static abstract TSelf Add(TSelf a, TSelf b);

    /// <summary>a − b.</summary>
    static abstract TSelf Subtract(TSelf a, TSelf b);

    /// <summary>a · b + c, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>The larger of each two; the second where one is not a number, in one instruction.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>The smaller of each two.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>Pixels 0, 2, 4… of two registers that follow each other.</summary>
    static abstract TSelf Evens(TSelf first, TSelf second);

    /// <summary>Writes them to <paramref name="at"/><c>[offset]</c> and on.</summary>
    void Store(ref float at, nuint offset);
}

/// <summary>Sixteen pixels.</summary>
internal readonly struct Lanes512(Vector512<float> value) : ILanes<Lanes512>
{
    private readonly Vector512<float> _value = value;

    public static int Count => Vector512<float>.Count;

    public static Lanes512 Load(ref float at, nuint offset) => new(Vector512.LoadUnsafe(ref at, offset));

    public static Lanes512 All(float value) => new(Vector512.Create(value));

    public static Lanes512 Add(Lanes512 a, Lanes512 b) => new(a._value + b._value);

    public static Lanes512 Subtract(Lanes512 a, Lanes512 b) => new(a._value - b._value);

    public static Lanes512 MultiplyAdd(Lanes512 a, Lanes512 b, Lanes512 c) => new(Vector512.FusedMultiplyAdd(a._value, b._value, c._value));

    public static Lanes512 Max(Lanes512 a, Lanes512 b) => new(Vector512.MaxNative(a._value, b._value));

    public static Lanes512 Min(Lanes512 a, Lanes512 b) => new(Vector512.MinNative(a._value, b._value));

    public static Lanes512 Evens(Lanes512 first, Lanes512 second) => new(Vector512.Narrow(first._value.AsUInt64(), second._value.AsUInt64()).AsSingle());

    public void Store(ref float at, nuint offset) => _value.StoreUnsafe(ref at, offset);
}

/// <summary>Eight pixels.</summary>
internal readonly struct Lanes256(Vector256<float> value) : ILanes<Lanes256>
{
    private readonly Vector256<float> _value = value;

    public static int Count => Vector256<float>.Count;

    public static Lanes256 Load(ref float at, nuint offset) => new(Vector256.LoadUnsafe(ref at, offset));

    public static Lanes256 All(float value) => new(Vector256.Create(value));

    public static Lanes256 Add(Lanes256 a, Lanes256 b) => new(a._value + b._value);

    public static Lanes256 Subtract(Lanes256 a, Lanes256 b) => new(a._value - b._value);

    public static Lanes256 MultiplyAdd(Lanes256 a, Lanes256 b, Lanes256 c) => new(Vector256.FusedMultiplyAdd(a._value, b._value, c._value));

    public static Lanes256 Max(Lanes256 a, Lanes256 b) => new(Vector256.MaxNative(a._value, b._value));

    public static Lanes256 Min(Lanes256 a, Lanes256 b) => new(Vector256.MinNative(a._value, b._value));

    public static Lanes256 Evens(Lanes256 first, Lanes256 second) => new(Vector256.Narrow(first._value.AsUInt64(), second._value.AsUInt64()).AsSingle());

    public void Store(ref float at, nuint offset) => _value.StoreUnsafe(ref at, offset);
}

/// <summary>Four pixels.</summary>
internal readonly struct Lanes128(Vector128<float> value) : ILanes<Lanes128>
{
    private readonly Vector128<float> _value = value;

    public static int Count => Vector128<float>.Count;

    public static Lanes128 Load(ref float at, nuint offset) => new(Vector128.LoadUnsafe(ref at, offset));

    public static Lanes128 All(float value) => new(Vector128.Create(value));

    public static Lanes128 Add(Lanes128 a, Lanes128 b) => new(a._value + b._value);

    public static Lanes128 Subtract(Lanes128 a, Lanes128 b) => new(a._value - b._value);

    public static Lanes128 MultiplyAdd(Lanes128 a, Lanes128 b, Lanes128 c) => new(Vector128.FusedMultiplyAdd(a._value, b._value, c._value));

    public static Lanes128 Max(Lanes128 a, Lanes128 b) => new(Vector128.MaxNative(a._value, b._value));

    public static Lanes128 Min(Lanes128 a, Lanes128 b) => new(Vector128.MinNative(a._value, b._value));

    public static Lanes128 Evens(Lanes128 first, Lanes128 second) => new(Vector128.Narrow(first._value.AsUInt64(), second._value.AsUInt64()).AsSingle());

    public void Store(ref float at, nuint offset) => _value.StoreUnsafe(ref at, offset);
}
