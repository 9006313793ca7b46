using FaceStream.StreamIngest;

namespace FaceStream.Recognizer.Detection;

/// <summary>
/// Notices that a camera shows another scene than a picture ago: a cut in a recording, the next camera of a sequencer, a PTZ camera that jumped
/// to a preset. Says so in the first picture of the new scene, and needs no later one.
/// </summary>
/// <remarks>
/// Three things must be true at once. (1) The thumbnail does not correlate with the one before, and does not where it is shifted either, so that it is no pan and
/// no large thing that moved; correlation knows neither brightness nor contrast, so that it is no exposure or cloud. (2) The edges in its blocks are others: a lamp
/// that is switched on shades a room anew, but edges stay where they are. (3) It differs far more than pictures did of late: the ratio to the largest recent difference of
/// B.-L. Yeo and B. Liu, “Rapid scene analysis on compressed video”, IEEE TCSVT 5(6), 1995, as in the AdaptiveDetector of PySceneDetect, but looking back only.
/// What is burnt out tells nothing, nor does a picture with hardly an edge: a flash, a black picture and a coat before the lens are waited out, and the next picture is
/// compared with the last one that showed something. What such methods are worth: S. H. Abdulhussain et al., “Methods and challenges in shot boundary detection: a
/// review”, Entropy 20(4), 2018. What this one finds: docs/models.md.
/// </remarks>
internal sealed class SceneWatch
{
    // A difference of 0 is the same picture, of 1 one that has nothing to do with it. In 28 recordings at 5 pictures a second and more, what shifts do not
    // explain is below 0.25, unless it was as high just before; cuts lie from 0.39 up, in good pictures and in bad ones.
    private const double LeastDifference = 0.3;

    // Edges correlate by 0.5 at most over a cut, however alike the rooms; by 0.8 when a lamp is switched on, in nineteen of twenty tries.
    private const double SameEdges = 0.6;

    // PySceneDetect's factor, and near the 2 to 3 of Yeo and Liu.
    private const double OverRecent = 3;

    // How long a restless scene is remembered: this time takes away two thirds.
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(2);

    // A scene that is never at rest looks like one cut after another; and in shots this short nobody is followed.
    private static readonly TimeSpan ShortestShot = TimeSpan.FromSeconds(0.5);

    // After so long without anything to see, the next picture begins anew; by then tracks have ended by themselves.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // A third of the picture's width and a sixth of its height: as far as a fast pan goes in a tenth of a second.
    private const int AcrossReach = 10, DownReach = 4;

    private const int Block = 4;                // cells to a side
    private const int Across = Thumbnail.Columns / Block, Blocks = Across * (Thumbnail.Rows / Block);
    private const int LeastBlocks = Blocks / 3, LeastCells = Thumbnail.Columns * Thumbnail.Rows / 4;

    private const double BurntOut = 235 * Level;                // white, in video levels
    private const double Grain = 2 * Level * Level;             // variance of a dark sensor's noise in a cell; below it there is no structure
    private const double LeastContrast = 16 * Level * Level;    // variance of a thumbnail with something to see
    private const double EdgeGrain = 16 * Grain;                // edges are in quarters
    private const double Level = Thumbnail.Pixels;              // a cell sums so many pixels

    private readonly bool[] _clear = new bool[Blocks];          // not burnt out, now and before
    private Thumbnail _now = new(), _before = new();
    private TimeSpan _time, _judged, _lastCut;
    private double _recent;
    private bool _any;

    /// <summary>Knows of no picture any more.</summary>
    public void Forget() => (_any, _recent, _lastCut) = (false, 0, TimeSpan.MinValue / 2);

    /// <summary>Whether this picture shows another scene than those before.</summary>
    public bool Look(Frame frame)
    {
        _now.Sample(frame);
        var time = frame.Header.Time;
        if (!_any)
        {
            Keep(time);
            return false;
        }

        FindClear();
        if (Edges() is not { } edges || Difference(0, 0) is not { } difference)
        {
            if (time - _time > Patience)
                Keep(time);
            return false;
        }

        _recent *= Math.Exp(-Math.Max(0, (time - _judged) / Memory));
        if (difference >= LeastDifference)
            difference = Unexplained(difference);
        var cut = difference >= LeastDifference && difference >= OverRecent * _recent && edges <= SameEdges && time - _lastCut >= ShortestShot;
        if (cut)
            _lastCut = time;    // how much two scenes differ says nothing of how restless either is
        else
            _recent = Math.Max(_recent, difference);
        _judged = time;
        Keep(time);
        return cut;
    }

    private void Keep(TimeSpan time) => (_now, _before, _time, _any) = (_before, _now, time, true);

    private void FindClear()
    {
        for (var block = 0; block < Blocks; block++)
            _clear[block] = OfBlock(_before.Cells, _now.Cells, block).LargerMean <= BurntOut;
    }

    /// <summary>How well edges correlate within blocks, on average over those that have any now and had some before; null where these are few.</summary>
    private double? Edges()
    {
        var (blocks, sum) = (0, 0.0);
        for (var block = 0; block < Blocks; block++)
        {
            var moments = OfBlock(_before.Edges, _now.Edges, block);
            if (!_clear[block] || moments.FirstVariance <= EdgeGrain || moments.SecondVariance <= EdgeGrain)
                continue;
            blocks++;
            sum += moments.Correlation(EdgeGrain);
        }

        return blocks < LeastBlocks ? null : sum / blocks;
    }

    /// <summary>What no shift explains.</summary>
    private double Unexplained(double difference)
    {
        for (var y = -DownReach; y <= DownReach; y++)
        {
            for (var x = -AcrossReach; x <= AcrossReach; x++)
                difference = Math.Min(difference, Difference(x, y) ?? difference);
        }

        return difference;
    }

    /// <summary>One less the correlation of this picture with the one before, shifted by so many cells; null where there is too little to compare.</summary>
    private double? Difference(int x, int y)
    {
        var moments = new Moments();
        var (left, right) = (Math.Max(0, -x), Math.Min(Thumbnail.Columns, Thumbnail.Columns - x));
        for (var row = Math.Max(0, -y); row < Math.Min(Thumbnail.Rows, Thumbnail.Rows - y); row++)
        {
            for (var column = left; column < right; column++)
            {
                if (_clear[row / Block * Across + column / Block])
                    moments.Add(_before.Cells[(row + y) * Thumbnail.Columns + column + x], _now.Cells[row * Thumbnail.Columns + column]);
            }
        }

        return moments.Count < LeastCells || Math.Min(moments.FirstVariance, moments.SecondVariance) < LeastContrast ? null : 1 - moments.Correlation(Grain);
    }

    private static Moments OfBlock(int[] before, int[] now, int block)
    {
        var moments = new Moments();
        var corner = block / Across * Block * Thumbnail.Columns + block % Across * Block;
        for (var row = 0; row < Block; row++)
        {
            for (var column = 0; column < Block; column++)
            {
                var cell = corner + row * Thumbnail.Columns + column;
                moments.Add(before[cell], now[cell]);
            }
        }

        return moments;
    }
}
