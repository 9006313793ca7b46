using System.Security.Cryptography;
using FaceStream.Gallery;
using FaceStream.Gallery.Health;
using FaceStream.Recognizer.Detection;
using FaceStream.Recognizer.Embedders;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Models;
using FaceStream.Recognizer.Quality;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.Recognizer.Enrolment;

/// <summary>
/// Where pictures become templates: finds the face, says what is wrong with it, keeps what is good. May be called from any thread;
/// one picture at a time goes through the models, which are the desk's own.
/// </summary>
/// <param name="finder">Used by nobody else.</param>
/// <param name="embedder">Used by nobody else.</param>
/// <param name="calibration">The embedder's.</param>
/// <param name="gallery">Who is enrolled.</param>
/// <param name="options">What a picture must be.</param>
public sealed class EnrolmentDesk(
    PortraitFinder finder, IEmbedder embedder, SimilarityCalibration calibration, GalleryService gallery, EnrolmentOptions options)
    : IDisposable
{
    private readonly QualityMeter _meter = new();
    private readonly ScoreModel _scores = new(calibration);
    private readonly PortraitJudge _judge = new(calibration, options);
    private readonly JpegEncoder _jpeg = new(quality: 90);
    private readonly Lock _models = new();
    private volatile bool _closed;

    /// <summary>The embedder's id.</summary>
    public string Model => embedder.Id;

    /// <summary>What similarities of the embedder mean.</summary>
    public SimilarityCalibration Calibration => calibration;

    /// <summary>The similarity from which <see cref="Verify"/> takes two faces for one.</summary>
    public float SameFrom => calibration.ThresholdAt(options.VerifyRate);

    /// <summary>Judges one picture without enrolling it.</summary>
    /// <param name="picture">Not disposed.</param>
    /// <param name="source">Its name, as the operator knows it.</param>
    /// <param name="person">Whose it is to be: a name or an id; null when that does not matter.</param>
    /// <param name="force">Only asks for a face: its quality, and whom it resembles, are the operator's decision.</param>
    /// <param name="face">Which face is meant, by its place in <see cref="PictureVerdict.Faces"/>; null chooses the one that is clearly largest.</param>
    public PictureVerdict Judge(Frame picture, string source, string? person = null, bool force = false, int? face = null) =>
        Judge(picture, source, person is null ? null : gallery.Find(person), [], force ? EnrolmentCare.Force : EnrolmentCare.Usual, face);

    /// <summary>The same for a picture's bytes; what cannot be read is refused, in the decoder's words.</summary>
    public PictureVerdict Judge(ReadOnlyMemory<byte> picture, string source, string? person = null, bool force = false, int? face = null) =>
        Decoded(picture, source, frame => Judge(frame, source, person, force, face));

    /// <summary>Enrols the pictures that are good enough, all in one transaction.</summary>
    /// <param name="name">Whose they are.</param>
    /// <param name="pictures">Their names and bytes.</param>
    /// <param name="care">How much is asked of a picture.</param>
    /// <param name="face">Which face is meant in each, as <see cref="Judge(Frame, string, string?, bool, int?)"/> has it.</param>
    /// <exception cref="GalleryRefusedException">The name is none.</exception>
    /// <exception cref="GalleryException">The gallery failed; nothing was enrolled.</exception>
    public EnrolmentReport Enrol(string name, IReadOnlyList<(string Source, ReadOnlyMemory<byte> Bytes)> pictures, EnrolmentCare care = EnrolmentCare.Usual, int? face = null)
    {
        var parsed = PersonName.Parse(name);
        var person = gallery.Named(parsed);
        var (verdicts, accepted) = (new List<PictureVerdict>(pictures.Count), new List<NewTemplate>());
        foreach (var (source, bytes) in pictures)
        {
            var verdict = Decoded(bytes, source, frame => Judge(frame, source, person, accepted, care, face));
            verdicts.Add(verdict);
            if (verdict is { Accepted: true, Template: { } template })
                accepted.Add(template with { Digest = SHA256.HashData(bytes.Span) });
        }

        if (accepted.Count == 0)
            return new(person, false, verdicts);
        var enrolled = gallery.Enrol(parsed, accepted);
        TellSetAside(verdicts, enrolled);
        return new(enrolled.Person, enrolled.Created, verdicts) { Templates = [.. enrolled.Templates.Select(template => template.Id)] };
    }

    /// <summary>Whether exactly this file was enrolled as this person; as cheap as reading it.</summary>
    public bool Knows(string name, ReadOnlyMemory<byte> file) => gallery.Named(name) is { } person && gallery.HasFile(person.Id, SHA256.HashData(file.Span));

    /// <summary>What may go wrong with those who are enrolled, by the limits of enrolment.</summary>
    public GalleryHealth Health(CancellationToken cancel) => gallery.Health(embedder.Id, Trouble, cancel);

    /// <summary>The same of one person; null when nobody has the id.</summary>
    public GalleryHealth? Health(long person, CancellationToken cancel) => gallery.Health(embedder.Id, person, Trouble, cancel);

    /// <summary>Every face of a picture with the enrolled people who are closest, best first.</summary>
    public IReadOnlyList<IdentifiedFace> Identify(Frame picture, int top)
    {
        lock (_models)
        {
            ThrowIfClosed();
            var faces = Measured(picture, finder.FindAll(picture));
            if (faces.Length == 0)
                return [];
            var people = gallery.Snapshot(embedder.Id);
            var embeddings = embedder.Embed([.. faces.Select(face => (picture, face.Face.Landmarks))], mirror: true);
            return [.. faces.Zip(embeddings, (face, embedding) => new IdentifiedFace(face, people.Search(embedding.Vector.Span, top)))];
        }
    }

    /// <summary>Whether two pictures show one person; of several faces the largest is taken.</summary>
    public Verification Verify(Frame a, Frame b)
    {
        lock (_models)
        {
            ThrowIfClosed();
            var threshold = SameFrom;
            var (first, second) = (Faces(a).FirstOrDefault(), Faces(b).FirstOrDefault());
            if (first is null || second is null)
                return new(null, false, threshold, 0, first, second);
            var embeddings = embedder.Embed([(a, first.Face.Landmarks), (b, second.Face.Landmarks)], mirror: true);
            var similarity = System.Numerics.Tensors.TensorPrimitives.Dot(embeddings[0].Vector.Span, embeddings[1].Vector.Span);
            var quality = Math.Min(first.Quality.Score, second.Quality.Score);
            return new(similarity, similarity >= threshold, threshold, _scores.LogRatio(similarity, LookStatistics.One(quality)), first, second);
        }
    }

    /// <summary>Waits for the picture at hand, so that the networks can be let go of; those behind it are given up.</summary>
    public void Dispose()
    {
        _closed = true;
        lock (_models)
            _jpeg.Dispose();
    }

    private void ThrowIfClosed()
    {
        if (_closed)
            throw new OperationCanceledException("FaceStream is going down.");
    }

    private HealthLimits Trouble => new(calibration.ThresholdAt(options.LookAlikeRate), calibration.ThresholdAt(options.UnlikeRate));

    /// <summary>A picture that was enrolled and shows nothing new is kept, and not searched; the verdict says so.</summary>
    private static void TellSetAside(List<PictureVerdict> verdicts, Enrolled enrolled)
    {
        var (searched, next) = (enrolled.Search.In.Select(template => template.Id).ToHashSet(), 0);
        for (var i = 0; i < verdicts.Count; i++)
        {
            if (verdicts[i].Accepted && !searched.Contains(enrolled.Templates[next++].Id))
                verdicts[i] = verdicts[i] with { SetAside = true, Message = $"{verdicts[i].Message} Set aside: other pictures of this person show as much already." };
        }
    }

    private PictureVerdict Judge(Frame picture, string source, Person? person, IReadOnlyList<NewTemplate> fellows, EnrolmentCare care, int? face)
    {
        lock (_models)
        {
            ThrowIfClosed();
            var faces = Faces(picture);
            if (faces.Length == 0)
                return PictureRules.Refused(source, VerdictReason.NoFace, 0, 1,
                    $"No face found. Use a picture where the face is at least {options.Limits.EyeDistance * 2.4:0} px wide and looks towards the camera.");

            var chosen = Choose(faces, face);
            if (chosen is null)
                return PictureRules.Refused(source, VerdictReason.SeveralFaces, faces.Length, 1, face is not null
                    ? (FormattableString)$"The picture has no face of that number; {faces.Length} found."
                    : $"{faces.Length} faces found. Choose one of them, or crop the picture to the face that is meant.") with { Faces = faces };

            var verdict = PictureRules.Judge(source, chosen.Quality, options.Limits);
            var refusal = verdict.Accepted ? null : verdict;
            if (refusal is not null && care != EnrolmentCare.Force)
                return refusal with { Faces = faces, Chosen = chosen };

            var embedding = embedder.Embed([(picture, chosen.Face.Landmarks)], mirror: true)[0];
            refusal ??= _judge.Objection(source, embedding, person, gallery.Snapshot(embedder.Id), Unsearched(person, fellows), strict: care == EnrolmentCare.Strict);
            if (refusal is not null && care != EnrolmentCare.Force)
                return refusal with { Faces = faces, Chosen = chosen };

            var crop = FaceCrop.Jpeg(picture, chosen.Face.Box, options.CropWidth, _jpeg);
            return PictureRules.Accepted(source, chosen.Quality, refusal) with
            {
                Faces = faces,
                Chosen = chosen,
                Template = new(embedding, chosen.Quality.Score, source, crop) { Pose = new(chosen.Quality.Yaw, chosen.Quality.Pitch), Forced = refusal?.Reason.Label },
            };
        }
    }

    /// <summary>What the person has that the gallery does not search: accepted a moment ago, or set aside.</summary>
    private IReadOnlyList<ReadOnlyMemory<float>> Unsearched(Person? person, IReadOnlyList<NewTemplate> fellows) =>
        [.. fellows.Select(fellow => fellow.Embedding.Vector), .. person is null ? [] : gallery.SetAside(person.Id, embedder.Id)];

    private static PictureVerdict Decoded(ReadOnlyMemory<byte> bytes, string source, Func<Frame, PictureVerdict> judge)
    {
        try
        {
            using var frame = StillPicture.Decode(bytes, source);
            return judge(frame);
        }
        catch (PictureException e)
        {
            return PictureRules.Refused(source, e.TooLarge ? VerdictReason.TooLarge : VerdictReason.Unreadable, null, null, $"{e.Message}");
        }
    }

    private PictureFace[] Faces(Frame picture) => Measured(picture, finder.Find(picture));

    private PictureFace[] Measured(Frame picture, Face[] faces) =>
        [.. faces.Select(face => new PictureFace(face, _meter.Measure(picture, face))).OrderByDescending(face => face.Face.Box.Area)];

    /// <summary>The named face; else the largest, unless another could be meant.</summary>
    private PictureFace? Choose(PictureFace[] faces, int? which)
    {
        if (which is { } place)
            return place >= 0 && place < faces.Length ? faces[place] : null;
        return faces.Length == 1 || faces[1].Face.Box.Width < options.Rival * faces[0].Face.Box.Width ? faces[0] : null;
    }
}
