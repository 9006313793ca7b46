using FaceStream.Recognizer.Tracking;

namespace FaceStream.Recognizer.Tests.Tracking;

public class AssignmentTests
{
    [Theory]
    [InlineData(1, 1), InlineData(3, 3), InlineData(2, 5), InlineData(5, 2), InlineData(6, 6), InlineData(4, 7)]
    public void The_assignment_costs_no_more_than_the_best_of_all_permutations(int rows, int columns)
    {
        var solver = new Assignment();
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var costs = new double[rows * columns];
            for (var i = 0; i < costs.Length; i++)
                costs[i] = random.NextDouble() < 0.25 ? Assignment.Forbidden : random.NextDouble();

            var answer = solver.Solve(costs, rows, columns).ToArray();

            var taken = answer.Where(column => column >= 0).ToArray();
            Assert.Equal(taken.Length, taken.Distinct().Count());
            Assert.Equal(Cheapest(costs, rows, columns, 0, []), Total(costs, columns, answer), 6);
        }
    }

    [Fact]
    public void Pairs_that_must_not_be_are_never_answered()
    {
        double[] costs = [Assignment.Forbidden, Assignment.Forbidden, 0.5, Assignment.Forbidden];

        Assert.Equal([-1, 0], new Assignment().Solve(costs, 2, 2).ToArray());
    }

    [Fact]
    public void Nothing_to_assign_gives_nothing()
    {
        Assert.Empty(new Assignment().Solve([], 0, 3).ToArray());
        Assert.Equal([-1, -1], new Assignment().Solve([], 2, 0).ToArray());
    }

    private static double Total(double[] costs, int columns, int[] answer) =>
        answer.Select((column, row) => column < 0 ? Assignment.Forbidden : costs[row * columns + column]).Sum();

    /// <summary>The oracle: every row tries every free column, and staying free.</summary>
    private static double Cheapest(double[] costs, int rows, int columns, int row, HashSet<int> taken)
    {
        if (row == rows)
            return 0;
        var best = Assignment.Forbidden + Cheapest(costs, rows, columns, row + 1, taken);
        for (var column = 0; column < columns; column++)
        {
            if (costs[row * columns + column] >= Assignment.Forbidden || !taken.Add(column))
                continue;
            best = Math.Min(best, costs[row * columns + column] + Cheapest(costs, rows, columns, row + 1, taken));
            taken.Remove(column);
        }

        return best;
    }
}
