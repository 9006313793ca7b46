using System.CommandLine;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Imaging;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.Dashboard.Commands.Eval;

/// <summary>The options that make a recording worse before it is looked at.</summary>
internal static class DegradeOptions
{
    private static readonly Option<int?> Height = Ranged("--height", "Make the pictures smaller, to so many rows.", 64, 4320, "ROWS");
    private static readonly Option<double?> Light = Ranged("--light", "Leave so much of the light.", 0.01, 1.0, "SHARE");
    private static readonly Option<double?> Blur = Ranged("--blur", "Blur, by a Gaussian of so many pixels.", 0.1, 20.0, "PIXELS");
    private static readonly Option<double?> Noise = Ranged("--noise", "Add Gaussian noise, in steps of 256.", 0.1, 100.0, "STEPS");
    private static readonly Option<int?> Jpeg = Ranged("--jpeg", "Put a JPEG of this quality in between.", 1, 100, "QUALITY");
    private static readonly Option<int> Seed = new("--seed") { Description = "Of the noise: the same gives the same pictures.", DefaultValueFactory = _ => 1, HelpName = "N" };

    /// <summary>All of them, for a command.</summary>
    public static IReadOnlyList<Option> All { get; } = [Height, Light, Blur, Noise, Jpeg, Seed];

    /// <summary>What was asked for.</summary>
    public static Degradation Of(Invocation call) => new()
    {
        Height = call.Get(Height) ?? 0, Light = call.Get(Light) ?? 1, Blur = call.Get(Blur) ?? 0, Noise = call.Get(Noise) ?? 0, Jpeg = call.Get(Jpeg) ?? 0, Seed = call.Get(Seed),
    };

    /// <summary>The camera's source, made worse.</summary>
    public static DegradedSource Open(CameraOptions camera, Degradation degradation) =>
        new(FrameSources.Create(SourceAddress.Parse(camera.Source), camera), degradation);

    private static Option<T?> Ranged<T>(string name, string words, T least, T most, string value) where T : struct, IComparable<T>
    {
        var option = new Option<T?>(name) { Description = words, HelpName = value };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<T?>() is { } given && (given.CompareTo(least) < 0 || given.CompareTo(most) > 0))
                result.AddError(FormattableString.Invariant($"{name} is between {least} and {most}."));
        });
        return option;
    }
}
