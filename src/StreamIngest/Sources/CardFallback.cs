namespace FaceStream.StreamIngest.Sources;

/// <summary>Lets a card decode; a video that the card takes and gives no picture of is read from the start again without it.</summary>
/// <param name="card">Reads with the card.</param>
/// <param name="processor">Makes the source that reads without, from the card's failure in words.</param>
internal sealed class CardFallback(IFrameSource card, Func<string, IFrameSource> processor) : IFrameSource
{
    private IFrameSource _source = card;

    /// <inheritdoc/>
    public long Errors => _source.Errors;

    /// <inheritdoc/>
    public string? Damage => _source.Damage;

    /// <inheritdoc/>
    public SourceInfo Open(CancellationToken cancel)
    {
        try
        {
            return _source.Open(cancel);
        }
        catch (CardException e)
        {
            _source.Dispose();
            _source = processor(e.Message);
            return _source.Open(cancel);
        }
    }

    /// <inheritdoc/>
    public bool TryRead(out Picture picture) => _source.TryRead(out picture);

    /// <inheritdoc/>
    public void CopyTo(Span<byte> planes) => _source.CopyTo(planes);

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}

/// <summary>A card took a video and gives no picture of it; the processor may.</summary>
/// <param name="message">Why, as in a notice.</param>
internal sealed class CardException(string message) : SourceException(SourceFault.Unsupported, message);
