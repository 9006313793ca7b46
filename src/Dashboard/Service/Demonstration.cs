using FaceStream.Dashboard.Cameras;
using FaceStream.Dashboard.Configuration;
using FaceStream.Dashboard.Output;
using FaceStream.Dashboard.Web;
using FaceStream.Gallery;
using FaceStream.Recognizer.Enrolment;
using FaceStream.StreamIngest.Cameras;

namespace FaceStream.Dashboard.Service;

/// <summary>Adds the sample cameras and people to an installation that runs, for whoever has no camera at hand.</summary>
internal sealed class Demonstration(SampleFootage samples, ConfiguredCameras cameras, EnrolmentDesk desk, GalleryService gallery) : IDemonstration
{
    public async Task<DemonstrationView> StartAsync(CancellationToken cancel)
    {
        var wanted = Samples();
        var people = SamplePeople.Enrol(samples, desk, gallery, _ => { }, cancel);
        foreach (var camera in wanted)
            await cameras.AddAsync([new("name", camera.Name), new("source", camera.Source), new("loop", "true")], new ChangeQuery(), cancel);
        return new([.. wanted.Select(camera => camera.Name)], people);
    }

    private IReadOnlyList<CameraOptions> Samples()
    {
        try
        {
            samples.Expect();
            return ConfigurationFile.Load(samples.Configuration, new Dictionary<string, string>()).Cameras;
        }
        catch (CommandFailure missing)
        {
            throw new ProblemException(StatusCodes.Status409Conflict, "no-samples", $"{missing.Message} {missing.Hint}");
        }
    }
}
