using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Faces;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests.Detection;

/// <summary>
/// A detector with more cameras than it can serve, on a clock that moves by what work costs, so that the same comes out on every machine. The pictures, the cadence
/// and the load's effect on it are real; where faces are is known from the scenes' recipes, and what networks cost is a table.
/// </summary>
internal sealed class SimulatedOverload : TimeProvider, IFaceDetector
{
    // From docs/performance.md, 1280 × 720: mtcnn.720p, a face of together.follow.4, and what a picture costs in any case.
    private static readonly TimeSpan Search = TimeSpan.FromMilliseconds(18.2), Follow = TimeSpan.FromMilliseconds(0.36), Picture = TimeSpan.FromMilliseconds(0.5);

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(4);
    private const int BatchSize = 8;

    // A half of the scenes' size each way, where the cadence sees the same and memory suffices.
    private const int Width = 640, Height = 360, Shrink = 2;

    private readonly FramePool _pool = new(limit: BatchSize);
    private readonly Dictionary<string, Camera> _cameras;
    private long _now = 1;
    private int _first;

    private SimulatedOverload(Camera[] cameras) => _cameras = cameras.ToDictionary(camera => camera.Name, StringComparer.Ordinal);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>What came of it.</summary>
    public Outcome Result { get; } = new();

    /// <summary>Runs cameras for a while.</summary>
    /// <param name="scenes">What they see, in turns, each from another moment on.</param>
    /// <param name="count">How many cameras there are, second by second.</param>
    /// <param name="detection">The cadence.</param>
    /// <param name="length">In seconds; the first ten do not count.</param>
    public static async Task<Outcome> RunAsync(SeenScene[] scenes, Func<double, int> count, DetectionOptions detection, int length)
    {
        var most = Enumerable.Range(0, length).Max(second => count(second));
        // Moments that have nothing to do with one another: steps of the golden ratio.
        var machine = new SimulatedOverload([.. Enumerable.Range(0, most).Select(i => new Camera($"camera-{i}", scenes[i % scenes.Length], i * 0.618034 % 1))]);
        await machine.RunAsync(count, detection, length);
        return machine.Result;
    }

    public override long GetTimestamp() => _now;

    public Face[][] Detect(IReadOnlyList<Frame> frames, ReadOnlySpan<FaceSearch> searches)
    {
        _now += (frames.Count * Search).Ticks;
        foreach (var frame in frames)
            Result.Searched(_cameras[frame.Header.Camera].Name, _now);
        return [.. frames.Select(Faces)];
    }

    public Face?[][] Refine(IReadOnlyList<Frame> frames, IReadOnlyList<Box[]> expected)
    {
        _now += (expected.Sum(boxes => boxes.Length) * Follow).Ticks;
        return [.. frames.Select((frame, i) =>
        {
            var faces = Faces(frame);
            return Array.ConvertAll(expected[i], box => Near(faces, box));
        })];
    }

    private async Task RunAsync(Func<double, int> count, DetectionOptions options, int length)
    {
        var stretch = new SearchStretch(options, this);
        using var meters = new TestMeters();
        var detector = new FaceDetector(this, _ => new(40 / Shrink), options, new DetectionMetrics(meters), stretch);
        var cameras = _cameras.Values.ToArray();
        var taken = _now;
        while (Seconds(_now) < length)
        {
            // 1. While the detector was busy, the mux gathered what was there when the batch before was taken, or came first after that.
            var present = cameras.AsSpan(0, count(Seconds(_now)));
            var gathered = Math.Max(taken, Earliest(present)) + Window.Ticks;
            var batch = new List<Frame>();
            var lost = 0L;
            for (var i = 0; i < present.Length && batch.Count < BatchSize; i++)
            {
                var camera = present[(_first + i) % present.Length];
                if (camera.Waits(gathered))
                    batch.Add(camera.Take(_pool));
            }

            _first++;
            foreach (var camera in present)
                lost += camera.Lost();
            Result.Lost(lost, Seconds(_now));

            // 2. The detector takes it, and is done when the work is.
            _now = taken = Math.Max(_now, gathered);
            _now += (batch.Count * Picture).Ticks;
            using var found = await detector.ProcessAsync(new(batch, []) { Gathered = gathered, Lost = lost }, default);
            for (var i = 0; i < batch.Count; i++)
                Result.Published(batch[i].Header, _cameras[batch[i].Header.Camera], found.Faces[i], _now);
            Result.Stretched(stretch.Factor, Seconds(_now));
        }
    }

    private static long Earliest(ReadOnlySpan<Camera> cameras)
    {
        var earliest = long.MaxValue;
        foreach (var camera in cameras)
            earliest = Math.Min(earliest, camera.Next);
        return earliest;
    }

    private Face[] Faces(Frame frame) => Array.ConvertAll(_cameras[frame.Header.Camera].Truth(frame.Header.Sequence), face => new Face(
        new((float)face.X / Shrink, (float)face.Y / Shrink, (float)face.Width / Shrink, (float)face.Height / Shrink), default, 0.99f));

    private static Face? Near(Face[] faces, Box box)
    {
        Face? nearest = null;
        foreach (var face in faces)
        {
            if (face.Box.Iou(box) is var iou && iou > 0.3f && (nearest is null || iou > nearest.Value.Box.Iou(box)))
                nearest = face;
        }

        return nearest;
    }

    private static double Seconds(long ticks) => ticks / (double)TimeSpan.TicksPerSecond;

    /// <summary>A scene in memory: the brightness of each picture, and who is in it.</summary>
    internal sealed class SeenScene
    {
        public SeenScene(string name)
        {
            var scene = SampleScene.Load(name);
            using var source = FrameSources.Create(SourceAddress.Parse(scene.Video), new CameraOptions { Name = name, Source = scene.Video });
            source.Open(default);
            List<byte[]> pictures = [];
            List<TrueFace[]> truth = [];
            var planes = Array.Empty<byte>();
            while (source.TryRead(out var picture))
            {
                if (planes.Length == 0)
                    planes = new byte[picture.Width * picture.Height * 3 / 2];
                source.CopyTo(planes);
                var luma = new byte[Width * Height];
                for (var i = 0; i < luma.Length; i++)
                    luma[i] = planes[i / Width * Shrink * picture.Width + i % Width * Shrink];
                truth.Add([.. scene.Truth(pictures.Count)]);
                pictures.Add(luma);
            }

            (Pictures, Truth, Interval) = ([.. pictures], [.. truth], TimeSpan.TicksPerSecond / scene.Fps);
        }

        public byte[][] Pictures { get; }

        public TrueFace[][] Truth { get; }

        public long Interval { get; }
    }

    /// <summary>One that loops over a scene from some moment on.</summary>
    internal sealed class Camera(string name, SeenScene scene, double beginning)
    {
        private readonly long _offset = (long)(beginning * scene.Interval);
        private readonly int _begin = (int)(beginning * scene.Pictures.Length);
        private long _next;         // the first picture that was neither taken nor replaced by a newer one
        private long _lost;

        public string Name => name;

        /// <summary>When the picture comes that may be taken next.</summary>
        public long Next => Arrival(_next);

        /// <summary>Whether a picture waits; newer ones have replaced those before it.</summary>
        public bool Waits(long now)
        {
            if (Next > now)
                return false;
            var newest = (now - _offset) / scene.Interval;
            (_lost, _next) = (_lost + newest - _next, newest);
            return true;
        }

        /// <summary>Pictures that were replaced since this was last asked.</summary>
        public long Lost()
        {
            var lost = _lost;
            _lost = 0;
            return lost;
        }

        /// <summary>Takes the one that waits.</summary>
        public Frame Take(FramePool pool)
        {
            var (lap, index) = Math.DivRem(_begin + _next, scene.Pictures.Length);
            var frame = pool.TryRent(new(name, (int)lap, _next, TimeSpan.FromTicks(index * scene.Interval), Next, default, Width, Height, default) { Live = true })!;
            scene.Pictures[index].CopyTo(frame.Writable);
            _next++;
            return frame;
        }

        public long Arrival(long picture) => _offset + picture * scene.Interval;

        public TrueFace[] Truth(long picture) => scene.Truth[(_begin + picture) % scene.Pictures.Length];

        /// <summary>The picture in which a face that is in this one came.</summary>
        public long Appeared(long picture, int walk)
        {
            while (picture > 0 && (_begin + picture) % scene.Pictures.Length > 0 && Array.Exists(Truth(picture - 1), face => face.Walk == walk))
                picture--;
            return picture;
        }
    }

    /// <summary>What became of pictures and faces after the first ten seconds.</summary>
    internal sealed class Outcome
    {
        private const double Settling = 10;
        private readonly Dictionary<string, long> _searched = new(StringComparer.Ordinal);
        private readonly Dictionary<(string Camera, int Epoch, int Walk), double?> _new = [];
        private readonly List<double> _latencies = [];
        private double _end;
        private int _true, _shown;

        public int Searches { get; private set; }

        public double LongestGap { get; private set; }

        public long LostInAll { get; private set; }

        public List<(double Second, double Factor)> Factors { get; } = [];

        public double Span => _end - Settling;

        public double Recognised => _latencies.Count / Span;

        public double LostShare => LostInAll / (double)(LostInAll + _latencies.Count);

        public int NewFaces => _new.Count;

        public double[] Found => [.. _new.Values.OfType<double>().Order()];

        public double P99 => At([.. _latencies.Order()], 0.99);

        public double Shown => _shown / (double)_true;

        public void Lost(long pictures, double second) => LostInAll += second > Settling ? pictures : 0;

        public void Searched(string camera, long now)
        {
            if (_searched.TryGetValue(camera, out var before) && Seconds(now) > Settling)
                (Searches, LongestGap) = (Searches + 1, Math.Max(LongestGap, Seconds(now - before)));
            _searched[camera] = now;
        }

        public void Stretched(double factor, double second)
        {
            _end = second;
            if (Factors.Count == 0 || Factors[^1].Factor != factor)
                Factors.Add((second, factor));
        }

        public void Published(FrameHeader picture, Camera camera, Face[] faces, long now)
        {
            if (Seconds(now) < Settling)
                return;
            _latencies.Add(Seconds(now - picture.Arrived));
            foreach (var face in camera.Truth(picture.Sequence))
            {
                var (key, appeared) = ((camera.Name, picture.Epoch, face.Walk), camera.Appeared(picture.Sequence, face.Walk));
                if (Seconds(camera.Arrival(appeared)) < Settling)
                    continue;
                _true++;
                var shown = Array.Exists(faces, it => face.Is(it.Box.X * Shrink, it.Box.Y * Shrink, it.Box.Width * Shrink, it.Box.Height * Shrink));
                _shown += shown ? 1 : 0;
                if (_new.GetValueOrDefault(key) is null)
                    _new[key] = shown ? Seconds(now - camera.Arrival(appeared)) : null;
            }
        }

        public override string ToString() => FormattableString.Invariant(
            $"{Recognised:0.0} pictures a second recognised, {LostShare:P1} lost, {Searches / Span:0.0} searches a second, results after {_latencies.Average() * 1000:0} ms, 99 % within {P99 * 1000:0}; {Found.Length} of {NewFaces} new faces found, after {Found.Average() * 1000:0} ms in the mean, median {At(Found, 0.5) * 1000:0}, nine of ten within {At(Found, 0.9) * 1000:0}; {Shown:P1} of faces shown; a camera searched at least every {LongestGap:0.00} s; stretch {string.Join(", ", Factors.Select(change => FormattableString.Invariant($"{change.Factor:0.0} from {change.Second:0} s")).TakeLast(12))}");

        private static double At(double[] sorted, double share) => sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
    }
}
