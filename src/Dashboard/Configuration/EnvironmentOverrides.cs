using System.Globalization;
using FaceStream.Dashboard.Configuration.Yaml;

namespace FaceStream.Dashboard.Configuration;

/// <summary>
/// Environment variables that replace single values: <c>FACESTREAM__DASHBOARD__LISTEN=127.0.0.1:9000</c>,
/// <c>FACESTREAM__CAMERAS__0__SOURCE=…</c>. Checked like the file's own values; the variable is their place.
/// </summary>
internal static class EnvironmentOverrides
{
    private const string Prefix = "FACESTREAM__";

    /// <summary>The configuration with the variables' values in it.</summary>
    public static YamlMap Apply(YamlMap root, IReadOnlyDictionary<string, string> environment, Problems problems)
    {
        foreach (var (name, value) in environment.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal))
                continue;
            var path = name[Prefix.Length..].ToLowerInvariant().Split("__");
            if (path.Contains(""))
                problems.Add(name, ConfigurationFault.OverrideName, "a part of the name is empty; write FACESTREAM__SECTION__KEY.");
            else
                root = (YamlMap)Put(root, path, new YamlScalar(name, value, Quoted: false), problems);
        }

        return root;
    }

    private static YamlNode Put(YamlNode? node, ReadOnlySpan<string> path, YamlScalar value, Problems problems)
    {
        if (path.IsEmpty)
            return value;
        if (node is YamlList || (node is not YamlMap && int.TryParse(path[0], CultureInfo.InvariantCulture, out _)))
            return PutItem(node as YamlList ?? new YamlList(value.Place, []), path, value, problems);

        var map = node as YamlMap ?? new YamlMap(value.Place, []);
        var key = path[0];
        var index = map.Entries.FindIndex(entry => entry.Key == key);
        var old = index < 0 ? null : map.Entries[index];
        var entry = new YamlEntry(key, old?.Place ?? value.Place, Put(old?.Value, path[1..], value, problems));
        return map with { Entries = index < 0 ? [.. map.Entries, entry] : [.. map.Entries[..index], entry, .. map.Entries[(index + 1)..]] };
    }

    private static YamlList PutItem(YamlList list, ReadOnlySpan<string> path, YamlScalar value, Problems problems)
    {
        if (!int.TryParse(path[0], CultureInfo.InvariantCulture, out var index) || index < 0 || index > list.Items.Count)
        {
            problems.Add(
                value.Place, ConfigurationFault.OverrideIndex, $"'{path[0]}' is not a place in this list; it has {list.Items.Count} entries, counted from 0.",
                ("index", path[0]), ("count", $"{list.Items.Count}"));
            return list;
        }

        var item = Put(index < list.Items.Count ? list.Items[index] : null, path[1..], value, problems);
        return list with { Items = index == list.Items.Count ? [.. list.Items, item] : [.. list.Items[..index], item, .. list.Items[(index + 1)..]] };
    }
}
