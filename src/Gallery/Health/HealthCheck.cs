using System.Numerics.Tensors;
using FaceStream.Gallery.Search;

namespace FaceStream.Gallery.Health;

/// <summary>Searches every template among all, left out itself: for N templates, the time of N searches.</summary>
internal sealed class HealthCheck(GallerySnapshot snapshot, HealthLimits limits)
{
    private readonly Dictionary<(long, long), LookAlikes> _pairs = [];
    private readonly List<Outlier> _outliers = [];

    /// <summary>Looks at some people, or at everybody.</summary>
    /// <param name="snapshot">Of the model in use; they are compared with all who are in it.</param>
    /// <param name="people">Those without templates of it, too.</param>
    /// <param name="limits">Where trouble begins.</param>
    /// <param name="cancel">Asked before each person.</param>
    public static GalleryHealth Of(GallerySnapshot snapshot, IReadOnlyList<Person> people, HealthLimits limits, CancellationToken cancel)
    {
        var check = new HealthCheck(snapshot, limits);
        var asked = people.Select(person => person.Id).ToHashSet();
        var rows = snapshot.Templates.Blocks.ToArray().SelectMany(Rows).Where(row => asked.Contains(row.Person)).ToLookup(row => row.Person);
        List<WeakPerson> weak = [];
        foreach (var person in people)
        {
            cancel.ThrowIfCancellationRequested();
            Row[] own = [.. rows[person.Id]];
            if (check.Look(person, own) is { } weakness)
                weak.Add(new(person, own.Length, weakness));
        }

        return new(
            snapshot.Model, people.Count, snapshot.TemplateCount,
            [.. check._pairs.Values.OrderByDescending(pair => pair.Similarity).ThenBy(pair => pair.One.Id).Take(limits.Most)],
            [.. check._outliers.OrderBy(outlier => outlier.Own - outlier.RivalSimilarity).ThenBy(outlier => outlier.Template).Take(limits.Most)],
            [.. weak.OrderBy(one => one.Weakness)],
            [.. people.Select(person => (person, rows[person.Id].Count())).Where(one => one.Item2 > 0)]);
    }

    private Weakness? Look(Person person, Row[] own)
    {
        var (leastAlike, rivals) = (1f, Rivals(own));
        foreach (var (row, closest) in own.Zip(rivals))
        {
            if (closest is { } rival && rival.Similarity >= limits.LookAlikeFrom)
                Pair(person, row, rival);

            var (nearest, farthest) = Others(row, own);
            leastAlike = Math.Min(leastAlike, farthest);
            if (own.Length > 1 && (nearest < limits.UnlikeBelow || nearest < closest?.Similarity))
            {
                var stranger = closest is { } other && other.Similarity > nearest ? other : default;
                _outliers.Add(new(person, row.Id, nearest, stranger.Template == 0 ? null : snapshot.Find(stranger.Person), stranger.Similarity));
            }
        }

        return own.Length switch
        {
            0 => Weakness.NoPicture,
            1 => Weakness.OnePicture,
            _ => leastAlike >= limits.AlikeFrom ? Weakness.Alike : null,
        };
    }

    /// <summary>The closest template of anybody else, for each of one person's.</summary>
    private Candidate?[] Rivals(Row[] own)
    {
        // The person is among the best two, being there.
        var rivals = new Candidate?[own.Length];
        SearchTogether.Find(snapshot.Templates, Array.ConvertAll(own, row => row.Block.Vector(row.Place)), top: 2, (i, best) =>
        {
            foreach (var candidate in best)
            {
                if (candidate.Person != own[i].Person)
                    rivals[i] ??= candidate;
            }
        });
        return rivals;
    }

    private void Pair(Person person, in Row row, in Candidate rival)
    {
        var other = snapshot.Find(rival.Person)!;
        var pair = person.Id < other.Id
            ? new LookAlikes(person, other, row.Id, rival.Template, rival.Similarity)
            : new LookAlikes(other, person, rival.Template, row.Id, rival.Similarity);
        if (!_pairs.TryGetValue((pair.One.Id, pair.Other.Id), out var known) || known.Similarity < pair.Similarity)
            _pairs[(pair.One.Id, pair.Other.Id)] = pair;
    }

    /// <summary>The cosines to the person's closest and farthest other template.</summary>
    private static (float Nearest, float Farthest) Others(in Row row, Row[] own)
    {
        var (nearest, farthest) = (-1f, 1f);
        foreach (var other in own)
        {
            if (other.Id == row.Id)
                continue;
            var similarity = TensorPrimitives.Dot(row.Vector, other.Vector);
            (nearest, farthest) = (Math.Max(nearest, similarity), Math.Min(farthest, similarity));
        }

        return (nearest, farthest);
    }

    private static IEnumerable<Row> Rows(TemplateRows rows) =>
        Enumerable.Range(0, rows.Count).Select(row => new Row(rows.Block, row));

    /// <summary>A template in its block.</summary>
    private readonly record struct Row(TemplateBlock Block, int Place)
    {
        public long Id => Block.Ids[Place];

        public long Person => Block.People[Place];

        public ReadOnlySpan<float> Vector => Block.Row(Place);
    }
}
