using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace FaceStream.Gallery.Search;

/// <summary>
/// The rows of a block that may be among the best. Their full vectors are far away in memory, so none is fetched before the bar has risen as far as codes can raise it.
/// </summary>
/// <param name="block">Whose rows.</param>
/// <param name="asked">What is looked for.</param>
/// <param name="room">For the rows that wait; when it is full, they are compared.</param>
/// <param name="waiting">So many do already.</param>
/// <remarks>
/// A row that the first bound does not rule out is compared with the query in full, by its codes, which are in the nearest cache. That leaves the row's own rounding error, and so a
/// lowest similarity as well: it stands among the best for its person and raises the bar, until <see cref="Settle"/> puts the exact one, which is higher, in its place.
/// Whoever it puts out of the best waits here all the same, and comes back if the exact similarity says so.
/// </remarks>
internal ref struct Shortlist(TemplateBlock block, Asked asked, Span<ListedRow> room, int waiting = 0)
{
    /// <summary>Room for all there are in a usual gallery.</summary>
    public const int Room = 64;

    private readonly TemplateBlock _block = block;
    private readonly Asked _asked = asked;
    private readonly Span<ListedRow> _rows = room;

    /// <summary>Rows that wait.</summary>
    public int Count { get; private set; } = waiting;

    /// <summary>Takes those of four rows that may be among the best.</summary>
    /// <param name="row">The first of four.</param>
    /// <param name="count">Rows of the block that the snapshot knows of.</param>
    /// <param name="atMost">Their similarities are no higher, but for the query's error.</param>
    /// <param name="people">Those found so far.</param>
    public void Take(int row, int count, Vector128<float> atMost, ref BestPeople people)
    {
        for (var i = 0; i < Math.Min(4, count - row); i++)
        {
            if (atMost[i] >= people.Bar - _asked.Error && _asked.Wanted?.Invoke(_block.People[row + i]) != false)
                Take(row + i, ref people);
        }
    }

    /// <summary>Compares in full what is still worth it.</summary>
    public void Settle(ref BestPeople people)
    {
        foreach (var (row, atMost) in _rows[..Count])
        {
            if (atMost >= people.Bar)
                people.Offer(new(TensorPrimitives.Dot(_block.Row(row), _asked.Query), _block.People[row], _block.Ids[row]));
        }

        Count = 0;
    }

    private void Take(int row, ref BestPeople people)
    {
        var similarity = _block.Scales[row] * Codes.Dot(_block.Codes.Slice(row * _block.CodeStride, _block.Dimension), _asked.Query);
        var error = (_block.Errors[row] * CodedQuery.Longest) + CodedQuery.Rounding(_block.Dimension);
        if (!(similarity + error >= people.Bar))
            return;
        people.Offer(new(similarity - error, _block.People[row], _block.Ids[row]));
        _rows[Count++] = new(row, similarity + error);
        if (Count == _rows.Length)
            Settle(ref people);
    }
}

/// <summary>A row that may be among the best, and the highest similarity it can have.</summary>
internal readonly record struct ListedRow(int Row, float AtMost);
