using System.Globalization;
using System.Text;
using FaceStream.Dashboard.Configuration.Schema;

namespace FaceStream.Dashboard.Tests.Documentation;

/// <summary>The table of all settings, from the schema.</summary>
internal static class ConfigurationReference
{
    /// <summary>A line for each setting.</summary>
    public static string Table()
    {
        var table = new StringBuilder("| setting | default | range | meaning |\n|---|---|---|---|\n");
        foreach (var setting in ConfigurationSchema.Settings)
            table.Append(CultureInfo.InvariantCulture, $"| `{setting.Key}` | {Default(setting)} | {setting.Range} | {setting.Meaning.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        return table.ToString();
    }

    private static string Default(SettingDocumentation setting) =>
        setting.Required ? "must be given" : setting.Default.Length == 0 ? "" : $"`{setting.Default}`" + (setting.BesideProgram ? " beside the program" : "");
}
