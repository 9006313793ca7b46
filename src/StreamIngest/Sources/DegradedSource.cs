using System.Diagnostics;
using FaceStream.StreamIngest.Imaging;

namespace FaceStream.StreamIngest.Sources;

/// <summary>A source whose pictures are made worse: smaller, darker, blurred, noisy, compressed, in that order, as in a poor camera.</summary>
/// <param name="source">Gives the pictures; disposed with this one.</param>
/// <param name="degradation">How bad they become.</param>
public sealed class DegradedSource(IFrameSource source, Degradation degradation) : IFrameSource
{
    private static readonly YuvColour JpegColour = new(YuvMatrix.Bt601, FullRange: true);

    private readonly PlaneScaler[] _scalers = [new(), new(), new()];
    private readonly PlaneDamage _damage = new(degradation.Seed);
    private readonly JpegEncoder? _jpeg = degradation.Jpeg > 0 ? new(degradation.Jpeg) : null;
    private readonly FramePool _pool = new(limit: 1);
    private Picture _picture;
    private byte[] _whole = [];
    private long _count;

    /// <summary>Columns that are left of one; known from the first picture on.</summary>
    public double Scale { get; private set; } = 1;

    /// <inheritdoc/>
    public long Errors => source.Errors;

    /// <inheritdoc/>
    public string? Damage => source.Damage;

    /// <inheritdoc/>
    public SourceInfo Open(CancellationToken cancel)
    {
        var info = source.Open(cancel);
        var (width, height) = degradation.Size(info.Width, info.Height);
        return info with { Width = width, Height = height };
    }

    /// <inheritdoc/>
    public bool TryRead(out Picture picture)
    {
        var more = source.TryRead(out _picture);
        var (width, height) = degradation.Size(_picture.Width, _picture.Height);
        if (more)
            (_count, Scale) = (_count + 1, (double)width / _picture.Width);
        picture = _picture with { Width = width, Height = height, Colour = _jpeg is null ? _picture.Colour : JpegColour };
        return more;
    }

    /// <inheritdoc/>
    public void CopyTo(Span<byte> planes)
    {
        var (width, height) = degradation.Size(_picture.Width, _picture.Height);
        using var frame = _pool.TryRent(Header(width, height))!;
        if ((width, height) == (_picture.Width, _picture.Height))
            source.CopyTo(frame.Writable);
        else
            Shrink(frame);

        var header = frame.Header;
        for (var (which, start) = (0, 0); which < 3; which++)
        {
            var (columns, rows) = which == 0 ? (width, height) : (header.ChromaWidth, header.ChromaHeight);
            Spoil(frame.Writable.Slice(start, columns * rows), columns, rows, which);
            start += columns * rows;
        }

        if (_jpeg is null)
        {
            frame.Writable.CopyTo(planes);
            return;
        }

        using var decoded = StillPicture.Decode(_jpeg.Encode(frame), "degraded");
        decoded.Writable.CopyTo(planes);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _jpeg?.Dispose();
        source.Dispose();
    }

    private FrameHeader Header(int width, int height) =>
        new("degraded", 0, _count, _picture.Time, Stopwatch.GetTimestamp(), DateTimeOffset.UnixEpoch, width, height, _picture.Colour);

    private void Shrink(Frame frame)
    {
        var (from, to) = (Header(_picture.Width, _picture.Height), frame.Header);
        if (_whole.Length != from.ByteCount)
            _whole = new byte[from.ByteCount];
        source.CopyTo(_whole);
        _scalers[0].Shrink(_whole, from.Width, from.Width, from.Height, frame.Writable, to.Width, to.Height);
        for (var i = 0; i < 2; i++)
        {
            _scalers[1 + i].Shrink(
                _whole.AsSpan(from.LumaBytes + i * from.ChromaBytes), from.ChromaWidth, from.ChromaWidth, from.ChromaHeight,
                frame.Writable[(to.LumaBytes + i * to.ChromaBytes)..], to.ChromaWidth, to.ChromaHeight);
        }
    }

    private void Spoil(Span<byte> plane, int width, int height, int which)
    {
        const int Grey = 128, VideoBlack = 16;
        var luma = which == 0;
        if (degradation.Light < 1)
            PlaneDamage.Dim(plane, degradation.Light, luma ? _picture.Colour.FullRange ? 0 : VideoBlack : Grey);
        if (degradation.Blur > 0)
            _damage.Blur(plane, width, height, luma ? degradation.Blur : degradation.Blur / 2);
        if (degradation.Noise > 0)
            _damage.Grain(plane, width, luma ? degradation.Noise : degradation.Noise / 2, _count, which);
    }
}
