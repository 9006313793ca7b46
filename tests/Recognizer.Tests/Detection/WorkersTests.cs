using System.Collections.Concurrent;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Detection.Mtcnn;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Models;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests.Detection;

/// <summary>However many share the work, what comes out is what one alone computes, to the last bit.</summary>
public sealed class WorkersTests
{
    public static TheoryData<int> Crews => [2, 3, 7];

    [Theory]
    [MemberData(nameof(Crews))]
    public void Every_pass_is_done_once_and_nobody_does_two_at_a_time(int count)
    {
        var (workers, done, busy, clashes) = (new Workers(count), new ConcurrentBag<int>(), new int[count], 0);

        foreach (var passes in (int[])[0, 1, 2, 5, 100])
        {
            done.Clear();
            workers.Run(passes, (worker, pass) =>
            {
                if (Interlocked.Increment(ref busy[worker]) > 1)
                    Interlocked.Increment(ref clashes);
                Thread.Yield();
                done.Add(pass);
                Interlocked.Decrement(ref busy[worker]);
            });

            Assert.Equal(Enumerable.Range(0, passes), done.Order());
        }

        Assert.Equal(0, clashes);
    }

    [Fact]
    public void They_work_at_the_same_time()
    {
        using var together = new Barrier(3);
        var met = 0;

        new Workers(3).Run(3, (_, _) => { if (together.SignalAndWait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)) Interlocked.Increment(ref met); });

        Assert.Equal(3, met);
    }

    [Fact]
    public void What_goes_wrong_in_a_pass_is_thrown_as_it_is_and_all_are_there_for_the_next_loop()
    {
        var (workers, passes) = (new Workers(3), 0);
        for (var time = 0; time < 10; time++)
            Assert.Equal("pass 4", Assert.Throws<InvalidDataException>(() => workers.Run(9, (_, pass) => Assert.False(pass == 4 ? throw new InvalidDataException("pass 4") : false))).Message);

        workers.Run(20, (_, _) => Interlocked.Increment(ref passes));

        Assert.Equal(20, passes);
    }

    [Fact]
    public void One_alone_works_where_it_is_called_and_allocates_nothing()
    {
        var (threads, here) = (new HashSet<int>(), Environment.CurrentManagedThreadId);
        Action<int, int> work = (_, _) => threads.Add(Environment.CurrentManagedThreadId);
        Workers.Alone.Run(5, work);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Workers.Alone.Run(5, work);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal([here], threads);
    }

    [Fact]
    public void Work_is_cut_into_two_passes_each_but_never_into_crumbs()
    {
        Assert.Equal(1, Workers.Alone.Passes(1000, least: 1));
        Assert.Equal(8, new Workers(4).Passes(1000, least: 10));
        Assert.Equal(3, new Workers(4).Passes(39, least: 10));
        Assert.Equal(1, new Workers(4).Passes(9, least: 10));
    }

    [Theory]
    [MemberData(nameof(Crews))]
    public void Cells_of_pictures_of_every_size_have_the_bits_that_one_alone_gives_them(int count)
    {
        using var pnet = TestModels.Load("mtcnn-pnet");
        var (folder, workers) = (TestModels.Store.Get("mtcnn-pnet"), new Workers(count));
        var alone = Proposals.For(folder, pnet, Workers.Alone);
        Counted[] networks = [.. Enumerable.Range(0, count).Select(_ => new Counted(Proposals.For(folder, pnet, Workers.Alone)))];
        var shared = new SharedProposals(workers, networks);
        foreach (var (pictures, rows, columns) in new[] { (1, 12, 12), (3, 13, 40), (1, 97, 190), (1, 98, 191), (1, 216, 384), (2, 217, 383), (5, 64, 150), (1, 14, 3000), (9, 60, 200) })
            SameCells(alone, shared, workers, pictures, rows, columns);

        Assert.True(networks.Sum(network => network.Runs) > 24 + 3 * count, "hardly a picture was cut into bands");
    }

    [Theory]
    [InlineData("mtcnn-rnet"), InlineData("mtcnn-onet")]
    public void Crops_have_the_bits_that_one_alone_gives_them(string network)
    {
        using var model = TestModels.Load(network);
        using var frame = StillPicture.Load(Directory.GetFiles(Places.Sample("people"), "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First());
        var (folder, random) = (TestModels.Store.Get(network), new Random(9));
        CropNet[] nets =
        [
            new(CropNetworks.For(folder, model)), new(CropNetworks.For(folder, model, 3)),
            // What a processor without fused multiplication gets.
            new([new GraphCrops(model)]), new([new GraphCrops(model), new GraphCrops(model.Twin()), new GraphCrops(model.Twin())]),
        ];
        for (var count = 0; count < 100; count += 1 + count / 3)
        {
            List<Candidate> candidates = [.. Enumerable.Range(0, count).Select(_ => Candidate.From(0, new Box(random.Next(-20, 200), random.Next(-20, 200), random.Next(20, 150), random.Next(20, 150))))];
            var looks = Array.ConvertAll(nets, net =>
            {
                List<(int, Candidate, string)> seen = [];
                net.Run([frame], candidates, (at, candidate, points) => seen.Add((at, candidate, string.Join(' ', points.ToArray()))));
                return seen;
            });

            Assert.Equal(Enumerable.Range(0, count), looks[0].Select(look => look.Item1));
            Assert.All(looks[0], look => Assert.Equal(network == "mtcnn-onet" ? 10 : 0, look.Item3.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length));
            Assert.Equal(looks[0], looks[1]);
            Assert.Equal(looks[2], looks[3]);
        }
    }

    [Fact]
    public void Bands_of_the_graph_have_the_bits_of_the_whole_picture()
    {
        using var pnet = TestModels.Load("mtcnn-pnet");
        var workers = new Workers(3);
        var (alone, shared) = (new GraphProposals(pnet), new SharedProposals(workers, workers.Equip(new GraphProposals(pnet.Twin()), () => new GraphProposals(pnet.Twin()))));

        foreach (var (rows, columns) in new[] { (216, 384), (109, 193), (77, 137) })
            Assert.True(SameCells(alone, shared, workers, 2, rows, columns) > 2);
    }

    [Fact]
    public void A_batch_of_pictures_has_the_faces_that_one_alone_finds_to_the_last_bit()
    {
        using MtcnnDetector alone = Detector(1), shared = Detector(4);
        Frame[] frames = [.. Directory.GetFiles(Places.Sample("people"), "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(6).Select(file => StillPicture.Load(file))];
        FaceSearch[] searches = [.. frames.Select(_ => new FaceSearch(20))];

        var (expected, found) = (alone.Detect(frames, searches), shared.Detect(frames, searches));
        Box[][] boxes = [.. expected.Select(faces => Array.ConvertAll(faces, face => face.Box))];
        var (again, followed) = (alone.Refine(frames, boxes), shared.Refine(frames, boxes));

        Assert.True(expected.Sum(faces => faces.Length) >= 6);
        Assert.Equal(expected, found);
        Assert.Equal(again, followed);
        Array.ForEach(frames, frame => frame.Dispose());
    }

    [Fact]
    public void As_many_share_the_work_as_are_asked_for_or_half_of_the_machine()
    {
        Assert.Equal(5, new InferenceOptions { Threads = 5 }.Cores());
        Assert.Equal(Math.Max(1, Environment.ProcessorCount / 2), new InferenceOptions().Cores());
    }

    /// <summary>In how many passes they came out.</summary>
    private static int SameCells(IProposals alone, SharedProposals shared, Workers workers, int pictures, int rows, int columns)
    {
        var random = new Random(rows);
        float[] pixels = [.. Enumerable.Range(0, pictures * 3 * rows * columns).Select(_ => random.NextSingle() * 2 - 1)];
        pixels.CopyTo(alone.Prepare(pictures, rows, columns));
        pixels.CopyTo(shared.Prepare(pictures, rows, columns));
        alone.Run();
        workers.Run(shared.Passes, shared.Run);

        Assert.Equal(alone.Cells, shared.Cells);
        for (var picture = 0; picture < pictures; picture++)
        {
            Assert.Equal(alone.Scores(picture), shared.Scores(picture));
            Assert.Equal(alone.Shifts(picture), shared.Shifts(picture));
        }

        return shared.Passes;
    }

    private static MtcnnDetector Detector(int threads) => MtcnnDetector.Fast(
        TestModels.Store, TestModels.Load("mtcnn-pnet"), TestModels.Load("mtcnn-rnet"), TestModels.Load("mtcnn-onet"), new MtcnnOptions(), threads);

    /// <summary>Remembers how often it ran.</summary>
    private sealed class Counted(IProposals inner) : IProposals
    {
        public int Runs { get; private set; }

        public (int Rows, int Columns) Cells => inner.Cells;

        public Span<float> Prepare(int pictures, int height, int width) => inner.Prepare(pictures, height, width);

        public int Passes => 1;

        public void Run(int worker, int pass)
        {
            Runs++;
            inner.Run(worker, pass);
        }

        public ReadOnlySpan<float> Scores(int picture) => inner.Scores(picture);

        public ReadOnlySpan<float> Shifts(int picture) => inner.Shifts(picture);
    }
}
