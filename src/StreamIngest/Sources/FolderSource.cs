namespace FaceStream.StreamIngest.Sources;

/// <summary>Plays the videos in a folder one after the other, by name, as if they were one. What is no video is passed over.</summary>
/// <param name="address">The folder.</param>
/// <param name="create">Makes a source for one of its files.</param>
public sealed class FolderSource(SourceAddress address, Func<SourceAddress, IFrameSource> create) : IFrameSource
{
    private const int FaultsTold = 3;

    private readonly Queue<string> _files = [];
    private readonly List<string> _faults = [];
    private IFrameSource? _source;
    private SourceInfo? _info;
    private CancellationToken _cancel;
    private TimeSpan _began;        // when the first picture of the present file is on
    private TimeSpan _last;
    private long _errors;

    /// <inheritdoc/>
    public long Errors => _errors + (_source?.Errors ?? 0);

    /// <inheritdoc/>
    public string? Damage => _faults.Count == 0 ? null
        : string.Join("; ", _faults.Take(FaultsTold)) + (_faults.Count > FaultsTold ? $"; and {_faults.Count - FaultsTold} more" : "");

    /// <inheritdoc/>
    public SourceInfo Open(CancellationToken cancel)
    {
        _cancel = cancel;
        foreach (var file in List())
            _files.Enqueue(file);
        if (!OpenNext())
            throw new SourceException(SourceFault.NotVideo, $"{address.Masked}: is a directory without a video that FaceStream reads{(Damage is { } why ? $" ({why})" : "")}");
        return _info! with { Duration = null, Frames = null };
    }

    /// <inheritdoc/>
    public bool TryRead(out Picture picture)
    {
        while (_source is not null)
        {
            if (_source.TryRead(out picture))
            {
                picture = picture with { Time = _last = _began + picture.Time };
                return true;
            }

            Leave(_source);
            OpenNext();
        }

        picture = default;
        return false;
    }

    /// <inheritdoc/>
    public void CopyTo(Span<byte> planes) => _source!.CopyTo(planes);

    /// <inheritdoc/>
    public void Dispose() => _source?.Dispose();

    private string[] List()
    {
        try
        {
            return [.. Directory.EnumerateFiles(Path.GetFullPath(address.Text)).Where(file => !Path.GetFileName(file).StartsWith('.')).Order(StringComparer.Ordinal)];
        }
        catch (UnauthorizedAccessException)
        {
            throw new SourceException(SourceFault.Unreadable, $"{address.Masked}: no permission to read it (user {Environment.UserName})");
        }
        catch (IOException e)
        {
            throw new SourceException(SourceFault.Unreadable, $"{address.Masked}: cannot be read: {e.Message}");
        }
    }

    /// <summary>The next file that can be read; its first picture follows the last one as the rate says.</summary>
    private bool OpenNext()
    {
        if (_info is not null)
            _began = _last + TimeSpan.FromSeconds(1 / (_info.Fps > 0 ? _info.Fps : 25));

        while (_files.TryDequeue(out var file))
        {
            _source = create(SourceAddress.Parse(file));
            try
            {
                _info = _source.Open(_cancel);
                return true;
            }
            catch (SourceException passed)
            {
                _faults.Add(passed.Message);
                Leave(_source);
            }
        }

        return false;
    }

    private void Leave(IFrameSource source)
    {
        if (source.Damage is { } damage)
            _faults.Add(damage);
        _errors += source.Errors;
        source.Dispose();
        _source = null;
    }
}
