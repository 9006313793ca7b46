namespace FaceStream.Tests.Rtsp;

/// <summary>Elementary streams whose NAL units stand behind start codes (Annex B of H.264 and of H.265).</summary>
internal static class AnnexB
{
    /// <summary>Cuts at the start codes 00 00 01 and 00 00 00 01.</summary>
    public static List<byte[]> Units(byte[] stream)
    {
        List<byte[]> units = [];
        var start = -1;
        for (var i = 0; i + 3 <= stream.Length; i++)
        {
            if (stream[i] != 0 || stream[i + 1] != 0 || stream[i + 2] != 1)
                continue;
            if (start >= 0)
                units.Add(stream.AsSpan(start, i - start).TrimEnd((byte)0).ToArray());
            start = i + 3;
            i += 2;
        }

        units.Add(stream[start..]);
        return units;
    }

    /// <summary>Groups units into pictures: one begins with the first unit after a slice that is no further slice of the same picture.</summary>
    public static IEnumerable<byte[][]> Pictures(List<byte[]> units, Func<byte[], bool> isSlice, Func<byte[], bool> isFirstSlice)
    {
        List<byte[]> picture = [];
        var hasSlice = false;
        foreach (var unit in units)
        {
            var slice = isSlice(unit);
            if (hasSlice && (!slice || isFirstSlice(unit)))
            {
                yield return [.. picture];
                picture.Clear();
                hasSlice = false;
            }

            picture.Add(unit);
            hasSlice |= slice;
        }

        yield return [.. picture];
    }

    /// <summary>A unit as one payload, or as fragments where it is too long for one.</summary>
    /// <param name="unit">With its header.</param>
    /// <param name="header">Bytes of that.</param>
    /// <param name="fragment">The header of a fragment in its stead.</param>
    /// <param name="type">The unit's type, which stands behind that with the marks of the first and the last one.</param>
    /// <param name="largest">Bytes of a payload.</param>
    public static IEnumerable<byte[]> Payloads(byte[] unit, int header, byte[] fragment, int type, int largest)
    {
        if (unit.Length <= largest)
        {
            yield return unit;
            yield break;
        }

        var room = largest - fragment.Length - 1;
        for (var at = header; at < unit.Length; at += room)
        {
            var end = Math.Min(at + room, unit.Length);
            var marks = (at == header ? 0x80 : 0) | (end == unit.Length ? 0x40 : 0);
            yield return [.. fragment, (byte)(marks | type), .. unit.AsSpan(at, end - at)];
        }
    }
}
