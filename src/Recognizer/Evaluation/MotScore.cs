using FaceStream.Recognizer.Tracking;

namespace FaceStream.Recognizer.Evaluation;

/// <summary>
/// How well tracks fit the truth: MOTA and switches (Bernardin and Stiefelhagen, 2008), IDF1 (Ristani et al., 2016), HOTA
/// (Luiten et al., IJCV 2021), each summed over sequences before it becomes a rate.
/// </summary>
public sealed class MotScore
{
    private const double SameObject = 0.5;

    private readonly Assignment _assignment = new();
    private readonly double[] _hotaTrue = new double[19], _hotaAssociation = new double[19];
    private double _truths, _found, _true, _switches, _identified;

    /// <summary>Accuracy in %: truth less misses, false boxes and switches; below 0 when those are more. Not a number without truth.</summary>
    public double Mota => 100 * (_true - (_found - _true) - _switches) / _truths;

    /// <summary>Share in % of the boxes that lie on the one track that fits each object best.</summary>
    public double Idf1 => 100 * 2 * _identified / (_truths + _found);

    /// <summary>How often an object went on under another track.</summary>
    public double Switches => _switches;

    /// <summary>The geometric mean of detection and association in %, over overlaps of 0.05 to 0.95.</summary>
    public double Hota => 100 * Enumerable.Range(0, 19).Average(i => _hotaTrue[i] == 0 ? 0 :
        Math.Sqrt(_hotaTrue[i] / (_truths + _found - _hotaTrue[i]) * (_hotaAssociation[i] / _hotaTrue[i])));

    /// <summary>Labelled boxes so far.</summary>
    public double Truths => _truths;

    /// <summary>Tracked boxes so far.</summary>
    public double Found => _found;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"MOTA {Mota:0.0}  IDF1 {Idf1:0.0}  HOTA {Hota:0.0}  switches {Switches:0}");

    /// <summary>Adds a sequence.</summary>
    /// <param name="truth">Objects by frame.</param>
    /// <param name="found">Tracks by frame, of as many frames.</param>
    public void Add(MotBox[][] truth, MotBox[][] found)
    {
        _truths += truth.Sum(frame => frame.Length);
        _found += found.Sum(frame => frame.Length);
        var (truthIds, foundIds) = (Ids(truth), Ids(found));
        Clear(truth, found);
        Identity(truth, found, truthIds, foundIds);
        Higher(truth, found, truthIds, foundIds);
    }

    private void Clear(MotBox[][] truth, MotBox[][] found)
    {
        Dictionary<int, int> last = [], previous = [];
        for (var frame = 0; frame < truth.Length; frame++)
        {
            var (t, f) = (truth[frame], found[frame]);
            Dictionary<int, int> now = [];
            // A pair that held in the frame before is kept as long as it can be.
            foreach (var (i, j) in Best(t, f, (a, b) => a.Box.Iou(b.Box) is >= (float)SameObject and var iou
                ? iou + (previous.TryGetValue(a.Id, out var id) && id == b.Id ? 1000 : 0) : 0))
            {
                _true++;
                if (last.TryGetValue(t[i].Id, out var before) && before != f[j].Id)
                    _switches++;
                last[t[i].Id] = now[t[i].Id] = f[j].Id;
            }

            previous = now;
        }
    }

    private void Identity(MotBox[][] truth, MotBox[][] found, Dictionary<int, int> truthIds, Dictionary<int, int> foundIds)
    {
        var together = new double[truthIds.Count, foundIds.Count];
        for (var frame = 0; frame < truth.Length; frame++)
        {
            foreach (var t in truth[frame])
            {
                foreach (var f in found[frame])
                {
                    if (t.Box.Iou(f.Box) >= SameObject)
                        together[truthIds[t.Id], foundIds[f.Id]]++;
                }
            }
        }

        var all = 1 + together.Cast<double>().DefaultIfEmpty(0).Max();
        var costs = together.Cast<double>().Select(count => count == 0 ? Assignment.Forbidden : all - count).ToArray();
        var answer = _assignment.Solve(costs, truthIds.Count, foundIds.Count);
        for (var i = 0; i < answer.Length; i++)
            _identified += answer[i] < 0 ? 0 : together[i, answer[i]];
    }

    private void Higher(MotBox[][] truth, MotBox[][] found, Dictionary<int, int> truthIds, Dictionary<int, int> foundIds)
    {
        var (truthCount, foundCount) = (new double[truthIds.Count], new double[foundIds.Count]);
        var potential = new double[truthIds.Count, foundIds.Count];
        for (var frame = 0; frame < truth.Length; frame++)
        {
            var (t, f) = (truth[frame], found[frame]);
            foreach (var a in t)
                truthCount[truthIds[a.Id]]++;
            foreach (var b in f)
                foundCount[foundIds[b.Id]]++;
            var rows = t.Select(a => (double)f.Sum(b => a.Box.Iou(b.Box))).ToArray();
            var columns = f.Select(b => (double)t.Sum(a => a.Box.Iou(b.Box))).ToArray();
            for (var i = 0; i < t.Length; i++)
            {
                for (var j = 0; j < f.Length; j++)
                {
                    double iou = t[i].Box.Iou(f[j].Box);
                    if (iou > 0)
                        potential[truthIds[t[i].Id], foundIds[f[j].Id]] += iou / (rows[i] + columns[j] - iou);
                }
            }
        }

        double Alignment(int i, int j) => potential[i, j] / (truthCount[i] + foundCount[j] - potential[i, j]);

        var matches = new double[19, truthIds.Count, foundIds.Count];
        for (var frame = 0; frame < truth.Length; frame++)
        {
            var (t, f) = (truth[frame], found[frame]);
            foreach (var (i, j) in Best(t, f, (a, b) => a.Box.Iou(b.Box) is > 0 and var iou ? Alignment(truthIds[a.Id], foundIds[b.Id]) * iou : 0))
            {
                for (var alpha = 0; alpha < 19 && t[i].Box.Iou(f[j].Box) >= 0.05 * (alpha + 1) - 1e-9; alpha++)
                    matches[alpha, truthIds[t[i].Id], foundIds[f[j].Id]]++;
            }
        }

        for (var alpha = 0; alpha < 19; alpha++)
        {
            for (var i = 0; i < truthIds.Count; i++)
            {
                for (var j = 0; j < foundIds.Count; j++)
                {
                    var count = matches[alpha, i, j];
                    _hotaTrue[alpha] += count;
                    _hotaAssociation[alpha] += count == 0 ? 0 : count * count / (truthCount[i] + foundCount[j] - count);
                }
            }
        }
    }

    /// <summary>The one-to-one pairs with the largest sum of scores; a pair of score 0 is none.</summary>
    private List<(int Truth, int Found)> Best(MotBox[] truth, MotBox[] found, Func<MotBox, MotBox, double> score)
    {
        const double Most = 2000;
        var costs = truth.SelectMany(_ => found, (t, f) => score(t, f) is > 0 and var s ? Most - s : Assignment.Forbidden).ToArray();
        var answer = _assignment.Solve(costs, truth.Length, found.Length).ToArray();
        return [.. answer.Select((column, row) => (row, column)).Where(pair => pair.column >= 0)];
    }

    private static Dictionary<int, int> Ids(MotBox[][] frames) =>
        frames.SelectMany(frame => frame).Select(box => box.Id).Distinct().Select((id, place) => (id, place)).ToDictionary(p => p.id, p => p.place);
}
