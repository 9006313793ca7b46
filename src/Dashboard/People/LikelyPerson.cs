using FaceStream.Gallery;
using FaceStream.Recognizer.Identification;
using FaceStream.Recognizer.Models;

namespace FaceStream.Dashboard.People;

/// <summary>From which similarity on a single picture most likely shows a person, for the command line and the API alike.</summary>
internal static class LikelyPerson
{
    /// <summary>The cosine that strangers reach with anybody of the gallery no more often than is asked for. Nobody counts who passes a picture, so strangers are as many as the options assume.</summary>
    public static float From(SimilarityCalibration calibration, IdentificationOptions options, GalleryService gallery) =>
        calibration.ThresholdAt(options.RateAt(options.StrangersADay) / Math.Max(1, gallery.People.Count));
}
