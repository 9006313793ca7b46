using System.Runtime.InteropServices;
using FaceStream.Dashboard.Configuration;
using FaceStream.Dashboard.People;
using FaceStream.Gallery;
using FaceStream.Recognizer;
using FaceStream.Recognizer.Embedders;
using FaceStream.Recognizer.Models;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Dashboard.Doctor;

/// <summary>Looks at everything that FaceStream uses, by using it.</summary>
/// <param name="home">Where things lie.</param>
/// <param name="configuration">The configuration's file; null where there is none.</param>
/// <param name="options">What stands in it, read when it is first needed.</param>
/// <param name="openGallery">Opens the gallery that applies.</param>
/// <param name="models">The models that apply.</param>
/// <param name="say">Told what takes long, before it does.</param>
internal sealed class Examination(Home home, string? configuration, Func<FaceStreamOptions> options, Func<GalleryService> openGallery, Func<ModelStore> models, Action<string> say)
{
    /// <summary>Finding by finding, in the order in which a repair makes sense.</summary>
    public IEnumerable<Finding> Run()
    {
        yield return new(".NET", Condition.Ok, $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores");
        yield return Libraries();
        yield return Jpeg();
        yield return Programs.Find("ffmpeg", "-version", "analyze --annotate writes no video", "apt-get install ffmpeg");
        yield return Safely("configuration", ConfigurationRemedy, Configuration);
        yield return Safely("models", "facestream models install", Models);
        yield return Safely("embedder", "set models.embedder in facestream.yaml to one of them", Embedder);
        yield return Safely("inference", "set inference.provider to auto or cpu in facestream.yaml", () => Told(Device()));
        yield return Safely("gallery", null, Gallery);
        yield return State();
        yield return Programs.Find("chromium", "--version", "the browser tests cannot run", "apt-get install chromium");
        yield return Programs.Find("prometheus", "--version", "the metrics tests cannot run", "apt-get install prometheus");
    }

    private const string ConfigurationRemedy = "correct the file at the places named";

    private static Finding Libraries()
    {
        var check = Libav.Check();
        return new(check.Name, check.Ok ? Condition.Ok : Condition.Needed, check.Ok ? check.Version : check.Problem, check.Ok ? null : check.Remedy);
    }

    private static Finding Jpeg() => Safely("TurboJPEG", "apt-get install libturbojpeg0", () =>
    {
        using var encoder = new JpegEncoder();
        var header = new FrameHeader("doctor", 0, 0, TimeSpan.Zero, 0, default, 16, 16, default);
        using var frame = new FramePool(1).TryRent(header)!;
        return $"encodes ({encoder.Encode(frame).Length} bytes)";
    });

    private string Configuration() =>
        configuration is { } file ? $"{file}, {ConfigurationFile.Load(file, ConfigurationFile.Environment()).Cameras.Count} cameras" : "no facestream.yaml; the defaults apply";

    private string Models()
    {
        var store = models();
        if (!store.IsInstalled)
            throw new ModelException(ModelFault.Missing, $"not all of FaceStream's models are in {store.Folder}");
        return $"{string.Join(", ", store.List().Select(model => store.Check(model.Manifest.Id).Model.Manifest.Id))} in {store.Folder}";
    }

    private Finding Embedder() => models().IsInstalled
        ? new("embedder", Condition.Ok, ConfiguredEmbedder.Find(models(), options().Models.Embedder).Manifest.Name)
        : new("embedder", Condition.Unseen, "is looked at when the models are there");

    /// <summary>The networks are the last to say whether a GPU can be used.</summary>
    private InferenceDevice Device()
    {
        var device = InferenceDevice.Select(options().Inference);
        if (device.Used == ExecutionProvider.Cpu || !models().IsInstalled)
            return device;
        if (Patience(device.Used, options().Inference.CacheFolder) is { } patience)
            say(patience);
        using var networks = Networks.Load(models(), options().Recognizer, device);
        return networks.Device;
    }

    /// <summary>Why a look at the networks takes minutes; null where it does not.</summary>
    /// <param name="provider">What runs them.</param>
    /// <param name="cache">Where TensorRT keeps its engines, a file <c>*.engine</c> each; null is nowhere.</param>
    internal static string? Patience(ExecutionProvider provider, string? cache) =>
        provider != ExecutionProvider.TensorRt || cache is not null && Directory.Exists(cache) && Directory.EnumerateFiles(cache, "*.engine").Any() ? null
        : cache is null ? "TensorRT builds an engine for each network now, which takes minutes, and does so at each start: inference.cache_folder is where it would keep them."
        : $"TensorRT builds an engine for each network now, which takes minutes, and keeps them in {cache}.";

    /// <summary>What runs the networks. A GPU that is not there is missed by nobody; one that computes wrongly is to be mended.</summary>
    internal static Finding Told(InferenceDevice device) => device.Fallback switch
    {
        null => new("inference", Condition.Ok, $"{device}"),
        { IsBroken: true } broken => new("inference", Condition.Optional, $"{device}, not the GPU: {broken.Words}"),
        var absent => new("inference", Condition.Ok, $"{device} (no GPU: {absent.Words})"),
    };

    private Finding Gallery()
    {
        using var gallery = openGallery();
        var damage = gallery.Check();
        if (damage.Count > 0)
            throw new InvalidDataException($"{gallery.Location}: {string.Join("; ", damage)}. Put a copy from your backup in its place");
        return UnembeddedPeople.Words(gallery, options().Models.Embedder) is { } unembedded
            ? new("gallery", Condition.Optional, $"{gallery.Location}: {unembedded}", UnembeddedPeople.Remedy)
            : new("gallery", Condition.Ok, $"{gallery.Location}, {gallery.People.Count} people");
    }

    private Finding State() => Safely("state folder", $"mkdir -p {home.State} && chown $USER {home.State}", () =>
    {
        Directory.CreateDirectory(home.State);
        var probe = Path.Combine(home.State, $".doctor-{Environment.ProcessId}");
        File.WriteAllText(probe, "");
        File.Delete(probe);
        return home.State;
    });

    /// <summary>What a look at a needed thing says, or what it threw.</summary>
    private static Finding Safely(string name, string? remedy, Func<string> look) => Safely(name, remedy, () => new Finding(name, Condition.Ok, look()));

    private static Finding Safely(string name, string? remedy, Func<Finding> look)
    {
        try
        {
            return look();
        }
        catch (ConfigurationException) when (name != "configuration")
        {
            return new(name, Condition.Unseen, "is looked at when the configuration is right");
        }
        catch (Exception problem)
        {
            return new(name, Condition.Needed, problem.Message, remedy);
        }
    }
}
