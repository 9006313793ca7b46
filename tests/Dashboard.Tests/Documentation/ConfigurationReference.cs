using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FaceStream.Dashboard.Configuration;

namespace FaceStream.Dashboard.Tests.Documentation;

/// <summary>The table of all settings, from the options' types and their comments.</summary>
internal static partial class ConfigurationReference
{
    private static readonly Dictionary<string, XElement> Comments = Directory.GetFiles(AppContext.BaseDirectory, "*.xml")
        .Select(file => XDocument.Load(file).Root!).Where(root => root.Name == "doc")
        .SelectMany(root => root.Descendants("member")).DistinctBy(member => member.Attribute("name")!.Value)
        .ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    /// <summary>A line for each setting.</summary>
    public static string Table()
    {
        var table = new StringBuilder("| setting | default | range | meaning |\n|---|---|---|---|\n");
        Section(typeof(FaceStreamOptions), new FaceStreamOptions(), "", table);
        return table.ToString();
    }

    private static void Section(Type type, object? defaults, string path, StringBuilder table)
    {
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
        {
            var (name, value) = (path + JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), defaults is null ? null : property.GetValue(defaults));
            var item = property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
                ? property.PropertyType.GetGenericArguments()[0] : null;
            if (item is not null && Scalars.Kind(item) is null)
                Section(item, Activator.CreateInstance(item), $"{name}[].", table);
            else if (item is null && Scalars.Kind(property.PropertyType) is null)
                Section(property.PropertyType, value, $"{name}.", table);
            else
                table.Append(CultureInfo.InvariantCulture, $"| `{name}` | {Default(property, value)} | {Range(property)} | {Meaning(property)} |\n");
        }
    }

    private static string Default(PropertyInfo property, object? value) => value switch
    {
        _ when property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute)) => "must be given",
        string path when path.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal) => $"`{Path.GetRelativePath(AppContext.BaseDirectory, path)}` beside the program",
        null or "" or Array { Length: 0 } => "",
        bool flag => flag ? "`true`" : "`false`",
        Enum word => $"`{word.ToString().ToLowerInvariant()}`",
        IFormattable number => $"`{Shown.Limit(number)}`",
        System.Collections.IEnumerable and not string => "",
        _ => $"`{value}`",
    };

    private static string Range(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return property.GetCustomAttribute<RangeAttribute>() is { } range ? $"{Shown.Limit(range.Minimum)} to {Shown.Limit(range.Maximum)}"
            : type.IsEnum ? string.Join(", ", Enum.GetNames(type).Select(name => name.ToLowerInvariant()))
            : "";
    }

    private static string Meaning(PropertyInfo property)
    {
        var summary = Comments[$"P:{property.DeclaringType!.FullName}.{property.Name}"].Element("summary")!;
        var words = string.Concat(summary.Nodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement { Name.LocalName: "see" } see => $"`{JsonNamingPolicy.SnakeCaseLower.ConvertName(see.Attribute("cref")!.Value.Split('(')[0].Split('.')[^1])}`",
            _ => "",
        }));
        return Spaces().Replace(words, " ").Trim().Replace("|", "\\|", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
