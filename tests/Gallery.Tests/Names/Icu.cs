using System.Runtime.InteropServices;

namespace FaceStream.Gallery.Tests.Names;

/// <summary>The system's ICU, as an oracle for Unicode. Its functions carry the version in their names.</summary>
internal sealed unsafe class Icu
{
    private readonly delegate* unmanaged<nint, char*, int, char*, int, int*, int> _normalize;
    private readonly delegate* unmanaged<int, byte*, void> _age;
    private readonly nint _nfc;

    private Icu(nint library, int version)
    {
        _normalize = (delegate* unmanaged<nint, char*, int, char*, int, int*, int>)NativeLibrary.GetExport(library, $"unorm2_normalize_{version}");
        _age = (delegate* unmanaged<int, byte*, void>)NativeLibrary.GetExport(library, $"u_charAge_{version}");
        var instance = (delegate* unmanaged<int*, nint>)NativeLibrary.GetExport(library, $"unorm2_getNFCInstance_{version}");
        int error;
        _nfc = instance(&error);
    }

    public static Icu? Find()
    {
        for (var version = 90; version >= 70; version--)
        {
            if (NativeLibrary.TryLoad($"libicuuc.so.{version}", out var library))
                return new(library, version);
        }

        return null;
    }

    /// <summary>The table under test is of Unicode 15; a newer ICU knows more.</summary>
    public bool KnownToUnicode15(int point)
    {
        var age = stackalloc byte[4];
        _age(point, age);
        return age[0] is > 0 and <= 15;
    }

    public string Compose(string text)
    {
        var composed = new char[(text.Length * 3) + 16];
        int error = 0, length;
        fixed (char* from = text, to = composed)
            length = _normalize(_nfc, from, text.Length, to, composed.Length, &error);
        Assert.True(error <= 0, $"ICU error {error}");
        return new(composed, 0, length);
    }
}
