using Course;
using CsCheck;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 2.2: the determinant by cofactors, and what it costs.</summary>
/// <remarks>The syllabus said "about e·n!" multiplications. The recursion gives n!·Σ 1/k! from k = 1 on, which approaches (e − 1)·n!.</remarks>
[Exercise("2.2", "Determinant by cofactors", Difficulty = 2, Minutes = 25, Core = true, Theory = "3. The determinant is a signed volume factor")]
public sealed class CofactorDeterminant : Exercise<CofactorDeterminant, CofactorDeterminant.Contract>
{
    public delegate double SquareDeterminant(double[,] a);

    public delegate long MultiplicationCount(int n);

    public sealed record Contract(SquareDeterminant Determinant, MultiplicationCount Multiplications);

    public static Verdict Check(SquareDeterminant determinant, MultiplicationCount multiplications) => Grade(new Contract(determinant, multiplications));

    /// <summary>Holds your determinant against the reference's and a library's, on small random matrices.</summary>
    public static Comparison Compare(SquareDeterminant determinant, SquareDeterminant library) => Compared(
        Part("Determinant", determinant, contract => contract.Determinant, library, "MathNet", [.. new[] { 3, 5, 7, 8 }.Select(n => (n, Call(n)))]));

    private static Func<SquareDeterminant, double> Call(int n)
    {
        double[,] a = LinearSystems.Gaussian(n, n, (ulong)n);
        return determinant => determinant(a);
    }

    protected override Contract Reference => new(CofactorExpansion.Determinant, CofactorExpansion.Multiplications);

    [Fact]
    public void Two_rows_give_ad_less_bc() => Expect.Close(-2, Subject.Determinant(new double[,] { { 1, 2 }, { 3, 4 } }), because: "1·4 − 2·3: the entry 1 times what is left without its column, 4, less the entry 2 times what is left without its column, 3.");

    [Fact]
    public void One_entry_is_its_own_determinant() => Expect.Close(-7, Subject.Determinant(new double[,] { { -7 } }), because: "On a line, −7 stretches by 7 and turns round.");

    [Fact]
    public void No_rows_have_determinant_1() => Expect.Close(1, Subject.Determinant(new double[0, 0]), because: "A product of nothing is 1, and the recursion rests on it.");

    [Fact]
    public void Rows_in_arithmetic_progression_span_no_volume() => Expect.Close(0, Subject.Determinant(new double[,] { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } }), because: "The third row is twice the second less the first: three arrows in one plane.");

    [Fact]
    public void Three_rows_follow_the_rule_of_Sarrus() =>
        Expect.Close(161, Subject.Determinant(new double[,] { { 2, -3, 1 }, { 5, 4, -2 }, { 7, 1, 6 } }), because: "2·(24 + 2) + 3·(30 + 14) + 1·(5 − 28) is 52 + 132 − 23: entry times minor, with the signs + − +.");

    [Fact]
    public void A_triangle_gives_the_product_of_its_diagonal() =>
        Expect.Close(-120, Subject.Determinant(new double[,] { { 2, 7, -1, 3 }, { 0, -3, 5, 8 }, { 0, 0, 4, 6 }, { 0, 0, 0, 5 } }), because: "2·(−3)·4·5: shearing does not change a volume, only the stretching along the axes does.");

    [Fact]
    public void An_odd_cycle_of_rows_gives_minus_1() =>
        Expect.Close(-1, Subject.Determinant(new double[,] { { 0, 0, 0, 1 }, { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 } }), because: "Three swaps bring these rows into order. The only entry of row 0 stands in column 3, whose sign is −.");

    [Fact]
    public void Swapping_two_rows_flips_the_sign() => Property.Holds(
        Gen.Select(Draw.Matrix(4, 4), Gen.Int[0, 3], Gen.Int[1, 3]), sample =>
        {
            (double[,] a, int i, int step) = sample;
            int other = (i + step) % 4;
            double[,] swapped = LinearSystems.Filled(4, 4, (r, c) => a[r == i ? other : r == other ? i : r, c]);
            Expect.Close(-Subject.Determinant(a), Subject.Determinant(swapped), because: $"Swap two rows and the sign must flip: rows {i} and {other} are swapped here. The determinant is a signed volume.");
        });

    [Fact]
    public void The_determinant_of_a_product_is_the_product_of_determinants() => Property.Holds(
        Gen.Select(Draw.Matrix(3, 3), Draw.Matrix(3, 3)), sample =>
        {
            (double[,] a, double[,] b) = sample;
            Expect.Close(Subject.Determinant(a) * Subject.Determinant(b), Subject.Determinant(MatrixMultiplication.Multiply(a, b)), because: $"First B changes volumes by det B, then A by det A. Here A = {ValueText.Of(a)}, B = {ValueText.Of(b)}.");
        });

    [Fact]
    public void The_determinant_is_the_signed_sum_over_all_orders() => Property.Holds(
        Gen.Int[2, 5].SelectMany(n => Draw.Matrix(n, n)), a =>
            Expect.Close(LinearSystems.Leibniz(a), Subject.Determinant(a), because: "One entry from each row and column, multiplied, with the sign of their order; summed over all orders."));

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    [InlineData(0, 1)]
    public void Only_square_matrices_have_a_determinant(int rows, int columns) =>
        Expect.Throws<ArgumentException>(() => Subject.Determinant(new double[rows, columns]), because: "A map from one space into another has no volume factor.");

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 2)]
    [InlineData(3, 9)]
    [InlineData(4, 40)]
    [InlineData(5, 205)]
    public void Each_entry_of_the_first_row_costs_a_minor_and_a_multiplication(int n, long count) =>
        Expect.Equal(count, Subject.Multiplications(n), because: "M(n) = n·(M(n − 1) + 1) with M(1) = 0: each of n entries is multiplied with the determinant of an (n−1)×(n−1) matrix.");

    [Fact]
    public void Twenty_rows_cost_4_180_411_311_071_440_000_multiplications() =>
        Expect.Equal(4_180_411_311_071_440_000, Subject.Multiplications(20), because: "Cofactors cost about 1.72·n!: n = 20 needs 4·10¹⁸. At a billion a second that is 132 years; elimination needs 2,700. Count with long, not with int or double.");

    [Fact]
    public void The_count_never_wraps_round() =>
        Expect.Throws<OverflowException>(() => Subject.Multiplications(21), because: "M(21) is 8.8·10¹⁹, long ends at 9.2·10¹⁸. A count that wraps round looks like an answer: compute it in checked(…).");

    [Fact]
    public void A_negative_number_of_rows_is_refused() => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Multiplications(-1), because: "A matrix has at least 0 rows.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Swap two rows: the sign must flip. Your terms all have a plus; the signs of the first row alternate + − + −.", Reference with { Determinant = a => Expand(a, alternate: false, _ => 0, (j, skip) => j < skip ? j : j + 1) }),
        new("Cofactors cost about 1.72·n!, not n³: n = 20 needs 4·10¹⁸ multiplications. n³/3 is what elimination costs.", Reference with { Multiplications = n => n < 0 ? throw new ArgumentOutOfRangeException(nameof(n)) : n > 20 ? throw new OverflowException() : n < 2 ? 0 : (long)n * n * n }),
        new("The minor of entry (0, j) lacks column j. You left out column 0 every time.", Reference with { Determinant = a => Expand(a, alternate: true, _ => 0, (j, _) => j + 1) }),
        new("You counted the multiplications within the minors alone: each minor is also multiplied with its entry, M(n) = n·(M(n − 1) + 1).", Reference with { Multiplications = n => n < 0 ? throw new ArgumentOutOfRangeException(nameof(n)) : n > 20 ? throw new OverflowException() : n < 2 ? 0 : Enumerable.Range(3, Math.Max(0, n - 2)).Aggregate(2L, (count, k) => count * k) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("expansion along the last column; the count by a loop", new(
            a => AlongLastColumn(a),
            n =>
            {
                ArgumentOutOfRangeException.ThrowIfNegative(n);
                long count = 0;
                for (int size = 2; size <= n; size++) count = checked(size * (count + 1));
                return count;
            })),
        new("the sum over all orders of the columns; the count as n!·Σ 1/k! in whole numbers", new(
            a => a.GetLength(0) == a.GetLength(1) ? LinearSystems.Leibniz(a) : throw new ArgumentException("Not square."),
            n =>
            {
                ArgumentOutOfRangeException.ThrowIfNegative(n);
                return checked((long)Enumerable.Range(1, Math.Max(0, n - 1)).Aggregate(Int128.Zero, (sum, k) => sum + Enumerable.Range(k + 1, n - k).Aggregate(Int128.One, (product, m) => product * m)));
            })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Write the 3×3 determinant as three terms: an entry of the first row each, times the determinant of the 2×2 matrix that is left when its row and its column are struck out. Which signs do they have?",
        "A recursive function needs a case it answers at once: 0×0 has the determinant 1. And it needs a smaller matrix: one without row 0 and column j, where the columns beyond j move one to the left.",
        "Determinant: refuse what is not square; return 1 for no rows; for each column j add a[0, j] times the determinant of the minor, with a minus where j is odd. Multiplications: refuse negative n; 0 below 2; else n·(count of n − 1, plus 1) in a checked expression.",
    ];

    private static double Expand(double[,] a, bool alternate, Func<int, int> firstRow, Func<int, int, int> column)
    {
        int n = a.GetLength(0);
        if (a.GetLength(1) != n) throw new ArgumentException("Not square.");
        if (n == 0) return 1;
        return Enumerable.Range(0, n).Sum(j => (alternate && j % 2 == 1 ? -1 : 1) * a[firstRow(0), j] * Expand(LinearSystems.Filled(n - 1, n - 1, (r, c) => a[r + 1, column(c, j)]), alternate, firstRow, column));
    }

    private static double AlongLastColumn(double[,] a)
    {
        int n = a.GetLength(0);
        if (a.GetLength(1) != n) throw new ArgumentException("Not square.");
        double sum = n == 0 ? 1 : 0;
        for (int i = 0; i < n; i++)
        {
            int struck = i;
            if (a[i, n - 1] != 0) sum += ((n - 1 + i) % 2 == 0 ? 1 : -1) * a[i, n - 1] * AlongLastColumn(LinearSystems.Filled(n - 1, n - 1, (r, c) => a[r < struck ? r : r + 1, c]));
        }

        return sum;
    }
}
