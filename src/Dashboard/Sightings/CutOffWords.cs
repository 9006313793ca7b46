using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;

namespace FaceStream.Dashboard.Sightings;

/// <summary>Before anybody is served: words on sightings that the last end of FaceStream cut off are taken whole, or not at all.</summary>
internal sealed class CutOffWords(SightingService sightings, NamedLooks looks, ILogger<CutOffWords> log) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var word in sightings.Unfinished())
            {
                looks.Finish(word);
                log.LogWarning("FaceStream ended while it took in who sighting {Sighting} was; {Outcome}", word.Sighting, word.Since is null ? "that is done now" : "nothing of that is left: say it again");
            }
        }
        catch (GalleryException e)
        {
            log.LogWarning("Words on sightings that were cut off are not finished yet; the next start tries again. {Reason}", e.Message);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
