using FaceStream.StreamIngest.Sources;

namespace FaceStream.Dashboard.Analysis;

/// <summary>Names for sources that have none: a file's name without its ending, an address's host.</summary>
internal static class SourceNames
{
    private const int Longest = 60;

    /// <summary>A name for each, all different, in the letters that a camera's name has.</summary>
    public static IReadOnlyList<string> For(IReadOnlyList<string> sources)
    {
        var names = new List<string>();
        foreach (var source in sources)
        {
            var name = Clean(Plain(source));
            var number = 2;
            for (var first = name; names.Contains(name); number++)
                name = $"{first}-{number}";
            names.Add(name);
        }

        return names;
    }

    private static string Plain(string source)
    {
        try
        {
            var address = SourceAddress.Parse(source);
            return address.Kind is SourceKind.File or SourceKind.Device ? Path.GetFileNameWithoutExtension(source.TrimEnd('/')) : address.Host;
        }
        catch (SourceException)
        {
            return "source";    // said with its reason when it is opened
        }
    }

    private static string Clean(string name)
    {
        var kept = new string([.. name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' ? letter : '-')]).TrimStart('.', '_', '-');
        return kept.Length == 0 ? "source" : kept[..Math.Min(Longest, kept.Length)];
    }
}
