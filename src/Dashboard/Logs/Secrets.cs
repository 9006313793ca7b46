using System.Collections.Concurrent;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.Dashboard.Logs;

/// <summary>
/// The user names, passwords and keys of every camera that was configured since the start, and of those that were tried last, to be taken out of what
/// is shown. One that is not configured any more may still be spoken of.
/// </summary>
internal sealed class Secrets
{
    // Each line of the log is searched for each of them. Of one that was tried, words come while it is, and hardly later.
    private const int MostTried = 256;

    private readonly Lock _trying = new();
    private readonly ConcurrentDictionary<SourceAddress, bool> _known = [];

    private volatile SourceAddress[] _tried = [];       // the latest last

    /// <summary>Remembers what must not be shown of a camera that is configured.</summary>
    public void Know(CameraOptions camera)
    {
        foreach (var address in Unknown(camera))
            _known[address] = true;
    }

    /// <summary>Remembers what must not be shown of a camera that is tried, until many others have been.</summary>
    public void KnowTried(CameraOptions camera)
    {
        lock (_trying)
        {
            foreach (var address in Unknown(camera))
                _tried = [.. _tried.Where(other => other != address).TakeLast(MostTried - 1), address];
        }
    }

    /// <summary>The words without secrets: of any address in them, and of the cameras wherever they stand. Line by line, for of a line with addresses little may be left.</summary>
    public string Conceal(string words) => string.Join('\n', words.Split('\n').Select(ConcealLine));

    private string ConcealLine(string line)
    {
        foreach (var address in _known.Keys.Concat(_tried))
            line = address.Conceal(line);
        return SourceAddress.Mask(line);
    }

    /// <summary>Its addresses that are not known yet. Those that cannot be understood hold nothing that is ever opened.</summary>
    private IEnumerable<SourceAddress> Unknown(CameraOptions camera) => new[] { camera.Source, camera.DetectSource }
        .Where(source => !SourceAddress.IsPath(source)).Select(Understood).OfType<SourceAddress>().Where(address => !_known.ContainsKey(address));

    private static SourceAddress? Understood(string source)
    {
        try
        {
            return SourceAddress.Parse(source);
        }
        catch (SourceException)
        {
            return null;        // whoever opens it meets the same, with words that are masked
        }
    }
}
