using Course;
using CsCheck;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 3.6: the singular value decomposition, and the nearest matrix of low rank.</summary>
[Exercise("3.6", "SVD from scratch", Difficulty = 5, Minutes = 60, Theory = "6. Every matrix is rotate, stretch, rotate")]
public sealed class SvdFromScratch : Exercise<SvdFromScratch, SvdFromScratch.Contract>
{
    public delegate (double[,] U, double[] S, double[,] V) SingularFactors(double[,] a);

    public delegate double[,] LowRank(double[,] a, int k);

    public sealed record Contract(SingularFactors FactorSvd, LowRank BestRank);

    public static Verdict Check(SingularFactors factorSvd, LowRank bestRank) => Grade(new Contract(factorSvd, bestRank));

    /// <summary>Holds your singular values against the reference's and a library's.</summary>
    /// <remarks>Only the values: each pair of vectors may point either way.</remarks>
    public static Comparison Compare(SingularFactors factorSvd, SingularFactors library) => Compared(
        Part("FactorSvd", factorSvd, contract => contract.FactorSvd, library, "MathNet", (20, f => f(Unit03Samples.Square20).S), (100, f => f(Unit03Samples.Square100).S)));

    protected override Contract Reference => new(OneSidedJacobi.FactorSvd, OneSidedJacobi.BestRank);

    private static readonly double[,] _worked = { { 3, 0 }, { 4, 5 } };

    [Fact]
    public void The_worked_example_has_the_roots_of_45_and_5()
    {
        (double[,]? u, double[]? s, double[,]? v) = Subject.FactorSvd(_worked);
        RequireFactors(_worked, u, s, v);
        Expect.Close([Math.Sqrt(45), Math.Sqrt(5)], s, because: "AᵀA is ((25, 20), (20, 25)), with the eigenvalues 45 and 5. Singular values are their roots: 6.708 and 2.236.");
    }

    [Fact]
    public void A_diagonal_matrix_is_sorted_and_made_positive()
    {
        double[,] a = Matrices.Diagonal(2, -7, 5);
        (double[,]? u, double[]? s, double[,]? v) = Subject.FactorSvd(a);
        RequireFactors(a, u, s, v);
        Expect.Close([7, 5, 2], s, because: "Stretches are at least 0; the sign of −7 goes into U or V. The largest comes first.");
    }

    [Fact]
    public void Tall_and_wide_matrices_have_as_many_values_as_their_shorter_side()
    {
        double[,] tall = { { 1, 2 }, { 0, 1 }, { 4, -1 }, { 2, 2 } };
        RequireFactors(tall);
        RequireFactors(Draw.Transpose(tall));
        RequireFactors(new double[,] { { 3, 4, 12 } });
        RequireFactors(new double[,] { { 3 }, { 4 }, { 12 } });
    }

    [Fact]
    public void A_rank_below_full_leaves_zeros_among_the_values()
    {
        double[,] a = Matrices.Times(new double[,] { { 1 }, { 2 }, { 2 } }, new double[,] { { 3, 0, 4 } });
        (double[,]? u, double[]? s, double[,]? v) = Subject.FactorSvd(a);
        RequireFactors(a, u, s, v);
        Expect.Close([15, 0, 0], Array.ConvertAll(s!, x => Math.Abs(x) <= 1e-13 ? 0 : x), because: "An outer product uvᵀ has the single singular value ‖u‖‖v‖, here 3·5.");
    }

    [Fact]
    public void Rows_that_depend_on_others_end_the_sweeps_all_the_same() =>
        RequireFactors(new double[,] { { 1, 2, 3 }, { 2, 4, 6 }, { 1, 0, 1 } }, "Of three dependent columns one shrinks with every sweep, by a factor of about 1e-16, until its square is 0 and its dot products are not: leave it alone when it has vanished, and let its length be 0.");

    [Fact]
    public void Columns_may_depend_on_others_in_any_order()
    {
        double[,] plane = { { 2, 15, -12, 1 }, { 8, 0, 2, -6 }, { 0, 18, -15, 3 }, { 0, 18, -15, 3 } }, line = { { -3, 1, -1 }, { 6, -2, 2 }, { 3, -1, 1 } }, tall = { { 0, 0, 0, 0 }, { -3, 2, -3, -1 }, { -3, 2, -3, -1 }, { -6, 4, -6, -2 }, { 6, -4, 6, 2 } };
        foreach (double[,] a in new[] { plane, line, tall }) RequireFactors(a, "A column that depends on others shrinks with every sweep. Leave a pair alone when either of its columns has vanished, the first or the second: else its dot products stay above 0 when its square no longer does, and the sweeps never end.");
    }

    [Fact]
    public void Zeros_have_orthonormal_factors_too()
    {
        RequireFactors(new double[3, 2], "A column of zeros has no direction: 0/0 is NaN. Any unit vector at a right angle to the others will do; your Gram-Schmidt finds one among the axes.");
        RequireFactors(new double[,] { { 0, 0, 1 }, { 0, 0, 2 }, { 0, 0, 2 }, { 0, 0, 4 } }, "Two of the three columns are zeros, so two columns of U must be completed.");
    }

    [Fact]
    public void A_small_singular_value_beside_a_large_one_keeps_its_digits()
    {
        (_, double[]? s, _) = Subject.FactorSvd(new double[,] { { 1, 1 }, { 1e-9, 0 }, { 0, 1e-9 } });
        Expect.That(s is [_, _], "2 values", s, because: "The shorter side is 2.");
        Expect.Close(Math.Sqrt(2), s![0], because: "AᵀA has the eigenvalues 2 + 1e-18 and 1e-18.");
        Expect.Close(1e-9, s[1], because: "σ = 1e-9 is lost when AᵀA is formed: 1 + 1e-18 is 1. Rotate the columns of A itself.", tolerance: 1e-3);
    }

    [Theory]
    [InlineData(1e-40)]
    [InlineData(1e40)]
    public void The_unit_of_the_matrix_goes_into_S(double unit)
    {
        double[,] a = Matrices.Scaled(unit, new double[,] { { 3, 0 }, { 4, 5 }, { 0, 0 } });
        (double[,]? u, double[]? s, double[,]? v) = Subject.FactorSvd(a);
        RequireFactors(a, u, s, v);
        Expect.Close([Math.Sqrt(45) * unit, Math.Sqrt(5) * unit], s, because: "U and V have no unit. Hold the dot product of two columns against their lengths, not against a fixed number.");
    }

    [Fact]
    public void Every_matrix_is_taken_apart_and_put_together() => Property.Holds(
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 5]).SelectMany((rows, columns) => Draw.Matrix(rows, columns)), a => RequireFactors(a));

    [Fact]
    public void The_squares_of_the_values_add_up_to_those_of_the_entries() => Property.Holds(Draw.Matrix(4, 3), a =>
    {
        double[]? s = Subject.FactorSvd(a).S;
        Expect.Close(a.Cast<double>().Sum(x => x * x), s!.Sum(x => x * x), because: "Rotations keep the sum of squares: Σσ² = Σa².", tolerance: 1e-11);
    });

    [Fact]
    public void The_nearest_matrix_of_rank_1_by_hand() =>
        Expect.Close(new[,] { { 1.5, 1.5 }, { 4.5, 4.5 } }, Subject.BestRank(_worked, 1), because: "σ₁u₁v₁ᵀ with v₁ = (1, 1)/√2 and σ₁u₁ = A·v₁ = (3, 9)/√2.");

    [Fact]
    public void All_terms_give_the_matrix_and_none_gives_zeros()
    {
        double[,] a = { { 1, 2, 3 }, { 4, 5, 7 } };
        Expect.Close(a, Subject.BestRank(a, 2), because: "Both terms of the sum are there.");
        double[,]? none = Subject.BestRank(a, 0);
        Expect.That(Matrices.HasShape(none, 2, 3) && Matrices.Largest(none!) == 0, "2 × 3 zeros", none, because: "No term of the sum is left.");
    }

    [Fact]
    public void What_is_lost_are_the_values_left_out() => Property.Holds(Gen.Select(Draw.Matrix(3, 5), Gen.Int[0, 3]), sample =>
    {
        (double[,] a, int k) = sample;
        double[]? s = Subject.FactorSvd(a).S;
        double[,]? nearest = Subject.BestRank(a, k);
        Expect.That(Matrices.HasShape(nearest, 3, 5), "3 × 5 entries", nearest, because: "It stands in for A.");
        double lost = 0;
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 5; j++)
                lost += Math.Pow(a[i, j] - nearest![i, j], 2);
        Expect.Close(s!.Skip(k).Sum(x => x * x), lost, because: $"The sum of squares of A − A_k is the sum of the squares of the values beyond the first {k}: Eckart and Young.", tolerance: 1e-10, scale: Math.Max(1, s!.Sum(x => x * x)));
    });

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void K_lies_between_0_and_the_shorter_side(int k)
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.BestRank(new double[,] { { 1, 2, 3 }, { 4, 5, 7 } }, k), because: "A 2×3 matrix has the rank 0, 1 or 2.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.BestRank(new double[,] { { 1, 4 }, { 2, 5 }, { 3, 7 } }, k), because: "A 3×2 matrix has the rank 0, 1 or 2.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("The root is missing: 45 instead of 6.708. You return eigenvalues of AᵀA; singular values are their roots.", Reference with { FactorSvd = a => { (double[,] u, double[] s, double[,] v) = OneSidedJacobi.FactorSvd(a); return (u, Array.ConvertAll(s, x => x * x), v); } }),
        new("σ = 1e-9 is lost: AᵀA squares the condition number, and 1 + 1e-18 is 1. Rotate the columns of A itself.", Reference with { FactorSvd = ByGram }),
        new("uᵀAv is negative: the signs of U and V do not match. Found apart, each vector points either way; take u = Av/σ.", Reference with { FactorSvd = a => { (double[,] u, double[] s, double[,] v) = OneSidedJacobi.FactorSvd(a); return (Matrices.Scaled(-1, u), s, v); } }),
        new("You returned Vᵀ, as some libraries do. A = USVᵀ asks for V: its columns are the directions that are stretched.", Reference with { FactorSvd = a => { (double[,] u, double[] s, double[,] v) = OneSidedJacobi.FactorSvd(a); return (u, s, Draw.Transpose(v)); } }),
        new("A column of zeros has no direction: 0/0 is NaN, or zeros stay in U. Complete U with unit vectors at right angles.", Reference with { FactorSvd = a => Written(a, complete: false) }),
        new("The values come as the columns came. Sort them, the largest first, and the columns of U and V with them.", Reference with { FactorSvd = a => Written(a, sort: false) }),
        new("A_k is the sum of the first k terms. You left out the first k instead.", Reference with { BestRank = (a, k) => Mat.Of(a) is var whole && OneSidedJacobi.BestRank(a, k) is var nearest ? Minus(whole, nearest) : a }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("QR first, then the columns of the triangle", new(ByQr, (a, k) => Summed(ByQr(a), k))),
        new("rotations of the columns with the angle from atan2", new(a => Written(a), (a, k) => Summed(Written(a), k))),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Jacobi made S diagonal by rotating rows and columns. AᵀA is symmetric, and its eigenvectors are V. Can you do the rotations on A's columns, without ever computing AᵀA?",
        "Take two columns x and y of A: the entries of AᵀA that matter are x·x, y·y and x·y. Rotate x and y by Jacobi's angle, and they stand at a right angle; rotate the same two columns of V, which starts as the identity. Sweep until all pairs are orthogonal. What are the lengths of the columns then, and what their directions?",
        "Wide: factor the transpose and swap U and V. Else sweep over pairs, leaving out those with |x·y| at most about 1e-15 of ‖x‖‖y‖, and columns that have vanished (below 1e-140, where squares leave the range of double; let their length be 0). S is the columns' lengths in descending order, U the columns over their lengths, V along with them. Columns of length 0: hand the others and the first n axes to your Gram-Schmidt, twice. BestRank: check k, sum the first k terms σ·u·vᵀ.",
    ];

    private void RequireFactors(double[,] a, string because = "A = USVᵀ.")
    {
        (double[,]? u, double[]? s, double[,]? v) = Subject.FactorSvd(a);
        RequireFactors(a, u, s, v, because);
    }

    private static void RequireFactors(double[,] a, double[,]? u, double[]? s, double[,]? v, string because = "A = USVᵀ.")
    {
        int m = a.GetLength(0), n = a.GetLength(1), k = Math.Min(m, n);
        Expect.That(Matrices.HasShape(u, m, k) && s?.Length == k && Matrices.HasShape(v, n, k), $"U with {m} × {k} entries, S with {k}, V with {n} × {k}", (u, s, v), because: "There are as many singular values as the shorter side is long.");
        Expect.That(s!.All(x => x >= 0) && s!.Zip(s!.Skip(1)).All(pair => pair.First >= pair.Second), "values of at least 0, the largest first", s, because: "A stretch is a length.");
        Expect.That(Matrices.OffOrthonormal(u!) <= 1e-10, "orthonormal columns in U", u, because);
        Expect.That(Matrices.OffOrthonormal(v!) <= 1e-10, "orthonormal columns in V", v, because: "V is a product of rotations.");
        double[,] product = Matrices.Times(u!, Matrices.Diagonal(s!), Draw.Transpose(v!));
        Expect.That(Matrices.Distance(product, a) <= 1e-10 * Matrices.Largest(a), $"USVᵀ = {ValueText.Of(a)}", (u, s, v), because: $"Your USVᵀ is {ValueText.Of(product)}. Do the signs of U and V match, and their order?");
    }

    private static double[,] Minus(Mat a, double[,] b)
    {
        double[,] difference = a.ToArray();
        for (int i = 0; i < a.Rows; i++)
            for (int j = 0; j < a.Cols; j++)
                difference[i, j] -= b[i, j];
        return difference;
    }

    private static double[,] Summed((double[,] U, double[] S, double[,] V) svd, int k)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, svd.S.Length);
        double[] kept = [.. svd.S.Select((sigma, i) => i < k ? sigma : 0)];
        return Matrices.Times(svd.U, Matrices.Diagonal(kept), Draw.Transpose(svd.V));
    }

    private static (double[,] U, double[] S, double[,] V) Swapped((double[,] U, double[] S, double[,] V) svd) => (svd.V, svd.S, svd.U);

    private static (double[,] U, double[] S, double[,] V) ByGram(double[,] a)
    {
        if (a.GetLength(0) < a.GetLength(1)) return Swapped(ByGram(Draw.Transpose(a)));
        int m = a.GetLength(0), n = a.GetLength(1);
        (double[] values, double[,] v) = JacobiMethod.SymmetricEigen(Matrices.Times(Draw.Transpose(a), a));
        double zero = 1e-14 * values[0];   // rounding's share of the eigenvalues
        double[] s = [.. values.Select(value => value > zero ? Math.Sqrt(value) : 0)];
        double[][] stretched = Columns.Of(Matrices.Times(a, v));
        double[][] u = [.. Enumerable.Range(0, n).Where(j => s[j] > 0).Select(j => Array.ConvertAll(stretched[j], x => x / s[j]))];
        return (Columns.Join(GramSchmidt.Complete(u, m, n), m), s, v);
    }

    private static (double[,] U, double[] S, double[,] V) ByQr(double[,] a)
    {
        if (a.GetLength(0) < a.GetLength(1)) return Swapped(ByQr(Draw.Transpose(a)));
        (double[,] q, double[,] r) = Householder.FactorQr(a);
        (double[,] u, double[] s, double[,] v) = Written(r);
        return (Matrices.Times(q, u), s, v);
    }

    private static (double[,] U, double[] S, double[,] V) Written(double[,] a, bool complete = true, bool sort = true)
    {
        if (a.GetLength(0) < a.GetLength(1)) return Swapped(Written(Draw.Transpose(a), complete, sort));
        int m = a.GetLength(0), n = a.GetLength(1);
        double[][] x = Columns.Of(a), v = Columns.Basis(n, n);
        bool moved = true;
        for (int sweep = 0; moved && sweep < 60; sweep++)
        {
            moved = false;
            for (int p = 0; p < n; p++)
                for (int q = p + 1; q < n; q++)
                {
                    double pp = InnerProduct.Dot(x[p], x[p]), qq = InnerProduct.Dot(x[q], x[q]), pq = InnerProduct.Dot(x[p], x[q]);
                    if (pp < 1e-280 || qq < 1e-280) continue;
                    if (Math.Abs(pq) <= 2e-15 * Math.Sqrt(pp) * Math.Sqrt(qq)) continue;
                    double angle = 0.5 * Math.Atan2(2 * pq, qq - pp), c = Math.Cos(angle), s = Math.Sin(angle);
                    (x[p], x[q]) = (LinearCombination.Combine([c, -s], [x[p], x[q]]), LinearCombination.Combine([s, c], [x[p], x[q]]));
                    (v[p], v[q]) = (LinearCombination.Combine([c, -s], [v[p], v[q]]), LinearCombination.Combine([s, c], [v[p], v[q]]));
                    moved = true;
                }
        }

        double[] lengths = Array.ConvertAll(x, column => InnerProduct.Norm(column, 2) is var length && length > 1e-140 ? length : 0);
        int[] order = [.. sort ? Enumerable.Range(0, n).OrderByDescending(j => lengths[j]) : Enumerable.Range(0, n)];
        double[][] u = [.. order.Where(j => lengths[j] > 0).Select(j => Array.ConvertAll(x[j], entry => entry / lengths[j]))];
        if (u.Length < n) u = complete || !sort ? GramSchmidt.Complete(u, m, n) : [.. u, .. Enumerable.Repeat(new double[m], n - u.Length)];
        return (Columns.Join(u, m), [.. order.Select(j => lengths[j])], Columns.Join([.. order.Select(j => v[j])], n));
    }
}
