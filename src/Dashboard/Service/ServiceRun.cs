using FaceStream.Dashboard.Commands;
using FaceStream.Dashboard.Output;
using FaceStream.StreamIngest;

namespace FaceStream.Dashboard.Service;

/// <summary>A service from its first word to its last.</summary>
internal static class ServiceRun
{
    /// <summary>Runs until a signal, or until <paramref name="length"/> is over.</summary>
    /// <param name="call">Whose words and signals.</param>
    /// <param name="service">Prepared.</param>
    /// <param name="greeting">Said after the address.</param>
    /// <param name="length">How long; null is for ever.</param>
    /// <param name="opened">Told the address, too.</param>
    public static async Task<ExitCode> RunAsync(Invocation call, FaceStreamService service, string greeting, TimeSpan? length, Action<Uri>? opened = null)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(call.Cancel);
        var seen = new SeenPeople();
        using var watching = service.Hub.Attach(seen, "summary");
        await service.RunAsync(
            address =>
            {
                // One line of its own, so that scripts find the address.
                call.Terminal.Show(new { Url = address.ToString().TrimEnd('/') }, console => console.Profile.Out.Writer.WriteLine($"FaceStream is at {address.ToString().TrimEnd('/')}"));
                call.Terminal.Say(greeting);
                opened?.Invoke(address);
                if (length is { } time)
                    end.CancelAfter(time);
            },
            end.Token);

        LastWords(call, service, seen);
        return call.Cancel.IsCancellationRequested && !call.Stop.ByTermination ? ExitCode.Interrupted : ExitCode.Ok;
    }

    private static void LastWords(Invocation call, FaceStreamService service, SeenPeople seen)
    {
        var cameras = service.Cameras.Sessions.Select(session => new
        {
            session.Options.Name, session.Counters.Decoded, Processed = seen.Frames(session.Options.Name),
            Dropped = Enum.GetValues<DropReason>().ToDictionary(reason => reason.Label, session.Counters.Dropped),
            session.Counters.Reconnects, StillRented = session.Pool.Rented + (session.SharpPool?.Rented ?? 0),
        }).ToList();
        var people = seen.People(service.Gallery);
        call.Terminal.Show(new { Cameras = cameras, People = people }, _ => { });
        if (call.Terminal.Json)
            return;
        foreach (var camera in cameras)
            call.Terminal.Say($"{camera.Name}: {camera.Decoded} frames decoded, {camera.Processed} recognised, {camera.Dropped.Values.Sum()} dropped");
        if (people.Count > 0)
            call.Terminal.Say($"Seen: {string.Join(", ", people.Keys)}");
    }
}
