namespace FaceStream.StreamIngest.Native;

/// <summary>An AVDictionary: options for opening something. libav takes out what it knew.</summary>
internal sealed class AvOptions : IDisposable
{
    public nint Dictionary;

    public AvOptions Set(string key, string value)
    {
        if (Av.DictionarySet(ref Dictionary, key, value, 0) < 0)
            throw new InsufficientMemoryException();
        return this;
    }

    public void Dispose()
    {
        if (Dictionary != 0)
            Av.DictionaryFree(ref Dictionary);
    }
}
