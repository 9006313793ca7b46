using System.ComponentModel.DataAnnotations;
using System.Reflection;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Zones;

namespace FaceStream.Dashboard.Configuration;

/// <summary>What the rules of the options' properties want, in words.</summary>
internal static class Rules
{
    /// <summary>What <paramref name="rule"/> wants of <paramref name="property"/>.</summary>
    /// <exception cref="NotSupportedException">A rule that nobody has words for: a mistake in this program.</exception>
    public static Wanted Wanted(PropertyInfo property, ValidationAttribute rule) => rule switch
    {
        RangeAttribute range => Between(Shown.Limit(range.Minimum), Shown.Limit(range.Maximum)),
        RequiredAttribute => new(ConfigurationFault.Empty, "more than nothing"),
        RegularExpressionAttribute { ErrorMessage: { } words } when property.DeclaringType == typeof(CameraOptions) => new(ConfigurationFault.CameraName, words),
        RegularExpressionAttribute { ErrorMessage: { } words } when property.DeclaringType == typeof(Zone) => new(ConfigurationFault.ZoneName, words),
        _ => throw new NotSupportedException($"{property.DeclaringType?.Name}.{property.Name} has a rule without words: {rule.GetType().Name}."),
    };

    private static Wanted Between(string least, string most) => new(ConfigurationFault.OutOfRange, $"between {least} and {most}", ("least", least), ("most", most));
}
