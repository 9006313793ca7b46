using FaceStream.Dashboard.Enrolment;
using FaceStream.Gallery;
using FaceStream.Recognizer.Enrolment;

namespace FaceStream.Dashboard.Service;

/// <summary>The people of the sample footage.</summary>
internal static class SamplePeople
{
    /// <summary>Enrols those who are not known yet.</summary>
    /// <param name="samples">Whose pictures to take.</param>
    /// <param name="desk">Where pictures become templates.</param>
    /// <param name="gallery">The desk's.</param>
    /// <param name="enrolled">Told of each who was enrolled.</param>
    /// <param name="cancel">Ends it after the current picture.</param>
    /// <returns>The names of all of them.</returns>
    public static IReadOnlyList<string> Enrol(SampleFootage samples, EnrolmentDesk desk, GalleryService gallery, Action<EnrolledPerson> enrolled, CancellationToken cancel)
    {
        var enrolments = new Enrolments(desk, EnrolmentCare.Usual);
        var offered = PictureFiles.ByPerson(samples.People).ToList();
        foreach (var person in offered.Where(person => gallery.Named(person.Name) is null))
            enrolled(enrolments.Enrol(person, _ => { }, cancel));
        return [.. offered.Select(person => person.Name)];
    }
}
