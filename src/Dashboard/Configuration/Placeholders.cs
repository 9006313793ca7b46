using System.Text.RegularExpressions;

namespace FaceStream.Dashboard.Configuration;

/// <summary><c>${VARIABLE}</c> in a value: a secret that lives in the environment, not in the file.</summary>
internal static partial class Placeholders
{
    /// <summary>The text with the variables' values. <c>$${</c> is a plain <c>${</c>.</summary>
    /// <param name="text">As written.</param>
    /// <param name="environment">The variables.</param>
    /// <param name="complain">Called about each that is not set, with its name where it has one.</param>
    public static string Expand(string text, IReadOnlyDictionary<string, string> environment, Action<ConfigurationFault, string, string> complain) =>
        Pattern.Replace(text, match =>
        {
            if (match.Value == "$${")
                return "${";
            var name = match.Groups["name"];
            if (!name.Success)
                complain(ConfigurationFault.VariableOpen, "", "'${' opens the name of a variable, such as ${CAMERA_PASSWORD}, and this one does not end; write $${ for the two characters.");
            else if (environment.TryGetValue(name.Value, out var value))
                return value;
            else
                complain(ConfigurationFault.VariableUnset, name.Value, $"the environment variable {name.Value} is not set.");
            return "";
        });

    [GeneratedRegex(@"\$\$\{|\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}|\$\{")]
    private static partial Regex Pattern { get; }
}
