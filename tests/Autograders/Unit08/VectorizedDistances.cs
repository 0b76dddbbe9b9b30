using Course;
using CsCheck;
using FromScratch.Arrays;
using FromScratch.Data;

namespace Autograders;

/// <summary>Exercise 8.5: all distances at once.</summary>
[Exercise("8.5", "Vectorized distances", Difficulty = 3, Minutes = 30, Theory = "2. Broadcasting is stride 0")]
public sealed class VectorizedDistances : Exercise<VectorizedDistances, VectorizedDistances.Contract>
{
    public delegate NDArray AllDistances(NDArray x, NDArray y);

    public sealed record Contract(AllDistances Pairwise);

    public static Verdict Check(AllDistances pairwise) => Grade(new Contract(pairwise));

    public static Comparison Compare(AllDistances pairwise, AllDistances? library = null, string? libraryName = null)
    {
        (NDArray x, NDArray y) = (Points(120, 16, 1, 0), Points(100, 16, 2, 0));
        return Compared(Part<AllDistances, NDArray>("Pairwise", pairwise, contract => contract.Pairwise, library, libraryName, ("120 and 100 points in 16 dimensions", all => all(x, y))));
    }

    protected override Contract Reference => new(Distances.Pairwise);

    [Fact]
    public void Three_and_four_make_five()
    {
        NDArray x = NDArray.Of([0, 0, 3, 4], 2, 2), y = NDArray.Of([0, 0, 3, 0, 0, 4], 3, 2);
        Same([2, 3], [0, 3, 4, 5, 4, 3], Subject.Pairwise(x, y), "Points (0, 0), (3, 4) against (0, 0), (3, 0), (0, 4): a row for each point of x, a column for each of y.");
    }

    [Fact]
    public void One_dimension_is_a_difference() => Same([3, 2], [4, 7, 2, 5, 1, 2], Subject.Pairwise(NDArray.Of([1, 3, 6], 3, 1), NDArray.Of([5, 8], 2, 1)), "In one dimension |x − y|.");

    [Fact]
    public void They_agree_with_loops() => Property.Holds(
        Gen.Select(Gen.Int[1, 6], Gen.Int[1, 5], Gen.Int[1, 4], Gen.Int[0, 1_000_000]), sample =>
        {
            (int n, int m, int d, int seed) = sample;
            (NDArray x, NDArray y) = (Points(n, d, (ulong)seed, 0), Points(m, d, (ulong)seed + 1, 0));
            Same([n, m], Loops(x, y), Subject.Pairwise(x, y), "Root of the summed squared differences, point by point.", 1e-10);
        });

    [Fact]
    public void A_point_is_at_distance_0_from_itself()
    {
        NDArray x = Points(60, 19, 3, 0);
        NDArray answer = Subject.Pairwise(x, x);
        double[] diagonal = [.. Enumerable.Range(0, 60).Select(i => answer[i, i])];
        Expect.That(!diagonal.Any(double.IsNaN), "no NaN on the diagonal", diagonal, because: "‖x‖² + ‖x‖² − 2·x·x is 0 on paper. On the machine it may be −1e-16, and its root is NaN: set what is below 0 to 0 first.");
        Expect.That(diagonal.All(distance => distance < 1e-6), "distances of 0 on the diagonal, but for rounding", diagonal, because: "Each point against itself.");
        Expect.That(!answer.ToArray().Any(double.IsNaN), "no NaN", answer, because: "A distance is a number.");
    }

    [Theory]
    [InlineData(1e6)]
    [InlineData(-3e7)]
    public void A_common_offset_does_not_cost_the_digits(double offset)
    {
        (NDArray x, NDArray y) = (Points(20, 3, 4, offset), Points(30, 3, 5, offset));
        Same([20, 30], Loops(x, y), Subject.Pairwise(x, y), $"All points lie near {ValueText.Of(offset)}: their squares are about {ValueText.Of(offset * offset)}, and the small distances drown in their rounding. Move both sets by one common point first; distances stay.", 1e-8);
    }

    [Fact]
    public void Both_sets_are_moved_by_the_same_point()
    {
        (NDArray x, NDArray y) = (Points(4, 2, 6, 0), Points(5, 2, 7, 10));
        Same([4, 5], Loops(x, y), Subject.Pairwise(x, y), "The second set lies 10 further in each coordinate. Whoever centres each set by its own mean loses that.", 1e-10);
    }

    [Fact]
    public void No_array_of_all_differences_is_made()
    {
        (NDArray x, NDArray y) = (Points(50, 64, 8, 0), Points(40, 64, 9, 0));
        long table = 50 * 40 * sizeof(double), points = 90 * 64 * sizeof(double);
        Expect.AllocatesAtMost(12 * table + 16 * points + 20_000, () => Subject.Pairwise(x, y), because: "An intermediate (n, m, d) has d times as many entries as the answer: at 500 × 500 points in 16 dimensions 32 MB, at 10,000 points 13 GB. Expand the square: ‖x‖² + ‖y‖² − 2·x·y.");
    }

    [Fact]
    public void Views_are_points_too()
    {
        NDArray all = Points(6, 8, 10, 0);
        (NDArray x, NDArray y) = (all.View("::2, ::-2"), all.View("1::3, ::2"));
        Same([3, 2], Loops(x, y), Subject.Pairwise(x, y), "Every second row and column, and backwards: the strides say where the entries are.", 1e-10);
        Same([8, 8], Loops(all.Transpose(), all.Transpose()), Subject.Pairwise(all.Transpose(), all.Transpose()), "The columns as points.", 1e-7);
    }

    [Fact]
    public void No_points_have_no_distances()
    {
        Same([0, 3], [], Subject.Pairwise(NDArray.Zeros(0, 2), NDArray.Zeros(3, 2)), "No points in x.");
        Same([3, 0], [], Subject.Pairwise(NDArray.Zeros(3, 2), NDArray.Zeros(0, 2)), "No points in y.");
    }

    [Fact]
    public void Points_need_the_same_dimension()
    {
        Expect.Throws<ArgumentException>(() => Subject.Pairwise(NDArray.Zeros(3, 2), NDArray.Zeros(4, 3)), because: "Points in the plane and points in space.");
        Expect.Throws<ArgumentException>(() => Subject.Pairwise(NDArray.Zeros(3, 1), NDArray.Zeros(4, 3)), because: "One coordinate would broadcast against three, and give an answer that means nothing.");
        Expect.Throws<ArgumentException>(() => Subject.Pairwise(NDArray.Zeros(3), NDArray.Zeros(4, 3)), because: "x is no matrix: a point a row.");
        Expect.Throws<ArgumentException>(() => Subject.Pairwise(NDArray.Zeros(4, 3), NDArray.Zeros(3)), because: "y is no matrix: a point a row.");
    }

    [Fact]
    public void The_points_stay_where_they_were()
    {
        NDArray x = Points(3, 2, 11, 5), y = Points(4, 2, 12, 5);
        double[] before = x.ToArray(), other = y.ToArray();
        Subject.Pairwise(x, y);
        Expect.SequenceEqual(before, x.ToArray(), because: "Move copies of the points: the caller still needs x.");
        Expect.SequenceEqual(other, y.ToArray(), because: "Move copies of the points: the caller still needs y.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("NaN on the diagonal: the expanded square can be −1e-16 where it should be 0. Set it to 0 before the root.", Reference with { Pairwise = (x, y) => Expanded(x, y, square => Math.Sqrt(square)) }),
        new("You made an array of all differences, d times as large as the answer. Expand the square: ‖x‖² + ‖y‖² − 2·x·y.", Reference with
        {
            Pairwise = (x, y) =>
            {
                Distances.Pairwise(x, y);
                (int n, int m, int d) = (x.Shape[0], y.Shape[0], x.Shape[1]);
                NDArray differences = x.Reshape(n, 1, d) - y.Reshape(1, m, d);
                return (differences * differences).Sum(axis: 2).Map(Math.Sqrt);
            },
        }),
        new("Far from 0 the squares are so large that the distances drown in their rounding. Subtract one common point from both sets first.", Reference with { Pairwise = (x, y) => { Distances.Pairwise(x, y); return Uncentred(x, y); } }),
        new("You centred each set by its own mean: that moves the sets against each other. Subtract the same point from both.", Reference with { Pairwise = (x, y) => { Distances.Pairwise(x, y); return x.Shape[0] == 0 || y.Shape[0] == 0 ? NDArray.Zeros(x.Shape[0], y.Shape[0]) : Distances.Pairwise(x - x.Mean(0, true), y - y.Mean(0, true)); } }),
        new("These are the squares: the root is missing.", Reference with { Pairwise = (x, y) => Distances.Pairwise(x, y).Map(distance => distance * distance) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("one column of coordinates after the other", new((x, y) =>
        {
            Guard(x, y);
            NDArray squares = NDArray.Zeros(x.Shape[0], y.Shape[0]);
            for (int k = 0; k < x.Shape[1]; k++)
                for (int i = 0; i < x.Shape[0]; i++)
                    for (int j = 0; j < y.Shape[0]; j++) squares[i, j] += (x[i, k] - y[j, k]) * (x[i, k] - y[j, k]);
            return squares.Map(Math.Sqrt);
        })),
        new("plain arrays, moved to the first point", new((x, y) =>
        {
            Guard(x, y);
            return NDArray.Of(Loops(x, y), x.Shape[0], y.Shape[0]);
        })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "(x − y)² = x² + y² − 2xy. Which of the three parts has n entries, which m, which n·m, and which operation of NDArray computes the last?",
        "Row sums of squares with keepDims give [n, 1]; the other's without give [m]: added they broadcast to [n, m]. Subtract twice the matrix product with the transpose. Two dangers: rounding below 0 before the root, and points far from 0.",
        "Refuse what is no matrix, and different numbers of columns. Subtract the mean of y (with keepDims) from both. Squares of x summed along axis 1 with keepDims, plus squares of y summed along axis 1, minus 2·x·yᵀ. Map each entry: the larger of 0 and it, then the root.",
    ];

    private static NDArray Points(int n, int d, ulong seed, double offset)
    {
        var rng = new Rng(seed);
        return NDArray.Of([.. Enumerable.Range(0, n * d).Select(_ => offset + rng.NextGaussian())], n, d);
    }

    private static double[] Loops(NDArray x, NDArray y)
    {
        double[] distances = new double[x.Shape[0] * y.Shape[0]];
        for (int i = 0; i < x.Shape[0]; i++)
        {
            for (int j = 0; j < y.Shape[0]; j++)
            {
                double sum = 0;
                for (int k = 0; k < x.Shape[1]; k++) sum += (x[i, k] - y[j, k]) * (x[i, k] - y[j, k]);
                distances[i * y.Shape[0] + j] = Math.Sqrt(sum);
            }
        }

        return distances;
    }

    private static NDArray Expanded(NDArray x, NDArray y, Func<double, double> root)
    {
        Guard(x, y);
        NDArray centre = (y.Shape[0] > 0 ? y : x).Mean(0, true);
        (NDArray from, NDArray to) = (x - centre, y - centre);
        return ((from * from).Sum(1, true) + (to * to).Sum(1) - 2 * from.MatMul(to.Transpose())).Map(root);
    }

    private static NDArray Uncentred(NDArray x, NDArray y) => ((x * x).Sum(1, true) + (y * y).Sum(1) - 2 * x.MatMul(y.Transpose())).Map(square => Math.Sqrt(Math.Max(0, square)));

    private static void Guard(NDArray x, NDArray y)
    {
        if (x.Shape.Length != 2 || y.Shape.Length != 2 || x.Shape[1] != y.Shape[1]) throw new ArgumentException("Not two sets of points of the same dimension.");
    }

    private static void Same(int[] shape, double[] entries, NDArray? actual, string because, double tolerance = 1e-12) => Windows.Hold(shape, entries, actual?.AsView(), because, tolerance);
}
