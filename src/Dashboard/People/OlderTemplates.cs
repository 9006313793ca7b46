using FaceStream.Gallery;

namespace FaceStream.Dashboard.People;

/// <summary>A gallery from before redundant pictures were set aside is settled once, beside the service's work.</summary>
internal sealed class OlderTemplates(GalleryService gallery, ILogger<OlderTemplates> log) : BackgroundService
{
    /// <summary>What was done, for people; null when there was nothing to do.</summary>
    public static string? Words((int Templates, int People) settled) => settled.Templates == 0 ? null
        : FormattableString.Invariant($"Pictures that an older FaceStream enrolled and that show nothing new are set aside, kept and not searched: {settled.Templates}, of {settled.People} of the people. 'facestream people show' and the person's page tell which; 'people restore' has one searched again.");

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => Settle(stoppingToken), stoppingToken);

    private void Settle(CancellationToken stop)
    {
        try
        {
            if (Words(gallery.SettleOlder(stop)) is { } words)
                log.LogInformation("{Words}", words);
        }
        catch (GalleryException e)
        {
            log.LogWarning("Redundant pictures of an older gallery are still searched; the next start tries again. {Reason}", e.Message);
        }
    }
}
