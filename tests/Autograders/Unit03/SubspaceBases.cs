using Course;
using CsCheck;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 3.1: the rank of a matrix, and a basis of its null space.</summary>
[Exercise("3.1", "Rank and null space", Difficulty = 2, Minutes = 30, Core = true, Theory = "1. A matrix splits its space in two")]
public sealed class SubspaceBases : Exercise<SubspaceBases, SubspaceBases.Contract>
{
    public delegate int RankOf(double[,] a);

    public delegate double[][] NullSpace(double[,] a);

    public sealed record Contract(RankOf Rank, NullSpace NullSpaceBasis);

    public static Verdict Check(RankOf rank, NullSpace nullSpaceBasis) => Grade(new Contract(rank, nullSpaceBasis));

    protected override Contract Reference => new(Subspaces.Rank, Subspaces.NullSpaceBasis);

    private static readonly double[,] _worked = { { 1, 2, 3 }, { 2, 4, 6 }, { 1, 0, 1 } };

    [Fact]
    public void Three_rows_of_which_one_is_twice_another_have_rank_2() => Expect.Equal(2, Subject.Rank(_worked), because: "Row 2 is twice row 1 and brings nothing new. Row 3 does.");

    [Fact]
    public void Their_null_space_is_the_line_of_1_1_minus_1()
    {
        double[][]? basis = Subject.NullSpaceBasis(_worked);
        Expect.That(basis is [[_, _, _]], "one vector of 3 entries", basis, because: "3 unknowns less 2 pivots leave one free: one vector.");
        double[] v = basis![0];
        Expect.That(v[0] != 0 && Math.Abs(v[1] - v[0]) <= 1e-12 * Math.Abs(v[0]) && Math.Abs(v[2] + v[0]) <= 1e-12 * Math.Abs(v[0]), "a multiple of [1, 1, -1]", basis, because: "1 + 2 − 3, 2 + 4 − 6 and 1 + 0 − 1 are all 0.");
    }

    [Fact]
    public void A_wide_matrix_leaves_columns_minus_rank_unknowns_free() =>
        RequireBasis(new double[,] { { 1, 0, 2, 3 }, { 0, 1, 4, 5 } }, 2, "Count columns: unknowns, not equations. 4 unknowns less 2 pivots leave 2 free.");

    [Fact]
    public void Where_only_0_is_a_solution_the_basis_is_empty()
    {
        double[,] tall = { { 1, 2 }, { 3, 4 }, { 5, 6 }, { 7, 8 } };
        Expect.Equal(2, Subject.Rank(tall), because: "The two columns point in different directions.");
        double[][]? basis = Subject.NullSpaceBasis(tall);
        Expect.That(basis is [], "no vector", basis, because: "A basis of {0} is empty: the zero vector is in every space, and brings nothing new.");
    }

    [Fact]
    public void Zeros_have_rank_0_and_send_everything_to_0()
    {
        double[,] zeros = new double[2, 3];
        Expect.Equal(0, Subject.Rank(zeros), because: "No row points anywhere.");
        RequireBasis(zeros, 3, "All three unknowns are free.");
    }

    [Fact]
    public void Without_an_equation_every_unknown_is_free()
    {
        double[,] none = new double[0, 2];
        Expect.Equal(0, Subject.Rank(none), because: "There is no row.");
        RequireBasis(none, 2, "Nothing is asked of the two unknowns.");
    }

    [Fact]
    public void A_pivot_need_not_stand_on_the_diagonal()
    {
        double[,] a = { { 0, 0, 2, 4, 1 }, { 0, 0, 1, 2, 3 }, { 0, 0, 3, 6, 4 } };
        Expect.Equal(2, Subject.Rank(a), because: "Columns 0 and 1 have no pivot, column 3 is twice column 2. When a column has none, go on to the next one in the same row.");
        RequireBasis(a, 3, "The pivots stand in columns 2 and 4; the unknowns 0, 1 and 3 are free.");
    }

    [Fact]
    public void Rounding_is_no_pivot()
    {
        double[,] a = { { 0.1, 0.2, 0.3 }, { 0.3, 0.6, 0.9 }, { 0.7, 1.4, 2.1 } };
        Expect.Equal(1, Subject.Rank(a), because: "All rows are multiples of (1, 2, 3), but 0.3 − 3·0.1 is about 5e-17 in doubles. What is at most 1e-10 of the largest entry counts as 0.");
        RequireBasis(a, 2, "Two unknowns are free.", 1e-12);
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e-8)]
    [InlineData(1e12)]
    public void The_unit_of_measurement_does_not_change_the_rank(double s)
    {
        double[,] a = Matrices.Scaled(s, new double[,] { { 1, 2, 0 }, { 3, 6, 1 } });
        Expect.Equal(2, Subject.Rank(a), because: $"{ValueText.Of(s)}·A has the same rank as A: compare with the largest entry of the matrix, not with a fixed number.");
        RequireBasis(a, 1, "Its null space stays too.");
    }

    [Fact]
    public void A_small_pivot_above_large_entries_is_swapped_away()
    {
        double[,] a = { { 1e-9, 1, 1 }, { 1, 1, 1 }, { 1, 2, 2 } };
        Expect.Equal(2, Subject.Rank(a), because: "Columns 1 and 2 are equal, so the rank is 2. Dividing by 1e-9 makes numbers of 1e9, next to which the others lose their digits: swap the largest entry of the column up.");
        RequireBasis(a, 1, "Only (0, 1, −1) and its multiples are sent to 0.", 1e-12);
    }

    [Fact]
    public void The_rank_of_whole_numbers_is_the_exact_one() => Property.Holds(LowRank, a => Expect.Equal(Matrices.ExactRank(a), Subject.Rank(a), because: "Counted by elimination without fractions."));

    [Fact]
    public void A_matrix_has_the_rank_of_its_transpose() => Property.Holds(LowRank, a => Expect.Equal(Subject.Rank(a), Subject.Rank(Draw.Transpose(a)), because: "There are as many independent rows as independent columns."));

    [Fact]
    public void Rank_and_nullity_add_up_to_the_columns() => Property.Holds(LowRank, a => RequireBasis(a, a.GetLength(1) - Matrices.ExactRank(a), "Rank and nullity add up to the number of columns."));

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Count columns: unknowns, not equations. The null space has columns − rank dimensions.", Reference with { NullSpaceBasis = a => [.. Subspaces.NullSpaceBasis(a).Take(Math.Max(0, a.GetLength(0) - Subspaces.Rank(a)))] }),
        new("1e-8·A has the same rank as A, but not for you: what counts as 0 hangs on the largest entry of the matrix, not on a fixed number.", new(a => Reduced(a, 1e-6).Pivots.Length, a => Special(Reduced(a, 1e-6), a.GetLength(1)))),
        new("A basis of {0} is empty. You returned the zero vector, which is in every space and brings nothing new.", Reference with { NullSpaceBasis = a => Subspaces.NullSpaceBasis(a) is { Length: > 0 } basis ? basis : [new double[a.GetLength(1)]] }),
        new("You compare with exactly 0: then rounding of 5e-17 counts as a pivot. What is at most 1e-10 of the largest entry counts as 0.", new(a => Reduced(a, 0).Pivots.Length, a => Special(Reduced(a, 0), a.GetLength(1)))),
        new("A pivot row says x_pivot + r·x_free = 0, so x_pivot is −r·x_free: your sign is that of the other side.", Reference with { NullSpaceBasis = a => [.. Special(Reduced(a, 1e-10 * Matrices.Largest(a)), a.GetLength(1)).Select(v => Array.ConvertAll(v, Math.Abs))] }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("singular values: those above 1e-10 of the largest count, and the other right singular vectors are the basis", new(
            a => a.Length == 0 ? 0 : Svd.OneSidedJacobi(Mat.Of(a)).Rank(1e-10),
            a => a.Length == 0 ? Columns.Basis(a.GetLength(1), a.GetLength(1)) : Columns.Of(FundamentalSubspaces.Of(Mat.Of(a)).Null.ToArray()))),
        new("elimination from below only, then back substitution for each free unknown", new(a => Echelon(a).Pivots.Count, BackSubstituted)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Bring the matrix into reduced row echelon form, as in Unit 2. How many pivots are there, and which unknowns have none?",
        "The rank is the number of pivots. For each free unknown set it to 1, the other free ones to 0, and read in each pivot row what the pivot's unknown must be. Decide what counts as 0 before you start: 1e-10 of the largest entry.",
        "Walk over the columns with a row counter. In a column look for the largest absolute entry from that row down; when it counts as 0, go to the next column and keep the row. Else swap it up, divide its row, subtract it from all others, note the column. Afterwards each column that was not noted gives one vector.",
    ];

    /// <summary>Matrices of whole numbers whose rank is often below both of their sides.</summary>
    private static Gen<double[,]> LowRank { get; } = Gen.Select(Gen.Int[1, 3], Gen.Int[2, 5], Gen.Int[2, 5]).SelectMany((inner, rows, columns) =>
        Gen.Select(Small(rows, inner), Small(inner, columns), Matrices.Times));

    private static Gen<double[,]> Small(int rows, int columns) => Gen.Int[-3, 3].Array[rows * columns].Select(entries =>
    {
        double[,] matrix = new double[rows, columns];
        for (int i = 0; i < entries.Length; i++) matrix[i / columns, i % columns] = entries[i];
        return matrix;
    });

    /// <summary>As many vectors as asked for, each sent to 0, and independent.</summary>
    private void RequireBasis(double[,] a, int nullity, string because, double tolerance = 1e-9)
    {
        int columns = a.GetLength(1);
        double[][]? basis = Subject.NullSpaceBasis(a);
        Expect.That(basis is not null && basis.Length == nullity && basis.All(v => v?.Length == columns), $"{nullity} vectors of {columns} entries", basis, because);
        foreach (double[] v in basis!)
        {
            double[] image = MatrixMultiplication.ByRows(a, v);
            double scale = Matrices.Largest(a) * v.Max(Math.Abs);
            Expect.That(image.All(entry => Math.Abs(entry) <= tolerance * scale), "vectors that A sends to 0", basis, because: $"A·v is {ValueText.Of(image)} for v = {ValueText.Of(v)}: no solution of Ax = 0.");
        }

        int independent = GramSchmidt.Orthonormalize(basis).Q.Length;
        Expect.That(independent == nullity, $"{nullity} independent vectors", basis, because: $"Only {independent} of your vectors point in new directions, so they do not span the null space.");
    }

    private static (double[,] R, int[] Pivots) Reduced(double[,] a, double zero)
    {
        double[,] r = (double[,])a.Clone();
        List<int> pivots = [];
        for (int column = 0; column < r.GetLength(1) && pivots.Count < r.GetLength(0); column++)
        {
            int row = pivots.Count, best = Enumerable.Range(row, r.GetLength(0) - row).MaxBy(i => Math.Abs(r[i, column]));
            if (Math.Abs(r[best, column]) <= zero) continue;
            for (int j = 0; j < r.GetLength(1); j++) (r[row, j], r[best, j]) = (r[best, j], r[row, j]);
            double pivot = r[row, column];
            for (int j = 0; j < r.GetLength(1); j++) r[row, j] /= pivot;
            for (int i = 0; i < r.GetLength(0); i++)
            {
                double factor = i == row ? 0 : r[i, column];
                for (int j = 0; j < r.GetLength(1); j++) r[i, j] -= factor * r[row, j];
            }

            pivots.Add(column);
        }

        return (r, [.. pivots]);
    }

    private static double[][] Special((double[,] R, int[] Pivots) reduced, int columns) =>
    [
        .. Enumerable.Range(0, columns).Except(reduced.Pivots).Select(free =>
        {
            double[] v = Draw.Basis(columns, free);
            for (int k = 0; k < reduced.Pivots.Length; k++) v[reduced.Pivots[k]] = -reduced.R[k, free];
            return v;
        }),
    ];

    private static (double[,] U, List<int> Pivots) Echelon(double[,] a)
    {
        double[,] u = (double[,])a.Clone();
        double zero = 1e-10 * Matrices.Largest(a);
        List<int> pivots = [];
        int row = 0;
        for (int column = 0; column < u.GetLength(1) && row < u.GetLength(0); column++)
        {
            int best = row;
            for (int i = row + 1; i < u.GetLength(0); i++)
                if (Math.Abs(u[i, column]) > Math.Abs(u[best, column])) best = i;
            if (Math.Abs(u[best, column]) <= zero) continue;
            for (int j = 0; j < u.GetLength(1); j++) (u[row, j], u[best, j]) = (u[best, j], u[row, j]);
            for (int i = row + 1; i < u.GetLength(0); i++)
            {
                double factor = u[i, column] / u[row, column];
                for (int j = column; j < u.GetLength(1); j++) u[i, j] -= factor * u[row, j];
            }

            pivots.Add(column);
            row++;
        }

        return (u, pivots);
    }

    private static double[][] BackSubstituted(double[,] a)
    {
        (double[,] u, List<int> pivots) = Echelon(a);
        int columns = a.GetLength(1);
        List<double[]> basis = [];
        for (int free = 0; free < columns; free++)
        {
            if (pivots.Contains(free)) continue;
            double[] v = new double[columns];
            v[free] = 1;
            for (int k = pivots.Count - 1; k >= 0; k--)
            {
                double known = 0;
                for (int j = pivots[k] + 1; j < columns; j++) known += u[k, j] * v[j];
                v[pivots[k]] = -known / u[k, pivots[k]];
            }

            basis.Add(v);
        }

        return [.. basis];
    }
}
