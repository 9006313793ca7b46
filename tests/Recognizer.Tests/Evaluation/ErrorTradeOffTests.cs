using FaceStream.Recognizer.Evaluation;
using FsCheck;
using FsCheck.Fluent;

namespace FaceStream.Recognizer.Tests.Evaluation;

public class ErrorTradeOffTests
{
    // Never 0: the number after it is denormal, and a thread that has run a network takes that for 0.
    private static readonly Gen<float> Similarities = Gen.Choose(-20, 19).Select(value => (value + 0.5f) / 20);

    [Fact]
    public void Every_impostor_that_passes_is_a_point()
    {
        var curve = ErrorTradeOff.Curve([0.3f, 0.6f, 0.9f], [0.1f, 0.5f]);

        // Above 0.5 none passes, and one of three is missed; above 0.1 one of two does, and none is missed.
        Assert.Equal([(0.0, 1.0 / 3), (0.5, 0.0), (1.0, 0.0)], curve.Select(point => (point.FalseAlarms, point.Misses)));
        Assert.All(curve, point => Assert.InRange(point.Threshold, 0.1f, 0.51f));
    }

    [Fact]
    public void Impostors_that_are_equally_similar_pass_together()
    {
        var curve = ErrorTradeOff.Curve([0.5f], [0.4f, 0.4f, 0.4f, 0.2f]);

        Assert.Equal([0, 0.75, 1], curve.Select(point => point.FalseAlarms));
    }

    [Fact]
    public void A_point_is_what_its_threshold_does_to_whatever_was_measured() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200),
        Prop.ForAll(
            Similarities.ArrayOf().Where(values => values.Length > 0).ToArbitrary(),
            Similarities.ArrayOf().Where(values => values.Length > 0).ToArbitrary(),
            (genuine, impostor) =>
            {
                var curve = ErrorTradeOff.Curve(genuine, impostor);
                return curve[0].FalseAlarms == 0 && curve[^1] is { FalseAlarms: 1 } && curve.All(point =>
                    point.FalseAlarms == impostor.Count(value => value >= point.Threshold) / (double)impostor.Length
                    && point.Misses == genuine.Count(value => value < point.Threshold) / (double)genuine.Length);
            }));
}
