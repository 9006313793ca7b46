using FaceStream.Recognizer.Identification;

namespace FaceStream.Dashboard.Annotation;

/// <summary>Draws boxes, names and states into a picture.</summary>
/// <param name="labels">Sets the words.</param>
internal sealed class Overlay(LabelPress labels)
{
    // Told apart by people who do not see red and green alike (Okabe and Ito, “Color Universal Design”, 2008).
    private static readonly Ink Confirmed = new(0, 158, 115);
    private static readonly Ink Tentative = new(240, 228, 66);
    private static readonly Ink Contested = new(230, 159, 0);
    private static readonly Ink Unknown = new(200, 200, 200);

    /// <summary>Draws every face.</summary>
    public void Draw(Canvas canvas, IReadOnlyList<RecognisedFace> faces)
    {
        // One pixel at 360 rows, three at 1080.
        var thickness = Math.Max(1, canvas.Size.Height / 360);
        foreach (var face in faces)
        {
            var (ink, box) = (InkOf(face.Identity.State), face.Face.Box);
            var (x, y) = ((int)MathF.Round(box.X), (int)MathF.Round(box.Y));
            canvas.Outline(x, y, (int)MathF.Round(box.Width), (int)MathF.Round(box.Height), thickness, ink);

            // Above the box, or inside it where there is no room above.
            var label = labels[Words(face)];
            var top = y >= label.Height ? y - label.Height : y;
            var pad = label.Height / 4;
            var left = Math.Clamp(x, 0, Math.Max(0, canvas.Size.Width - label.Width - 2 * pad));
            canvas.Fill(left, top, label.Width + 2 * pad, label.Height, ink);
            canvas.Stamp(label, left + pad, top, Ink.Black);
        }
    }

    /// <summary>Such as <c>#3 Alice</c>, <c>#3 Alice?</c>, <c>#3 unknown</c>.</summary>
    internal static string Words(RecognisedFace face) => face.Identity switch
    {
        { State: IdentityState.Confirmed, Person: { } person } => $"#{face.Track} {person}",
        { State: IdentityState.Tentative, Person: { } person } => $"#{face.Track} {person}?",
        { State: IdentityState.Contested, Person: { } person } => $"#{face.Track} contested: {person}",
        { State: IdentityState.Contested } => $"#{face.Track} contested",
        _ => $"#{face.Track} unknown",
    };

    private static Ink InkOf(IdentityState state) => state switch
    {
        IdentityState.Confirmed => Confirmed,
        IdentityState.Tentative => Tentative,
        IdentityState.Contested => Contested,
        _ => Unknown,
    };
}
