using Course;
using CsCheck;
using FromScratch.Probability;

namespace Autograders;

/// <summary>Exercise 6.1: marginals, conditionals and independence, from a table of joint probabilities.</summary>
[Exercise("6.1", "Joint tables", Difficulty = 1, Minutes = 25, Core = true, Theory = "1. Probability is the bookkeeping of a table")]
public sealed class JointTables : Exercise<JointTables, JointTables.Contract>
{
    public delegate double[] MarginalOf(double[,] joint, int axis);

    public delegate double[] ConditionalOf(double[,] joint, int givenAxis, int value);

    public delegate bool Independence(double[,] joint, double tol);

    public sealed record Contract(MarginalOf Marginal, ConditionalOf Conditional, Independence Independent);

    public static Verdict Check(MarginalOf marginal, ConditionalOf conditional, Independence independent) => Grade(new Contract(marginal, conditional, independent));

    protected override Contract Reference => new(TwoWayTable.Marginal, TwoWayTable.Conditional, TwoWayTable.Independent);

    // rows: sun, cloud, rain; columns: without umbrella, with umbrella
    private static double[,] Weather => new[,] { { 0.45, 0.05 }, { 0.15, 0.05 }, { 0.03, 0.27 } };

    [Fact]
    public void The_weather_alone_is_the_sum_of_each_row() => Expect.Close([0.5, 0.2, 0.3], Subject.Marginal(Weather, 0), because: "Axis 0 keeps the rows: for sun 0.45 + 0.05, over all columns.");

    [Fact]
    public void The_umbrella_alone_is_the_sum_of_each_column() => Expect.Close([0.63, 0.37], Subject.Marginal(Weather, 1), because: "Axis 1 keeps the columns: without umbrella 0.45 + 0.15 + 0.03.");

    [Fact]
    public void In_the_rain_nine_in_ten_have_an_umbrella() => Expect.Close([0.1, 0.9], Subject.Conditional(Weather, 0, 2), because: "Row 2 is (0.03, 0.27), and P(rain) is 0.3: 0.03/0.3 and 0.27/0.3.");

    [Fact]
    public void With_an_umbrella_it_rains_in_27_cases_of_37() => Expect.Close([5 / 37.0, 5 / 37.0, 27 / 37.0], Subject.Conditional(Weather, 1, 1), because: "Column 1 is (0.05, 0.05, 0.27), and P(umbrella) is 0.37. P(rain given umbrella) is not P(umbrella given rain).");

    [Fact]
    public void One_of_two_fair_coins_tells_of_the_other() => Expect.Close([0.2, 0.8], Subject.Conditional(new[,] { { 0.1, 0.4 }, { 0.4, 0.1 } }, 0, 0), because: "Row 0 is (0.1, 0.4) and sums to 0.5: 0.1/0.5 and 0.4/0.5.");

    [Fact]
    public void Conditionals_weighted_by_the_marginal_give_the_table_back() => Property.Holds(
        Gen.Select(Chance.Table(3, 4), Gen.Int[0, 1]), sample =>
        {
            (double[,] joint, int axis) = sample;
            double[] weights = Subject.Marginal(joint, axis);
            double[][] slices = [.. Enumerable.Range(0, weights.Length).Select(value => Subject.Conditional(joint, axis, value))];
            double[,] rebuilt = new double[3, 4];
            for (int i = 0; i < 3; i++)
                for (int j = 0; j < 4; j++)
                    rebuilt[i, j] = axis == 0 ? weights[i] * slices[i][j] : weights[j] * slices[j][i];
            Expect.Close(joint, rebuilt, because: "P(x, y) = P(y)·P(x given y), in every cell. Each conditional sums to 1.");
        });

    [Fact]
    public void Each_conditional_sums_to_1() => Property.Holds(
        Gen.Select(Chance.Table(2, 3), Gen.Int[0, 1]), sample =>
            Expect.Close(1, Subject.Conditional(sample.Item1, sample.Item2, 1).Sum(), because: "Once value 1 is known, something of the rest happens for certain. Divide the slice by its sum, the probability of what is known."));

    [Fact]
    public void A_product_of_marginals_is_independent() => Property.Holds(
        Gen.Select(Chance.WithZeros(3), Chance.WithZeros(4)), sample =>
        {
            double[,] joint = new double[3, 4];
            for (int i = 0; i < 3; i++)
                for (int j = 0; j < 4; j++)
                    joint[i, j] = sample.Item1[i] * sample.Item2[j];
            Expect.Equal(true, Subject.Independent(joint, 1e-12), because: "Every cell is the product of its row's and its column's probability. Compare with the product, not with the conditionals: some rows never happen.");
        });

    [Fact]
    public void The_weather_and_the_umbrella_are_dependent() => Expect.Equal(false, Subject.Independent(Weather, 1e-12), because: "P(rain)·P(umbrella) is 0.111, P(rain, umbrella) is 0.27.");

    [Fact]
    public void One_cell_in_the_last_row_is_enough_for_dependence()
    {
        double[,] joint = { { 0.06, 0.14, 0.1, 0.1 }, { 0.09, 0.21, 0.15, 0.15 } };
        Expect.Equal(true, Subject.Independent(joint, 1e-12), because: "Each row is a multiple of (0.15, 0.35, 0.25, 0.25).");
        joint[1, 2] -= 0.01;
        joint[1, 3] += 0.01;
        Expect.Equal(false, Subject.Independent(joint, 1e-4), because: "The last row is no multiple of the first: look at every cell.");
    }

    [Fact]
    public void A_difference_of_just_the_tolerance_still_counts_as_none()
    {
        double[,] coins = { { 0.5, 0 }, { 0, 0.5 } };   // two coins that always agree: each cell is off by 0.25, up or down
        Expect.Equal(true, Subject.Independent(coins, 0.25), because: "Every cell differs from its product by 0.25, which is not more than the tolerance.");
        Expect.Equal(false, Subject.Independent(coins, 0.24), because: "Every cell differs from its product by 0.25, up or down: take the absolute value.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void What_has_probability_0_cannot_be_given(int axis)
    {
        double[,] joint = axis == 0 ? new[,] { { 0.2, 0.3, 0.5 }, { 0, 0, 0 } } : new[,] { { 0.2, 0, 0.3 }, { 0.1, 0, 0.4 } };
        Expect.Throws<InvalidOperationException>(() => Subject.Conditional(joint, axis, 1), because: "0/0 would be NaN, and NaN spreads without a sound. What never happens tells nothing.");
    }

    [Fact]
    public void A_negative_cell_is_refused()
    {
        double[,] joint = { { 0.5, -0.1 }, { 0.3, 0.3 } };
        Expect.Throws<ArgumentException>(() => Subject.Marginal(joint, 0), because: "A probability is never negative, even where the sum is 1.");
        Expect.Throws<ArgumentException>(() => Subject.Conditional(joint, 1, 0), because: "A probability is never negative, even where the sum is 1.");
        Expect.Throws<ArgumentException>(() => Subject.Independent(joint, 0.1), because: "A probability is never negative, even where the sum is 1.");
    }

    [Fact]
    public void Cells_that_do_not_sum_to_1_are_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Marginal(new[,] { { 0.5, 0.2 }, { 0.2, 0.2 } }, 1), because: "The sum is 1.1. Divide counts by their total first.");
        Expect.Throws<ArgumentException>(() => Subject.Conditional(new[,] { { 0.5, 0.2 }, { 0.1, 0.1 } }, 0, 1), because: "The sum is 0.9.");
        Expect.Throws<ArgumentException>(() => Subject.Marginal(new[,] { { 0.5, double.NaN }, { 0.25, 0.25 } }, 0), because: "NaN is no probability, and every comparison with NaN is false: ask for what must hold.");
    }

    [Fact]
    public void Rounding_in_the_sum_is_no_error() =>
        Expect.Close([0.3, 0.7], Subject.Marginal(new[,] { { 0.1, 0.1, 0.1 }, { 0.1, 0.3, 0.3 + 1e-10 } }, 0), because: "The cells sum to 1 within 1e-9.", tolerance: 1e-8);

    [Theory]
    [InlineData(2, 0)]
    [InlineData(-1, 0)]
    [InlineData(0, 3)]
    [InlineData(1, 2)]
    [InlineData(1, -1)]
    public void There_is_no_such_axis_or_value(int axis, int value) =>
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Conditional(Weather, axis, value), because: "The table has 3 rows (axis 0, values 0 to 2) and 2 columns (axis 1, values 0 and 1).");

    [Fact]
    public void There_is_no_third_marginal() => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Marginal(Weather, 2), because: "A table of two variables has the axes 0 and 1.");

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_tolerance_is_not_negative(double tol) => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Independent(Weather, tol), because: "It is a distance: at least 0, and a number.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You cut the slice and did not rescale it: (0.03, 0.27) sums to 0.3, a distribution sums to 1. Divide by the probability of what is known.", Reference with
        {
            Conditional = (joint, axis, value) =>
            {
                double scale = TwoWayTable.Marginal(joint, axis).ElementAtOrDefault(value);
                return Array.ConvertAll(TwoWayTable.Conditional(joint, axis, value), p => p * scale);
            },
        }),
        new("You answered P(given | other) for P(other | given): 0.73 of those with an umbrella are in the rain, but 0.9 of those in the rain have one. Divide by the probability of what is known.", Reference with
        {
            Conditional = (joint, axis, value) =>
            {
                TwoWayTable.Conditional(joint, axis, value);
                double[] others = TwoWayTable.Marginal(joint, 1 - axis);
                return [.. others.Select((other, i) => (axis == 0 ? joint[value, i] : joint[i, value]) / other)];
            },
        }),
        new("Axis 0 asks for the variable of the rows: keep it and sum over the columns. You summed the other way.", Reference with { Marginal = (joint, axis) => TwoWayTable.Marginal(joint, axis is 0 or 1 ? 1 - axis : axis) }),
        new("Independence holds in every cell. You looked at the first one.", Reference with
        {
            Independent = (joint, tol) =>
            {
                TwoWayTable.Independent(joint, tol);
                return Math.Abs(joint[0, 0] - TwoWayTable.Marginal(joint, 0)[0] * TwoWayTable.Marginal(joint, 1)[0]) <= tol;
            },
        }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("LINQ over rows and columns", new(LinqMarginal, LinqConditional,
            (joint, tol) => tol >= 0
                ? Enumerable.Range(0, joint.GetLength(0)).All(i => Enumerable.Range(0, joint.GetLength(1)).All(j => Math.Abs(joint[i, j] - LinqMarginal(joint, 0)[i] * LinqMarginal(joint, 1)[j]) <= tol))
                : throw new ArgumentOutOfRangeException(nameof(tol)))),
        new("the conditional by its slice and the slice's own sum", new(LinqMarginal,
            (joint, axis, value) =>
            {
                if (axis is < 0 or > 1 || value < 0 || value >= joint.GetLength(axis)) throw new ArgumentOutOfRangeException(nameof(value));
                LinqMarginal(joint, axis);
                double[] slice = Slice(joint, axis, value);
                double sum = slice.Sum();
                return sum > 0 ? Array.ConvertAll(slice, p => p / sum) : throw new InvalidOperationException("It never happens.");
            },
            (joint, tol) =>
            {
                if (!(tol >= 0)) throw new ArgumentOutOfRangeException(nameof(tol));
                double worst = 0;
                double[] rows = LinqMarginal(joint, 0), columns = LinqMarginal(joint, 1);
                for (int j = 0; j < columns.Length; j++)
                    for (int i = 0; i < rows.Length; i++)
                        worst = Math.Max(worst, Math.Abs(rows[i] * columns[j] - joint[i, j]));
                return worst <= tol;
            })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Write the weather table on paper with its sums in the margins. Where in that picture is P(umbrella), and where is P(rain and umbrella)?",
        "Marginal: one sum for each value of the variable that is kept. Conditional: the row (or column) of the known value, each entry divided by that row's sum. Independent: compare every cell with the product of its two margins.",
        "Conditional: check the table; take the marginal of the given axis; refuse a value outside it, and one of probability 0; make an array as long as the other axis; fill it with the cells of that row or column over the marginal's entry.",
    ];

    private static double[] LinqMarginal(double[,] joint, int axis)
    {
        if (axis is < 0 or > 1) throw new ArgumentOutOfRangeException(nameof(axis));
        if (!joint.Cast<double>().All(p => p >= 0) || Math.Abs(joint.Cast<double>().Sum() - 1) > 1e-9) throw new ArgumentException("No distribution.");
        return [.. Enumerable.Range(0, joint.GetLength(axis)).Select(value => Slice(joint, axis, value).Sum())];
    }

    private static double[] LinqConditional(double[,] joint, int axis, int value)
    {
        double[] marginal = LinqMarginal(joint, axis);
        if (value < 0 || value >= marginal.Length) throw new ArgumentOutOfRangeException(nameof(value));
        return marginal[value] > 0 ? [.. Slice(joint, axis, value).Select(p => p / marginal[value])] : throw new InvalidOperationException("It never happens.");
    }

    private static double[] Slice(double[,] joint, int axis, int value) =>
        [.. Enumerable.Range(0, joint.GetLength(1 - axis)).Select(i => axis == 0 ? joint[value, i] : joint[i, value])];
}
