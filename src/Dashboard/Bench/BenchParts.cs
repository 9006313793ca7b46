using FaceStream.Dashboard.Output;

namespace FaceStream.Dashboard.Bench;

/// <summary>Everything that can be measured, by name.</summary>
internal static class BenchParts
{
    private static readonly (string Name, Func<BenchRig, string, Figure> Measure)[] All =
    [
        ("decode.1080p", (rig, name) => DecodePart.Measure(rig, name, 1080)),
        ("decode.720p", (rig, name) => DecodePart.Measure(rig, name, 720)),
        ("pyramid.720p", PyramidPart.Measure),
        ("pnet.720p", DetectPart.Propose),
        ("rnet.64", (rig, name) => DetectPart.Crops(rig, name, "mtcnn-rnet", 64)),
        ("onet.16", (rig, name) => DetectPart.Crops(rig, name, "mtcnn-onet", 16)),
        ("mtcnn.720p", DetectPart.Whole),
        ("zone.720p", DetectPart.HalfPicture),
        ("watch.720p", WatchPart.Measure),
        ("together.detect.4", CamerasPart.Detect),
        ("together.follow.4", CamerasPart.Follow),
        ("align.1", FacePart.Align),
        ("embed.1", (rig, name) => FacePart.Embed(rig, name, 1)),
        ("embed.8", (rig, name) => FacePart.Embed(rig, name, 8)),
        ("together.embed.4", CamerasPart.Embed),
        ("cores.detect.1", (rig, name) => CamerasPart.DetectOnAllCores(rig, name, 1)),
        ("cores.detect.4", (rig, name) => CamerasPart.DetectOnAllCores(rig, name, 4)),
        ("cores.embed.4", CamerasPart.EmbedOnAllCores),
        ("track.50", (rig, name) => TrackPart.Measure(rig, name, 50)),
        .. Searches(),
        ("pipeline.720p", PipelinePart.Measure),
    ];

    /// <summary>Of machines that have a GPU; measured when they are asked for.</summary>
    private static readonly (string Name, Func<BenchRig, string, Figure> Measure)[] OnGpu =
        [.. from pictures in (int[])[1, 4, 16, 64] select ($"gpu.{pictures}", (Func<BenchRig, string, Figure>)((rig, name) => GpuPart.Measure(rig, name, pictures)))];

    /// <summary>320 numbers are the default embedder's, and not in the name; a million templates of 512 take 2.6 GB.</summary>
    private static IEnumerable<(string, Func<BenchRig, string, Figure>)> Searches() =>
        from dimension in (int[])[320, 192, 128, 512]
        from size in ((string Name, int Templates)[])[("10k", 10_000), ("100k", 100_000), ("1m", 1_000_000)]
        let stem = dimension == 320 ? $"search.{size.Name}" : $"search.{size.Name}.{dimension}"
        from part in ((string, Func<BenchRig, string, Figure>)[])
        [
            (stem, (rig, name) => SearchPart.One(rig, name, size.Templates, dimension)),
            ($"{stem}.by32", (rig, name) => SearchPart.Together(rig, name, size.Templates, dimension)),
        ]
        select part;

    private static IEnumerable<string> Words => All.Concat(OnGpu).SelectMany(part => (string[])[part.Name, Stem(part.Name)]).Distinct();

    /// <summary>The parts that are named, whole (<c>search.1m</c>) or by their stem (<c>search</c>); all of the CPU when none is.</summary>
    /// <exception cref="CommandFailure">One is not known.</exception>
    public static IReadOnlyList<(string Name, Func<BenchRig, string, Figure> Measure)> Named(string[] wanted)
    {
        if (wanted.FirstOrDefault(word => !Words.Contains(word)) is { } unknown)
            throw new CommandFailure(ExitCode.Usage, $"There is no part '{unknown}' to measure.{DidYouMean.Ask(unknown, Words)}", $"Parts: {string.Join(' ', All.Concat(OnGpu).Select(part => part.Name))}");
        return wanted.Length == 0 ? All : [.. All.Concat(OnGpu).Where(part => wanted.Contains(part.Name) || wanted.Contains(Stem(part.Name)))];
    }

    private static string Stem(string name) => name.Split('.')[0];
}
