using FaceStream.Gallery;
using FaceStream.Recognizer.Enrolment;
using FaceStream.Recognizer.Tests.Identification;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests.Enrolment;

/// <summary>Vectors that are drawn by hand: Alice's look along the first axis, Bob's along the second.</summary>
public sealed class PortraitJudgeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly GalleryService _gallery;
    private readonly Person _alice;
    private readonly PortraitJudge _judge = Judge(new());

    public PortraitJudgeTests()
    {
        _gallery = GalleryService.Open(_folder["gallery.db"], new(new OneMeter()), TimeProvider.System);
        _alice = _gallery.Enrol("Alice", [Look(1, 0)]).Person;
        _gallery.Enrol("Bob", [Look(0, 1)]);
    }

    [Fact]
    public void Strictly_a_picture_looks_more_like_its_person_than_like_anybody_else()
    {
        var between = Look(0.30f, 0.35f);       // too little like Bob to be taken for him

        Assert.Null(Objection(between, _alice, strict: false));
        var strict = Objection(between, _alice, strict: true)!;

        Assert.Equal((VerdictReason.LooksLikeOther, "Bob"), (strict.Reason, strict.Resembles!.Value.Person.Name));
        Assert.Contains("more like Bob (0.35) than like the person's other pictures (0.30)", strict.Message, StringComparison.Ordinal);
        Assert.Null(Objection(Look(0.35f, 0.30f), _alice, strict: true));
    }

    [Fact]
    public void Somebody_new_has_nothing_to_be_compared_with_but_the_fellow_pictures()
    {
        Assert.Null(Objection(Look(0.30f, 0.35f), null, strict: true));
        Assert.Equal(VerdictReason.LooksLikeOther, Objection(Look(0.30f, 0.35f), null, strict: true, Look(1, 0))!.Reason);
    }

    [Theory]
    [InlineData(0.1, 0.12f, 0.14f)]         // strangers reach 0.128 once in ten times
    [InlineData(0.01, 0.22f, 0.24f)]        // and 0.233 once in a hundred
    public void A_picture_that_is_no_more_like_its_person_than_strangers_are_is_somebody_else_s(double rate, float unlike, float like)
    {
        var judge = Judge(new() { UnlikeRate = rate });

        Assert.Equal(VerdictReason.UnlikePerson, Objection(Look(unlike, 0), _alice, judge: judge)!.Reason);
        Assert.Null(Objection(Look(like, 0), _alice, judge: judge));
    }

    public void Dispose()
    {
        _gallery.Dispose();
        _folder.Dispose();
    }

    private static PortraitJudge Judge(EnrolmentOptions options) => new(new() { Genuine = new(0.9, 0.1), Impostor = new(0, 0.1), Thresholds = [], Measured = "nothing" }, options);

    private PictureVerdict? Objection(NewTemplate look, Person? person, PortraitJudge judge) =>
        judge.Objection("one.jpg", look.Embedding, person, _gallery.Snapshot("drawn-3"), []);

    private PictureVerdict? Objection(NewTemplate look, Person? person, bool strict, params NewTemplate[] fellows) =>
        _judge.Objection("one.jpg", look.Embedding, person, _gallery.Snapshot("drawn-3"), [.. fellows.Select(fellow => fellow.Embedding.Vector)], strict);

    private static NewTemplate Look(float alice, float bob) =>
        new(new("drawn-3", new float[] { alice, bob, MathF.Sqrt(1 - (alice * alice) - (bob * bob)) }), 0.5f, "one.jpg", default);
}
