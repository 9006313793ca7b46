using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FaceStream.Dashboard.Configuration.Yaml;
using FaceStream.Dashboard.Output;

namespace FaceStream.Dashboard.Configuration;

/// <summary>
/// Fills options types from YAML. The types are the single truth: their properties are the keys, their
/// <c>required</c>, <see cref="RangeAttribute"/> and <see cref="RegularExpressionAttribute"/> the rules.
/// </summary>
/// <param name="environment">For <c>${VARIABLE}</c>.</param>
/// <param name="folder">What relative paths are relative to.</param>
/// <param name="problems">Gets everything that is wrong; binding goes on after each.</param>
internal sealed class OptionsBinder(IReadOnlyDictionary<string, string> environment, string folder, Problems problems)
{
    /// <summary>Makes a <typeparamref name="T"/> from <paramref name="map"/>.</summary>
    public T Bind<T>(YamlMap map) => (T)Section(typeof(T), map, path: "");

    private object Section(Type type, YamlMap map, string path)
    {
        var target = Activator.CreateInstance(type)!;
        var properties = Keys(type);
        foreach (var (key, place, node) in map.Entries)
        {
            if (!properties.TryGetValue(key, out var property))
                problems.Add(place, $"unknown key '{Join(path, key)}'.{DidYouMean.Ask(key, properties.Keys)}{Known(key, properties.Keys)}");
            else if (node is YamlScalar { IsNull: true })
                Missing(property, place, Join(path, key));
            else if (Value(property.PropertyType, node, Join(path, key)) is { } value && Allowed(property, value, node, Join(path, key)))
                property.SetValue(target, RelativePaths.Resolve(property, value, folder));
        }

        foreach (var (key, property) in properties)
        {
            if (map[key] is null)
                Missing(property, map.Place, Join(path, key));
        }

        return target;
    }

    private object? Value(Type type, YamlNode node, string path)
    {
        if (ItemType(type) is { } item)
            return List(item, node, path);

        if (Scalars.Kind(type) is not { } kind)
            return node is YamlMap map ? Section(type, map, path) : Wrong(node, path, "a section of 'key: value' lines");

        if (node is not YamlScalar scalar)
            return Wrong(node, path, kind);

        var unset = false;
        var text = Placeholders.Expand(scalar.Text, environment, words =>
        {
            unset = true;
            problems.Add(scalar.Place, $"{path}: {words}");
        });
        return unset ? null : Scalars.Parse(type, text) ?? Wrong(node, path, kind);
    }

    private IList? List(Type item, YamlNode node, string path)
    {
        if (node is not YamlList list)
        {
            Wrong(node, path, "a list, each entry behind a '-'");
            return null;
        }

        var items = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (Value(item, list.Items[i], $"{path}[{i}]") is { } value)
                items.Add(value);
        }

        return items;
    }

    private object? Wrong(YamlNode node, string path, string wanted)
    {
        problems.Add(node.Place, $"{path} must be {wanted}, and is {Shown.Value(node)}.");
        return null;
    }

    private bool Allowed(PropertyInfo property, object value, YamlNode node, string path)
    {
        foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
        {
            if (rule.IsValid(value))
                continue;
            Wrong(node, path, rule switch
            {
                RangeAttribute range => $"between {Shown.Limit(range.Minimum)} and {Shown.Limit(range.Maximum)}",
                RequiredAttribute => "more than nothing",
                { ErrorMessage: { } words } => words,
                RegularExpressionAttribute { Pattern: var pattern } => $"like {pattern}",
                _ => rule.FormatErrorMessage(path),
            });
            return false;
        }

        return true;
    }

    private void Missing(PropertyInfo property, string place, string path)
    {
        if (property.IsDefined(typeof(RequiredMemberAttribute)))
            problems.Add(place, $"{path} is missing.");
    }

    private static SortedDictionary<string, PropertyInfo> Keys(Type type)
    {
        var keys = new SortedDictionary<string, PropertyInfo>(StringComparer.Ordinal);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
            keys.Add(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), property);
        return keys;
    }

    private static string Known(string key, IEnumerable<string> keys) =>
        DidYouMean.Closest(key, keys) is null ? $" Known here: {string.Join(", ", keys)}." : "";

    private static Type? ItemType(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
