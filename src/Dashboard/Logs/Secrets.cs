using System.Collections.Concurrent;
using FaceStream.StreamIngest.Cameras;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.Dashboard.Logs;

/// <summary>
/// The user names, passwords and keys of every camera that was configured or tried since the start, to be taken out of what is shown. One that is
/// not configured any more may still be spoken of.
/// </summary>
internal sealed class Secrets
{
    private readonly ConcurrentDictionary<string, SourceAddress> _known = new(StringComparer.Ordinal);

    /// <summary>Remembers what must not be shown of a camera. Addresses that cannot be understood hold nothing that is ever opened.</summary>
    public void Know(CameraOptions camera)
    {
        foreach (var source in (string[])[camera.Source, camera.DetectSource])
        {
            if (!SourceAddress.IsPath(source) && !_known.ContainsKey(source))
                Know(source);
        }
    }

    /// <summary>The words without secrets: of any address in them, and of the cameras wherever they stand. Line by line, for of a line with addresses little may be left.</summary>
    public string Conceal(string words) => string.Join('\n', words.Split('\n').Select(ConcealLine));

    private string ConcealLine(string line)
    {
        foreach (var address in _known.Values)
            line = address.Conceal(line);
        return SourceAddress.Mask(line);
    }

    private void Know(string source)
    {
        try
        {
            _known[source] = SourceAddress.Parse(source);
        }
        catch (SourceException)
        {
            // Whoever opens it meets the same, with words that are masked.
        }
    }
}
