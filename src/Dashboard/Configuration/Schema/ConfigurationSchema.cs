using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FaceStream.Dashboard.Configuration.Schema;

/// <summary>A setting.</summary>
/// <param name="Key">As in the file, such as <c>cameras[].source</c>.</param>
/// <param name="Required">It must be given.</param>
/// <param name="Default">As it would be written; empty where nothing is set.</param>
/// <param name="BesideProgram">The default is a path in the program's folder.</param>
/// <param name="Range">What it may be; empty where the meaning says it.</param>
/// <param name="Meaning">What it does; words of the file in backticks.</param>
internal sealed record SettingDocumentation(string Key, bool Required, string Default, bool BesideProgram, string Range, string Meaning);

/// <summary>All settings, from the options' types and their comments: what is documented is what is read.</summary>
internal static partial class ConfigurationSchema
{
    private static readonly string[] Assemblies = ["facestream", "FaceStream.Recognizer", "FaceStream.Gallery", "FaceStream.StreamIngest"];

    private static readonly Lazy<IReadOnlyList<SettingDocumentation>> All = new(() => [.. Section(typeof(FaceStreamOptions), new FaceStreamOptions(), "", Comments())]);

    /// <summary>Each of them, in the order of the sections.</summary>
    public static IReadOnlyList<SettingDocumentation> Settings => All.Value;

    private static IEnumerable<SettingDocumentation> Section(Type type, object? defaults, string path, Dictionary<string, XElement> comments)
    {
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
        {
            var (name, value) = (path + JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), defaults is null ? null : property.GetValue(defaults));
            var item = property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
                ? property.PropertyType.GetGenericArguments()[0] : null;
            if (item is not null && Scalars.Kind(item) is null)
            {
                foreach (var setting in Section(item, Activator.CreateInstance(item), $"{name}[].", comments))
                    yield return setting;
            }
            else if (item is null && Scalars.Kind(property.PropertyType) is null)
            {
                foreach (var setting in Section(property.PropertyType, value, $"{name}.", comments))
                    yield return setting;
            }
            else
            {
                var required = property.IsDefined(typeof(RequiredMemberAttribute));
                var beside = !required && value is string folder && folder.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal);
                yield return new(
                    name, required, required ? "" : beside ? Path.GetRelativePath(AppContext.BaseDirectory, (string)value!) : Written(value), beside, Range(property), Meaning(property, comments));
            }
        }
    }

    private static string Written(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        Enum word => word.ToString().ToLowerInvariant(),
        string text => text,
        IFormattable number => Shown.Limit(number),
        IEnumerable => "",
        _ => value.ToString() ?? "",
    };

    private static string Range(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return property.GetCustomAttribute<RangeAttribute>() is { } range ? $"{Shown.Limit(range.Minimum)} to {Shown.Limit(range.Maximum)}"
            : type.IsEnum ? string.Join(", ", Enum.GetNames(type).Select(name => name.ToLowerInvariant()))
            : "";
    }

    private static string Meaning(PropertyInfo property, Dictionary<string, XElement> comments)
    {
        if (comments.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}")?.Element("summary") is not { } summary)
            return "";
        var words = string.Concat(summary.Nodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement { Name.LocalName: "see" } see => $"`{JsonNamingPolicy.SnakeCaseLower.ConvertName(see.Attribute("cref")!.Value.Split('(')[0].Split('.')[^1])}`",
            _ => "",
        }));
        return Spaces().Replace(words, " ").Trim();
    }

    /// <summary>What the compiler wrote of our own assemblies, beside the program; where it was not brought along, settings have no meaning in words.</summary>
    private static Dictionary<string, XElement> Comments() => Assemblies
        .Select(name => Path.Combine(AppContext.BaseDirectory, name + ".xml")).Where(File.Exists)
        .SelectMany(file => XDocument.Load(file).Descendants("member")).DistinctBy(member => member.Attribute("name")!.Value)
        .ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
