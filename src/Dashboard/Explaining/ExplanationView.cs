using FaceStream.Recognizer.Explaining;

namespace FaceStream.Dashboard.Explaining;

/// <summary>Why somebody was called what they were called.</summary>
/// <param name="Sighting">The sighting it is of; null while the track is in view.</param>
/// <param name="Pictures">Crops of looks, as far as they are kept.</param>
/// <param name="Track">All that the decision was made of.</param>
public sealed record ExplanationView(long? Sighting, IReadOnlyList<LookPictureView> Pictures, TrackExplanation Track);

/// <summary>A crop that is kept of a look.</summary>
/// <param name="Look">The look's place in the track's list, from 0.</param>
/// <param name="Picture">The crop's address.</param>
public sealed record LookPictureView(int Look, string Picture);
