using FaceStream.Dashboard.Configuration.Yaml;
using FaceStream.Dashboard.Web;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.Dashboard.Configuration;

/// <summary>The rules that look at more than one value.</summary>
internal static class ConfigurationChecks
{
    /// <summary>Adds what breaks them to <paramref name="problems"/>.</summary>
    public static void Apply(FaceStreamOptions options, YamlMap root, Problems problems)
    {
        UniqueCameraNames(root["cameras"] as YamlList, problems);
        CameraAddresses(options, root["cameras"] as YamlList, problems);
        ZoneChecks.Apply(options.Cameras, root["cameras"] as YamlList, problems);

        var listen = (root["dashboard"] as YamlMap)?["listen"];
        if (!ListenAddress.TryParse(options.Dashboard.Listen, out _))
        {
            problems.Add(listen?.Place ?? "dashboard.listen", ConfigurationFault.Listen,
                $"dashboard.listen must be an address and a port, such as 127.0.0.1:8080 or [::1]:8080, and is '{options.Dashboard.Listen}'.", ("listen", options.Dashboard.Listen));
        }
    }

    /// <summary>The options hold the address with its variables, the node its place.</summary>
    private static void CameraAddresses(FaceStreamOptions options, YamlList? cameras, Problems problems)
    {
        foreach (var (camera, node) in options.Cameras.Zip(cameras?.Items.OfType<YamlMap>() ?? []))
        {
            if (string.IsNullOrEmpty(camera.Source))
                continue;       // missing or wrong, which has been said
            var main = Address(camera.Source, node["source"] ?? node, problems);
            if (camera.DetectSource.Length == 0)
                continue;
            var detection = Address(camera.DetectSource, node["detect_source"] ?? node, problems);
            if (main is not null && detection is not null && !(IsOnNetwork(main) && IsOnNetwork(detection)))
                problems.Add(node["detect_source"]?.Place ?? node.Place, ConfigurationFault.DetectSource, "detect_source is for a camera with two streams on the network (rtsp://, rtsps://, http:// or https://); source must be the other one.");
        }
    }

    private static bool IsOnNetwork(SourceAddress address) => address.Kind is SourceKind.Rtsp or SourceKind.Http;

    private static SourceAddress? Address(string text, YamlNode node, Problems problems)
    {
        try
        {
            return SourceAddress.Parse(text);
        }
        catch (BadAddressException wrong)
        {
            problems.Add([About(wrong, node.Place)]);
            return null;
        }
    }

    /// <summary>What is wrong with the address of a camera, among what can be wrong with a configuration.</summary>
    public static ConfigurationProblem About(BadAddressException wrong, string place) => new(place, FaultOf(wrong.Part), wrong.Message + ".", wrong.Named);

    private static ConfigurationFault FaultOf(AddressFault part) => part switch
    {
        AddressFault.Empty => ConfigurationFault.AddressEmpty,
        AddressFault.Zero => ConfigurationFault.AddressZero,
        AddressFault.Kind => ConfigurationFault.AddressKind,
        AddressFault.Length => ConfigurationFault.AddressLength,
        AddressFault.Space => ConfigurationFault.AddressSpace,
        AddressFault.Slashes => ConfigurationFault.AddressSlashes,
        AddressFault.Own => ConfigurationFault.AddressOwn,
        _ => ConfigurationFault.AddressHost,
    };

    private static void UniqueCameraNames(YamlList? cameras, Problems problems)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var camera in cameras?.Items.OfType<YamlMap>() ?? [])
        {
            if (camera["name"] is YamlScalar name && !seen.TryAdd(name.Text, name.Place))
                problems.Add(name.Place, ConfigurationFault.CameraNameTaken, $"a camera is called '{name.Text}' already, at {seen[name.Text]}; names tell them apart in metrics and addresses.", ("name", name.Text), ("first", seen[name.Text]));
        }
    }
}
