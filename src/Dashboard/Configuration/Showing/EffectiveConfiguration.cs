using System.Collections;
using System.Reflection;
using System.Text.Json;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.Dashboard.Configuration.Showing;

/// <summary>What is in force, setting by setting, as <see cref="OptionsBinder"/> would read it.</summary>
internal static class EffectiveConfiguration
{
    /// <summary>Shows a configuration.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="options">What was read at the start.</param>
    /// <param name="cameras">Those that run now.</param>
    public static ConfigurationView Of(string file, FaceStreamOptions options, IEnumerable<CameraOptions> cameras) =>
        new(file, [], [.. cameras.Select(CameraSection), .. Sections(options)]);

    private static ConfigurationSectionView CameraSection(CameraOptions camera, int place) =>
        new($"cameras[{place}] {camera.Name}", [.. Settings(camera, Activator.CreateInstance<CameraOptions>(), "")]);

    private static IEnumerable<ConfigurationSectionView> Sections(FaceStreamOptions options)
    {
        var usual = new FaceStreamOptions();
        return from section in Properties(typeof(FaceStreamOptions))
               where section.Name != nameof(FaceStreamOptions.Cameras)
               select new ConfigurationSectionView(Key(section), [.. Settings(section.GetValue(options)!, section.GetValue(usual)!, "")]);
    }

    private static IEnumerable<SettingView> Settings(object section, object usual, string path) =>
        from property in Properties(section.GetType())
        let value = property.GetValue(section)
        let standard = property.GetValue(usual)
        from setting in IsSection(property.PropertyType) && value is not null && standard is not null
            ? Settings(value, standard, $"{path}{Key(property)}.")
            : [new SettingView(path + Key(property), Written(value), Written(value) == Written(standard))]
        select setting;

    private static bool IsSection(Type type) => Scalars.Kind(type) is null && !typeof(IEnumerable).IsAssignableFrom(type);

    private static string Written(object? value) => value switch
    {
        null => "",
        string text => SourceAddress.Mask(text),
        bool whether => whether ? "true" : "false",
        Enum word => word.ToString().ToLowerInvariant(),
        IEnumerable list => string.Join(", ", list.Cast<object>().Select(Written)),
        _ => Shown.Limit(value),
    };

    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);

    private static string Key(PropertyInfo property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
}
