namespace FaceStream.StreamIngest.Sources;

/// <summary>Lets a card decode; a video that the card takes and gives no picture of is read from the start again without it, and where its failures come back it is not asked.</summary>
/// <param name="card">Reads with the card.</param>
/// <param name="processor">Makes the source that reads without, from the card's failure in words.</param>
/// <param name="record">How the card did with this camera so far.</param>
internal sealed class CardFallback(IFrameSource card, Func<string, IFrameSource> processor, CardRecord record) : IFrameSource
{
    private IFrameSource _source = card;
    private string? _codec;     // of what the card decodes; null where it decodes nothing

    /// <inheritdoc/>
    public long Errors => _source.Errors;

    /// <inheritdoc/>
    public string? Damage => _source.Damage;

    /// <inheritdoc/>
    public SourceInfo Open(CancellationToken cancel)
    {
        if (record.GivenUp is { } known)
            return Without(known, cancel);
        record.Began();
        try
        {
            var info = _source.Open(cancel);
            _codec = info.Decoder == DecoderChoice.Software.Label ? null : info.Codec;
            return info;
        }
        catch (CardException e)
        {
            record.Failed(e.Message);
            return Without(e.Message, cancel);
        }
    }

    /// <inheritdoc/>
    public bool TryRead(out Picture picture)
    {
        try
        {
            var more = _source.TryRead(out picture);
            if (more && _codec is not null)
                record.Decoded();
            return more;
        }
        catch (SourceException e) when (e.Fault == SourceFault.Damaged && _codec is not null)
        {
            record.Failed($"it broke off this {_codec} video, and not for the first time");
            throw;
        }
    }

    /// <inheritdoc/>
    public void CopyTo(Span<byte> planes) => _source.CopyTo(planes);

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private SourceInfo Without(string why, CancellationToken cancel)
    {
        _source.Dispose();
        _source = processor(why);
        return _source.Open(cancel);
    }
}

/// <summary>A card took a video and gives no picture of it; the processor may.</summary>
/// <param name="message">Why, as in a notice.</param>
internal sealed class CardException(string message) : SourceException(SourceFault.Unsupported, message);
