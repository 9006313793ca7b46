using FaceStream.Recognizer.Evaluation;
using FaceStream.Recognizer.Faces;
using FaceStream.Recognizer.Tracking;

namespace FaceStream.Recognizer.Tests.Tracking;

/// <summary>
/// SORT with the published parameters (Bewley et al., ICIP 2016), as the yardstick: constant speed of centre and area, constant
/// aspect, overlap of at least 0.3, three hits to be believed, forgotten after one frame. Per frame, not per second.
/// </summary>
internal sealed class PlainSort
{
    private readonly List<Item> _items = [];
    private readonly Assignment _assignment = new();
    private int _frame, _lastId;

    public MotBox[] Update(Face[] faces)
    {
        _frame++;
        foreach (var item in _items)
            item.Predict();

        var costs = _items.SelectMany(_ => faces, (item, face) => item.Box.Iou(face.Box) is >= 0.3f and var iou ? 1 - iou : Assignment.Forbidden).ToArray();
        var matched = _assignment.Solve(costs, _items.Count, faces.Length).ToArray();
        for (var i = 0; i < matched.Length; i++)
        {
            if (matched[i] >= 0)
                _items[i].Correct(faces[matched[i]].Box);
        }

        for (var i = 0; i < faces.Length; i++)
        {
            if (!matched.Contains(i))
                _items.Add(new(++_lastId, faces[i].Box));
        }

        _items.RemoveAll(item => item.Missed > 1);
        return [.. _items.Where(item => item.Missed == 0 && (item.Streak >= 3 || _frame <= 3)).Select(item => new MotBox(item.Id, item.Box))];
    }

    /// <summary>Centre x, centre y and area each with a speed; the aspect without.</summary>
    private sealed class Item(int id, Box box)
    {
        private Line _x = new(box.Centre.X, 1, 1e-2), _y = new(box.Centre.Y, 1, 1e-2), _area = new(box.Area, 10, 1e-4);
        private double _aspect = box.Width / box.Height, _aspectVariance = 10;

        public int Id => id;

        public int Missed { get; private set; }

        public int Streak { get; private set; } = 1;

        public Box Box
        {
            get
            {
                var width = Math.Sqrt(Math.Max(1, _area.Position) * _aspect);
                var height = Math.Max(1, _area.Position) / width;
                return new((float)(_x.Position - width / 2), (float)(_y.Position - height / 2), (float)width, (float)height);
            }
        }

        public void Predict()
        {
            _x.Predict();
            _y.Predict();
            _area.Predict();
            _aspectVariance += 1;
            if (Missed > 0)
                Streak = 0;
            Missed++;
        }

        public void Correct(Box box)
        {
            (Missed, Streak) = (0, Streak + 1);
            _x.Correct(box.Centre.X);
            _y.Correct(box.Centre.Y);
            _area.Correct(box.Area);
            var gain = _aspectVariance / (_aspectVariance + 10);
            _aspect += gain * (box.Width / box.Height - _aspect);
            _aspectVariance *= 1 - gain;
        }
    }

    private struct Line(double position, double noise, double drift)
    {
        private double _speed, _pp = 10, _pv, _vv = 1e4;

        public double Position { get; private set; } = position;

        public void Predict()
        {
            Position += _speed;
            _pp += 2 * _pv + _vv + 1;
            _pv += _vv;
            _vv += drift;
        }

        public void Correct(double measured)
        {
            var (innovation, variance) = (measured - Position, _pp + noise);
            var (gainP, gainV) = (_pp / variance, _pv / variance);
            Position += gainP * innovation;
            _speed += gainV * innovation;
            _vv -= gainV * _pv;
            _pv *= 1 - gainP;
            _pp *= 1 - gainP;
        }
    }
}
