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
                Unknown(place, key, path, properties.Keys);
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
            return node is YamlMap map ? Section(type, map, path) : Wrong(node, path, new(ConfigurationFault.NotSection, "a section of 'key: value' lines"));

        if (node is not YamlScalar scalar)
            return Wrong(node, path, kind);

        var unset = false;
        var text = Placeholders.Expand(scalar.Text, environment, (fault, variable, words) =>
        {
            unset = true;
            problems.Add(scalar.Place, fault, $"{path}: {words}", ("path", path), ("variable", variable));
        });
        return unset ? null : Scalars.Parse(type, text) ?? Wrong(node, path, kind);
    }

    private IList? List(Type item, YamlNode node, string path)
    {
        if (node is not YamlList list)
        {
            Wrong(node, path, new(ConfigurationFault.NotList, "a list, each entry behind a '-'"));
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

    private object? Wrong(YamlNode node, string path, Wanted wanted)
    {
        problems.Add(node.Place, wanted.Fault, $"{path} must be {wanted.Words}, and is {Shown.Value(node)}.", [("path", path), .. Shown.Named(node), .. wanted.Named]);
        return null;
    }

    private bool Allowed(PropertyInfo property, object value, YamlNode node, string path)
    {
        foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
        {
            if (rule.IsValid(value))
                continue;
            Wrong(node, path, Rules.Wanted(property, rule));
            return false;
        }

        return true;
    }

    private void Missing(PropertyInfo property, string place, string path)
    {
        if (property.IsDefined(typeof(RequiredMemberAttribute)))
            problems.Add(place, ConfigurationFault.Missing, $"{path} is missing.", ("path", path));
    }

    private static SortedDictionary<string, PropertyInfo> Keys(Type type)
    {
        var keys = new SortedDictionary<string, PropertyInfo>(StringComparer.Ordinal);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
            keys.Add(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), property);
        return keys;
    }

    private void Unknown(string place, string key, string path, IReadOnlyCollection<string> keys)
    {
        var (closest, known) = (DidYouMean.Closest(key, keys), string.Join(", ", keys));
        problems.Add(
            place, ConfigurationFault.UnknownKey, $"unknown key '{Join(path, key)}'.{(closest is null ? $" Known here: {known}." : $" Did you mean '{closest}'?")}",
            ("path", Join(path, key)), ("closest", closest ?? ""), ("known", known));
    }

    private static Type? ItemType(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
