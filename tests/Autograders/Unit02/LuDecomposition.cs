using Course;
using CsCheck;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 2.3: PA = LU with partial pivoting.</summary>
[Exercise("2.3", "LU decomposition", Difficulty = 4, Minutes = 50, Core = true, Theory = "5. Pivoting keeps small numbers from drowning")]
public sealed class LuDecomposition : Exercise<LuDecomposition, LuDecomposition.Contract>
{
    public sealed record Contract(Factorization Factor);

    public static Verdict Check(Factorization factor) => Grade(new Contract(factor));

    /// <summary>Holds your factors against the reference's and a library's, on random matrices.</summary>
    public static Comparison Compare(Factorization factor, Factorization library) => Compared(
        Part("Factor", factor, contract => contract.Factor, library, "MathNet", [.. new[] { 30, 100, 300 }.Select(n => (n, Call(n)))]));

    private static Func<Factorization, double[,]> Call(int n)
    {
        double[,] a = LinearSystems.Gaussian(n, n, 1);
        return factor => factor(a).U;
    }

    protected override Contract Reference => new(GaussianElimination.Factor);

    [Fact]
    public void Three_rows_with_a_late_swap_are_as_by_hand()
    {
        (double[,] L, double[,] U, int[] perm, int sign) = Factors(LinearSystems.LateSwap);
        Expect.SequenceEqual([1, 2, 0], perm, part: "Perm", because: "Row 1 starts with the 4, so it goes up; then of (0, 3) and (2, 1), what is left of rows 0 and 2, the 2 is larger. Row i of PA is row Perm[i] of A.");
        Expect.Close(new double[,] { { 4, 8, 4 }, { 0, 2, 1 }, { 0, 0, 3 } }, U, part: "U", because: "The first pivot row is (4, 8, 4); then (2, 1); then 3 is left.");
        Expect.That(Enumerable.Range(0, 3).All(i => L[i, i] == 1), "ones on L's diagonal", L, part: "L", because: "A swap moves the multipliers stored so far, which stand in the columns before k. The ones of the diagonal stay where they are: set L[k, k] after the swap of step k.");
        Expect.Close(new double[,] { { 1, 0, 0 }, { 0.5, 1, 0 }, { 0.25, 0, 1 } }, L, part: "L", because: "The multiplier 1/2 belongs to the row that was swapped up later: a swap moves the multipliers stored so far as well. PA − LU is wrong only when a late swap happens.");
        Expect.Equal(1, sign, part: "Sign", because: "Two swaps: (−1)².");
    }

    [Fact]
    public void Two_rows_without_a_first_pivot_are_swapped()
    {
        (double[,] L, double[,] U, int[] perm, int sign) = Factors(new double[,] { { 0, 1 }, { 1, 0 } });
        Expect.SequenceEqual([1, 0], perm, part: "Perm", because: "The first row has 0 where the pivot should be.");
        Expect.Close(new double[,] { { 1, 0 }, { 0, 1 } }, L, part: "L", because: "After the swap nothing is left to clear.");
        Expect.Close(new double[,] { { 1, 0 }, { 0, 1 } }, U, part: "U", because: "After the swap nothing is left to clear.");
        Expect.Equal(-1, sign, part: "Sign", because: "det of a row swap is −1.");
    }

    [Fact]
    public void A_cycle_of_rows_comes_back_as_Perm()
    {
        double[,] cycle = { { 0, 0, 1 }, { 1, 0, 0 }, { 0, 1, 0 } };
        (double[,] L, double[,] U, int[] perm, int sign) = Factors(cycle);
        Expect.SequenceEqual([1, 2, 0], perm, part: "Perm", because: "Row 0 of PA is row 1 of A, row 1 is row 2, row 2 is row 0. The other way round, where row i of A goes, would be (2, 0, 1).");
        RequireFactors(cycle, (L, U, perm, sign));
    }

    [Fact]
    public void A_tiny_pivot_gives_way()
    {
        (double[,] L, double[,] U, int[] perm, _) = Factors(new[,] { { 1e-20, 1 }, { 1, 1 } });
        double[] x = TriangularSystem.Backward(U, TriangularSystem.Forward(L, perm[0] == 1 ? [2, 1] : [1, 2]));
        Expect.Close([1, 1], x, part: "factors that solve to x", because: "[[1e-20, 1], [1, 1]]·x = (1, 2), solved with your factors. Without a swap the multiplier is 1e20, 1 − 1e20 rounds to −1e20, and x₀ comes out as 0; the truth is 1.");
    }

    [Fact]
    public void The_largest_absolute_value_is_the_pivot()
    {
        (double[,] L, double[,] U, int[] perm, int sign) = Factors(new double[,] { { 3, 1, 2 }, { -6, 0, 8 }, { 2, 2, 9 } });
        Expect.Equal(1, perm[0], part: "Perm[0]", because: "Largest absolute value: |−6| is above 3 and 2. The signed maximum is 3, and its multiplier −2 is beyond ±1.");
        RequireFactors(new double[,] { { 3, 1, 2 }, { -6, 0, 8 }, { 2, 2, 9 } }, (L, U, perm, sign));
    }

    [Fact]
    public void A_singular_matrix_has_factors_too()
    {
        (double[,] L, double[,] U, int[] perm, int sign) = Factors(new double[,] { { 1, 2, 3 }, { 2, 4, 7 }, { 3, 6, 1 } });
        RequireFactors(new double[,] { { 1, 2, 3 }, { 2, 4, 7 }, { 3, 6, 1 } }, (L, U, perm, sign));
        Expect.Equal(0, U[1, 1], part: "U[1, 1]", because: "Column 1 is twice column 0: no pivot is left in it. Leave the zero on U's diagonal and go on; 0/0 would spread NaN.");
    }

    [Fact]
    public void Zeros_factor_into_ones_and_zeros()
    {
        (double[,] L, double[,] U, int[] perm, int sign) = Factors(new double[3, 3]);
        Expect.Close(new double[,] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } }, L, part: "L", because: "There is nothing to clear; L keeps its ones.");
        RequireFactors(new double[3, 3], (L, U, perm, sign));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_smallest_matrices_have_factors(int n)
    {
        double[,] a = LinearSystems.Filled(n, n, (_, _) => -7);
        RequireFactors(a, Factors(a));
    }

    [Fact]
    public void P_times_A_is_L_times_U_for_whole_numbers() => Property.Holds(Gen.Int[2, 5].SelectMany(n => Draw.Matrix(n, n)), a => RequireFactors(a, Factors(a)));

    [Fact]
    public void P_times_A_is_L_times_U_for_any_numbers() => Property.Holds(LinearSystems.Square(6), a => RequireFactors(a, Factors(a)));

    [Fact]
    public void Sign_and_diagonal_give_the_determinant() => Property.Holds(Draw.Matrix(4, 4), a =>
    {
        (_, double[,] U, _, int sign) = Factors(a);
        double product = Enumerable.Range(0, 4).Aggregate((double)sign, (so, i) => so * U[i, i]);
        Expect.Close(LinearSystems.Leibniz(a), product, scale: 1e4, part: "Sign · U₀₀ · U₁₁ · U₂₂ · U₃₃", because: $"det A = Sign · U₀₀ · U₁₁ · …, here with A = {ValueText.Of(a)}. Each swap flips the sign.");
    });

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void Only_square_matrices_are_factored(int rows, int columns) =>
        Expect.Throws<ArgumentException>(() => Subject.Factor(new double[rows, columns]), because: "With more rows than columns, or fewer, the pivots do not stand on a diagonal that solves a system.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("[[1e-20, 1], [1, 1]]·x = (1, 2): without a swap you get x₀ = 0, the truth is 1. Before each step bring the largest entry of the column up.", new(a => Eliminate(a, (u, k) => k))),
        new("PA − LU is wrong only when a late swap happens: swap the multipliers stored so far along with the rows of U.", new(a => Eliminate(a, Largest, keepMultipliers: true))),
        new("Largest absolute value: −6 is a better pivot than 3. You took the signed maximum.", new(a => Eliminate(a, (u, k) => Enumerable.Range(k, u.GetLength(0) - k).MaxBy(i => u[i, k])))),
        new("The determinant of a row swap is −1: Sign is (−1) to the number of swaps. A row that stays where it is counts as none.", new(a => GaussianElimination.Factor(a) with { Sign = 1 })),
        new("Perm[i] says which row of A stands in row i of PA. Yours says where row i of A went: that is the inverse order.", new(a =>
        {
            (double[,] L, double[,] U, int[] perm, int sign) = GaussianElimination.Factor(a);
            return (L, U, [.. Enumerable.Range(0, perm.Length).Select(i => Array.IndexOf(perm, i))], sign);
        })),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("rows as arrays in a list: whole rows change places, multipliers in the places they cleared", new(RowsInAList)),
        new("column by column (Doolittle): each column of A is carried through the steps before it", new(ColumnByColumn)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Do the 3×3 example on paper, and write each multiplier into the place it cleared. When two rows change places, what travels with them?",
        "For k = 0, 1, …: find the row from k down with the largest absolute entry in column k; swap it with row k in U, in what is stored of L, and in Perm, and flip Sign; then clear the entries below. The multiplier of row i is U[i, k]/U[k, k], and it is L[i, k].",
        "Copy A into U; L all zeros; Perm 0, 1, 2, …; Sign 1. In step k: find the pivot row, swap when it is another; L[k, k] = 1; where U[k, k] is 0, there is nothing to clear; else for each row below store the multiplier, set the entry itself to 0, and subtract multiplier times pivot row from the columns after k.",
    ];

    /// <summary>Factors of the right shapes, so that what follows may index them.</summary>
    private (double[,] L, double[,] U, int[] Perm, int Sign) Factors(double[,] a)
    {
        int n = a.GetLength(0);
        (double[,] L, double[,] U, int[] Perm, int Sign) factors = Subject.Factor(a);
        Expect.That(factors.L?.GetLength(0) == n && factors.L.GetLength(1) == n, $"L of {n} × {n}", factors.L, part: "L", because: "All factors of a square matrix are of its size.");
        Expect.That(factors.U?.GetLength(0) == n && factors.U.GetLength(1) == n, $"U of {n} × {n}", factors.U, part: "U", because: "All factors of a square matrix are of its size.");
        Expect.That(factors.Perm is not null && factors.Perm.Order().SequenceEqual(Enumerable.Range(0, n)), $"each of 0 to {n - 1} once in Perm", factors.Perm, part: "Perm", because: "Each row of A stands in one row of PA.");
        return factors;
    }

    private static void RequireFactors(double[,] a, (double[,] L, double[,] U, int[] Perm, int Sign) factors)
    {
        (double[,] L, double[,] U, int[] perm, int sign) = factors;
        int n = a.GetLength(0);
        string which = $"A = {ValueText.Of(a)}";
        Expect.That(Enumerable.Range(0, n).All(i => L[i, i] == 1 && Enumerable.Range(i + 1, n - i - 1).All(j => L[i, j] == 0)), "ones on L's diagonal and zeros above", L, part: "L", because: $"L is unit lower triangular, also where a column had nothing to clear. {which}.");
        Expect.That(Enumerable.Range(0, n).All(i => Enumerable.Range(0, i).All(j => U[i, j] == 0)), "exact zeros below U's diagonal", U, part: "U", because: $"U is upper triangular. What was cleared is 0, not what rounding left of it. {which}.");
        Expect.That(LinearSystems.Largest(L) <= 1, "no entry of L beyond ±1", L, part: "L", because: $"The pivot is the largest absolute entry of its column, so no multiplier exceeds 1. {which}.");
        double[,] permuted = LinearSystems.Filled(n, n, (i, j) => a[perm[i], j]), product = MatrixMultiplication.Multiply(L, U);
        double off = LinearSystems.Largest(LinearSystems.Filled(n, n, (i, j) => product[i, j] - permuted[i, j]));
        Expect.That(off <= 1e-13 * LinearSystems.Largest(a), $"the rows {ValueText.Of(perm)} of A, {ValueText.Of(permuted)}", product, part: "L·U", because: $"PA = LU, where row i of PA is row Perm[i] of A. {which}.");
        Expect.Equal(LinearSystems.SignOf(perm), sign, part: "Sign", because: $"Sign is (−1) to the number of swaps that lead to {ValueText.Of(perm)}: det(P).");
    }

    private static int Largest(double[,] u, int k) => Enumerable.Range(k, u.GetLength(0) - k).MaxBy(i => Math.Abs(u[i, k]));

    private static (double[,] L, double[,] U, int[] Perm, int Sign) Eliminate(double[,] a, Func<double[,], int, int> choose, bool keepMultipliers = false)
    {
        int n = a.GetLength(0);
        if (a.GetLength(1) != n) throw new ArgumentException("Not square.");
        double[,] l = new double[n, n], u = (double[,])a.Clone();
        int[] perm = [.. Enumerable.Range(0, n)];
        int sign = 1;
        for (int k = 0; k < n; k++)
        {
            int p = choose(u, k);
            if (p != k)
            {
                for (int c = 0; c < n; c++) (u[k, c], u[p, c]) = (u[p, c], u[k, c]);
                if (!keepMultipliers)
                    for (int c = 0; c < k; c++) (l[k, c], l[p, c]) = (l[p, c], l[k, c]);
                (perm[k], perm[p]) = (perm[p], perm[k]);
                sign = -sign;
            }

            l[k, k] = 1;
            if (Enumerable.Range(k, n - k).All(i => u[i, k] == 0)) continue;
            for (int i = k + 1; i < n; i++)
            {
                l[i, k] = u[i, k] / u[k, k];
                u[i, k] = 0;
                for (int j = k + 1; j < n; j++) u[i, j] -= l[i, k] * u[k, j];
            }
        }

        return (l, u, perm, sign);
    }

    private static (double[,] L, double[,] U, int[] Perm, int Sign) RowsInAList(double[,] a)
    {
        int n = a.GetLength(0);
        if (a.GetLength(1) != n) throw new ArgumentException("Not square.");
        List<(int From, double[] Row)> rows = [.. Enumerable.Range(0, n).Select(i => (i, Enumerable.Range(0, n).Select(j => a[i, j]).ToArray()))];
        for (int k = 0; k < n; k++)
        {
            int p = Enumerable.Range(k, n - k).OrderByDescending(i => Math.Abs(rows[i].Row[k])).First();
            (rows[k], rows[p]) = (rows[p], rows[k]);
            double[] top = rows[k].Row;
            foreach ((_, double[] row) in rows.Skip(k + 1))
            {
                double m = top[k] == 0 ? 0 : row[k] / top[k];
                row[k] = m;
                for (int j = k + 1; j < n; j++) row[j] -= m * top[j];
            }
        }

        int[] perm = [.. rows.Select(row => row.From)];
        return (LinearSystems.Filled(n, n, (i, j) => i == j ? 1 : i > j ? rows[i].Row[j] : 0), LinearSystems.Filled(n, n, (i, j) => i <= j ? rows[i].Row[j] : 0), perm, LinearSystems.SignOf(perm));
    }

    private static (double[,] L, double[,] U, int[] Perm, int Sign) ColumnByColumn(double[,] a)
    {
        int n = a.GetLength(0);
        if (a.GetLength(1) != n) throw new ArgumentException("Not square.");
        double[,] l = new double[n, n], u = new double[n, n];
        int[] perm = [.. Enumerable.Range(0, n)];
        int swaps = 0;
        for (int c = 0; c < n; c++)
        {
            double[] column = [.. perm.Select(row => a[row, c])];
            for (int k = 0; k < c; k++)
            {
                u[k, c] = column[k];
                for (int i = k + 1; i < n; i++) column[i] -= l[i, k] * column[k];
            }

            int p = c;
            for (int i = c; i < n; i++) p = Math.Abs(column[i]) >= Math.Abs(column[p]) && column[i] != column[p] ? i : p;
            if (p != c)
            {
                swaps++;
                (column[c], column[p]) = (column[p], column[c]);
                (perm[c], perm[p]) = (perm[p], perm[c]);
                for (int k = 0; k < c; k++) (l[c, k], l[p, k]) = (l[p, k], l[c, k]);
            }

            u[c, c] = column[c];
            l[c, c] = 1;
            for (int i = c + 1; i < n; i++) l[i, c] = column[c] == 0 ? 0 : column[i] / column[c];
        }

        return (l, u, perm, swaps % 2 == 0 ? 1 : -1);
    }
}
