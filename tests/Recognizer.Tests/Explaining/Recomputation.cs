using System.Text.Json;

namespace FaceStream.Recognizer.Tests.Explaining;

/// <summary>
/// The decision about a track, computed a second time: from the JSON alone, by the formulas that the explanation's types state, in code that shares
/// nothing with the product's.
/// </summary>
internal sealed class Recomputation
{
    private readonly JsonElement _scores, _rule;
    private readonly double[] _weights;

    public Recomputation(string json)
    {
        var track = JsonDocument.Parse(json).RootElement;
        (_scores, _rule) = (track.GetProperty("scores"), track.GetProperty("rule"));
        var looks = track.GetProperty("looks").EnumerateArray().ToArray();

        // 1. What the looks are worth: how alike they are tells how much is new in each.
        var alike = Square(looks);
        double[] quality = [.. looks.Select(look => Math.Max(Rule("leastQuality"), (double)look.GetProperty("quality").GetProperty("score").GetSingle()))];
        var shared = Map(alike, (i, j, cosine) => i == j ? 1 : Math.Clamp((cosine - Mean("genuine")) / (1 - Mean("genuine")), 0, 1));
        _weights = [.. looks.Select((_, i) => quality[i] / shared[i].Sum())];
        Count = Math.Pow(_weights.Sum(), 2) / Both(shared);
        Concentration = Math.Sqrt(Both(alike)) / _weights.Sum();
        Quality = Weighted(quality);

        // 2. Everybody who was met, by the mean similarity to them.
        var met = looks.SelectMany(look => look.GetProperty("similarities").EnumerateArray()).Select(Id).Distinct().ToArray();
        var candidates = met.Select(person => Judge(person, looks)).OrderByDescending(who => who.Evidence).ThenBy(who => who.Chance).ThenBy(who => who.Person).ToArray();

        // 3. Bayes.
        var others = Math.Max(0, Rule("people") - met.Length);
        var share = Rule("enrolledShare") / (met.Length + others);
        var rest = met.Length == 0 ? 0 : others * share * Math.Exp(Math.Min(0, candidates[^1].Evidence));
        var total = 1 - Rule("enrolledShare") + rest + candidates.Sum(who => share * Math.Exp(who.Evidence));
        Candidates = [.. candidates.Select(who => who with { Probability = share * Math.Exp(who.Evidence) / total })];
        Nobody = met.Length == 0 ? 1 : (1 - Rule("enrolledShare") + rest) / total;

        // 4. Whom else of the enrolled it might be.
        if (track.GetProperty("alike") is { ValueKind: JsonValueKind.Object } likely)
        {
            var (s, lead) = (likely.GetProperty("closeness").GetDouble(), Candidates[0].Mean - likely.GetProperty("mean").GetDouble());
            var (expected, _, _, common, spread) = Distributions();
            var separate = Score("pairShare") + (1 - Score("pairShare")) / Math.Max(Count, Score("leastCount"));
            var variance = 2 * ((1 - s) / (1 - common)) * (1 - Math.Pow((expected - common) / (1 - common), 2)) * spread * spread * separate;
            var both = Math.Clamp((s - Mean("impostor")) / (Mean("genuine") - Mean("impostor")), 0, 1);
            Alike = Tail((lead + (1 - both) * (expected - common)) / Math.Sqrt(variance));
        }

        // 5. The statement, and whether another track has the better claim to it.
        (Own, Person) = Decide(track.GetProperty("before"));
        Said = track.GetProperty("rival").ValueKind == JsonValueKind.Null ? Own : "contested";
    }

    public double Count { get; }

    public double Concentration { get; }

    public double Quality { get; }

    public IReadOnlyList<double> Weights => _weights;

    public Candidate[] Candidates { get; }

    public double Nobody { get; }

    public double Alike { get; }

    public string Own { get; }

    public long? Person { get; }

    public string Said { get; }

    private (string State, long? Person) Decide(JsonElement before)
    {
        if (Candidates is not [var lead, ..])
            return ("unknown", null);
        var (share, bar) = (lead.Probability / Candidates.Sum(who => who.Probability), Rule("falseAlarmRate") / (Rule("repeats") * Math.Max(1, Rule("templates"))));
        var alikeBar = Rule("falseAlarmRate") / Rule("repeats");
        var (was, whom) = (before.GetProperty("state").GetString(), before.GetProperty("personId") is { ValueKind: JsonValueKind.Number } id ? id.GetInt64() : (long?)null);
        if (lead.Chance <= bar && share >= Rule("lead") && Alike <= alikeBar)
            return ("confirmed", lead.Person);
        if (was is "confirmed" or "contested" && Candidates.Where(who => who.Person == whom).ToArray() is [var named])
        {
            if (was == "confirmed" && named.Person == lead.Person && lead.Chance <= bar * Rule("hysteresis") && share >= Rule("leadKept") && Alike <= alikeBar * Rule("hysteresis"))
                return ("confirmed", lead.Person);
            if (named.Probability >= Rule("contestedUntil") || lead.Probability >= Rule("tentativeFrom"))
                return ("contested", lead.Person);
        }

        if (lead.Chance <= bar)
            return ("contested", lead.Person);
        var spokenOf = was == "tentative" && whom == lead.Person;
        return lead.Probability >= Rule(spokenOf ? "tentativeUntil" : "tentativeFrom") ? ("tentative", lead.Person) : ("unknown", null);
    }

    private Candidate Judge(long person, JsonElement[] looks)
    {
        var mean = Weighted([.. looks.Select(look => Similarity(look, person))]);
        var (expected, all, pair, centre, spread) = Distributions();
        var genuine = Density(mean, expected, Math.Sqrt(pair + (all - pair) / Math.Max(Count, Score("leastCount"))));
        spread *= Concentration;
        var ratio = genuine / Density(mean, centre, spread);
        return new(person, mean, Math.Log((ratio + Score("outlier")) / (1 + Score("twin") * ratio)), Chance((mean - centre) / spread), 0);
    }

    /// <summary>What similarities to look for: the genuine mean, the variance of a single look and the part of it that stays, and the impostors.</summary>
    private (double Expected, double All, double Pair, double Centre, double Spread) Distributions()
    {
        var (expected, all, pair) = (Mean("genuine"), Math.Pow(Deviation("genuine"), 2), Score("pairShare") * Math.Pow(Deviation("genuine"), 2));
        var (centre, spread) = (Mean("impostor"), Deviation("impostor"));
        if (_scores.GetProperty("bands").EnumerateArray().ToArray() is { Length: > 0 } bands)
        {
            pair = Score("pairShare") * Math.Pow(bands[^1].GetProperty("genuine").GetProperty("deviation").GetDouble(), 2);
            (expected, all) = (Between(bands, "genuine", "mean"), Math.Max(pair, Math.Pow(Between(bands, "genuine", "deviation"), 2)));
            (centre, spread) = (Between(bands, "impostor", "mean"), Between(bands, "impostor", "deviation"));
        }

        return (expected, all, pair, centre, spread);
    }

    private double Between(JsonElement[] bands, string distribution, string value)
    {
        (double Quality, double Value)[] points = [.. bands.Select(band => (band.GetProperty("quality").GetDouble(), band.GetProperty(distribution).GetProperty(value).GetDouble()))];
        if (Quality <= points[0].Quality)
            return points[0].Value;
        var above = Array.FindIndex(points, point => Quality <= point.Quality);
        if (above < 0)
            return points[^1].Value;
        var (low, high) = (points[above - 1], points[above]);
        return low.Value + (Quality - low.Quality) / (high.Quality - low.Quality) * (high.Value - low.Value);
    }

    private static double Similarity(JsonElement look, long person)
    {
        var known = look.GetProperty("similarities").EnumerateArray().ToArray();
        var found = known.Where(one => Id(one) == person).DefaultIfEmpty(known[^1]).First();
        return found.GetProperty("similarity").GetSingle();
    }

    private static double[][] Square(JsonElement[] looks)
    {
        var square = looks.Select(_ => new double[looks.Length]).ToArray();
        for (var i = 0; i < looks.Length; i++)
        {
            square[i][i] = 1;
            foreach (var (cosine, j) in looks[i].GetProperty("alike").EnumerateArray().Select((cosine, j) => (cosine.GetSingle(), j)))
                square[i][j] = square[j][i] = cosine;
        }

        return square;
    }

    private static double[][] Map(double[][] square, Func<int, int, double, double> value) =>
        [.. square.Select((row, i) => row.Select((cell, j) => value(i, j, cell)).ToArray())];

    private double Both(double[][] square) => _weights.Select((a, i) => _weights.Select((b, j) => a * b * square[i][j]).Sum()).Sum();

    private double Weighted(double[] values) => values.Select((value, i) => _weights[i] * value).Sum() / _weights.Sum();

    private static double Density(double value, double mean, double deviation) =>
        Math.Exp(-Math.Pow((value - mean) / deviation, 2) / 2) / (deviation * Math.Sqrt(2 * Math.PI));

    /// <summary>How often strangers lie so many deviations above their mean: as measured, and beyond that as the normal distribution falls from there.</summary>
    private double Chance(double deviations)
    {
        var similarity = Mean("impostor") + deviations * Deviation("impostor");
        (double Rate, double Similarity)[] measured = [.. _scores.GetProperty("thresholds").EnumerateArray().Select(point => (point.GetProperty("falseAcceptRate").GetDouble(), point.GetProperty("similarity").GetDouble()))];
        if (measured.Length == 0)
            return Tail(deviations);
        var below = Array.FindLastIndex(measured, point => point.Similarity <= similarity);
        if (below >= 0 && below < measured.Length - 1)
        {
            var part = (similarity - measured[below].Similarity) / (measured[below + 1].Similarity - measured[below].Similarity);
            return Math.Pow(measured[below].Rate, 1 - part) * Math.Pow(measured[below + 1].Rate, part);
        }

        var (rate, from) = measured[Math.Max(0, below)];
        var (low, high) = (-8.0, 8.0);
        while (high - low > 1e-7)
            (low, high) = Tail((low + high) / 2) > rate ? ((low + high) / 2, high) : (low, (low + high) / 2);
        return Tail(low + (similarity - from) / Deviation("impostor"));
    }

    /// <summary>The normal distribution's upper tail, added up in steps of 1e-3 (Simpson's rule).</summary>
    private static double Tail(double z)
    {
        const double Step = 1e-3;
        var sum = 0.0;
        for (var t = z; t < z + 8; t += Step)
            sum += Step / 6 * (Density(t, 0, 1) + 4 * Density(t + Step / 2, 0, 1) + Density(t + Step, 0, 1));
        return sum;
    }

    private double Rule(string name) => _rule.GetProperty(name).GetDouble();

    private double Score(string name) => _scores.GetProperty(name).GetDouble();

    private double Mean(string distribution) => _scores.GetProperty(distribution).GetProperty("mean").GetDouble();

    private double Deviation(string distribution) => _scores.GetProperty(distribution).GetProperty("deviation").GetDouble();

    private static long Id(JsonElement person) => person.GetProperty("personId").GetInt64();

    internal sealed record Candidate(long Person, double Mean, double Evidence, double Chance, double Probability);
}
