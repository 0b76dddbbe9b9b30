using FromScratch.Data;
using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.LinearAlgebra;

public class LuTests
{
    private static readonly double[,] _hand = { { 1, 2, 4 }, { 4, 8, 4 }, { 2, 6, 3 } };

    [Fact]
    public void The_factors_of_a_3_by_3_matrix_are_those_of_the_hand_calculation()
    {
        // Column 0: row 1 is up. Rows become (4 8 4), (0 0 3) with 1/4, (0 2 1) with 1/2. Column 1: the last row is up.
        (double[,] l, double[,] u, int[] perm, int sign) = GaussianElimination.Factor(_hand);
        Assert.Equal(new[,] { { 1, 0, 0 }, { 0.5, 1, 0 }, { 0.25, 0, 1 } }, l);
        Assert.Equal(new double[,] { { 4, 8, 4 }, { 0, 2, 1 }, { 0, 0, 3 } }, u);
        Assert.Equal([1, 2, 0], perm);
        Assert.Equal(1, sign);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    public void PA_is_LU(int n)
    {
        double[,] a = Random(n, n, 3);
        (double[,] l, double[,] u, int[] perm, _) = GaussianElimination.Factor(a);
        double[,] product = MatrixMultiplication.Multiply(l, u);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
            {
                Assert.Equal(a[perm[i], j], product[i, j], 1e-13);
                Assert.True(Math.Abs(l[i, j]) <= 1);
            }
    }

    [Fact]
    public void A_tiny_pivot_is_not_taken()
    {
        Vec x = Lu.Factor(Mat.Of(new[,] { { 1e-20, 1 }, { 1, 1 } })).Solve(Vec.Of(1, 2));
        Assert.Equal(1, x[0], 1e-15);
        Assert.Equal(1, x[1], 1e-15);
    }

    [Fact]
    public void Determinants_are_as_by_hand()
    {
        Assert.Equal(24, Lu.Factor(Mat.Of(_hand)).Determinant());   // 1·(24 − 24) − 2·(12 − 8) + 4·(24 − 16)
        Assert.Equal(-1, Lu.Factor(Mat.Of(new[,] { { 0.0, 1 }, { 1, 0 } })).Determinant());
        Assert.Equal(0, Lu.Factor(Mat.Of(new[,] { { 1.0, 2 }, { 2, 4 } })).Determinant());
        Assert.Equal(1, Lu.Factor(Mat.Identity(0)).Determinant());
    }

    [Fact]
    public void The_logarithm_lives_where_the_determinant_underflows()
    {
        double[,] tenth = new double[400, 400];
        for (int i = 0; i < 400; i++) tenth[i, i] = 0.1;
        (int sign, double logAbs) = LogDeterminant.SignLogDet(tenth);
        Assert.Equal(1, sign);
        Assert.Equal(-400 * Math.Log(10), logAbs, 1e-9);
        Assert.Equal(0, Lu.Factor(Mat.Of(tenth)).Determinant());
        Assert.Equal((0, double.NegativeInfinity), LogDeterminant.SignLogDet(new[,] { { 1.0, 2 }, { 2, 4 } }));
    }

    [Fact]
    public void The_determinant_of_a_Hilbert_matrix_is_right_to_10_digits()
    {
        (int sign, double logAbs) = Lu.Factor(Mat.Of(Hilbert(5))).SignLogDet();
        Assert.Equal(1, sign);
        Assert.Equal(1 / 266716800000.0, Math.Exp(logAbs), 3.749e-22);   // the inverse of a Hilbert matrix is whole, so 1/det is: 266716800000
    }

    [Fact]
    public void Many_right_hand_sides_are_solved_column_by_column()
    {
        Mat solution = Lu.Factor(Mat.Of(_hand)).Solve(Mat.Of(new double[,] { { 7, 4 }, { 16, -8 }, { 11, -8 } }));
        double[,] expected = { { 1, 2 }, { 1, -3 }, { 1, 2 } };   // rows: 1 + 2 + 4 and 2 − 6 + 8; 4 + 8 + 4 and 8 − 24 + 8; 2 + 6 + 3 and 4 − 18 + 6
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 2; j++)
                Assert.Equal(expected[i, j], solution[i, j], 1e-14);
    }

    [Fact]
    public void The_inverse_of_Hilbert_3_is_whole()
    {
        double[,] inverse = Inversion.Inverse(Hilbert(3));
        double[,] exact = { { 9, -36, 30 }, { -36, 192, -180 }, { 30, -180, 180 } };
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 3; j++)
                Assert.Equal(exact[i, j], inverse[i, j], 1e-10);
    }

    [Fact]
    public void Condition_numbers_are_as_by_hand()
    {
        Assert.Equal(1, Inversion.ConditionNumber1(Mat.Identity(3).ToArray()));
        Assert.Equal(1e6, Inversion.ConditionNumber1(new[,] { { 1, 0 }, { 0, 1e-6 } }), 1e-8);
        Assert.Equal(748, Lu.Factor(Mat.Of(Hilbert(3))).ConditionNumber1(), 1e-9);   // 11/6 · 408
        Assert.Equal(21, Inversion.ConditionNumber1(new[,] { { 1.0, 2 }, { 3, 4 } }), 1e-12);   // columns: 4 and 6; inverse (−2 1; 1.5 −0.5): 3.5 and 1.5
        Assert.Equal(double.PositiveInfinity, Inversion.ConditionNumber1(new[,] { { 1.0, 2 }, { 2, 4 } }));
        Assert.Equal(double.PositiveInfinity, Lu.Factor(Mat.Of(new[,] { { 1.0, 2 }, { 2, 4 } })).ConditionNumber1());
    }

    [Fact]
    public void Singular_and_misshapen_systems_are_refused()
    {
        Lu singular = Lu.Factor(Mat.Of(new[,] { { 1.0, 2, 3 }, { 2, 4, 7 }, { 3, 6, 1 } }));   // column 1 is twice column 0
        Assert.Contains("row 1", Assert.Throws<InvalidOperationException>(() => singular.Inverse()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Lu.Factor(Mat.Of(new double[2, 3])));
        Assert.Throws<ArgumentException>(() => Lu.Factor(Mat.Identity(2)).Solve(Vec.Of(1, 2, 3)));
        Assert.Throws<ArgumentException>(() => Lu.Factor(Mat.Identity(2)).Solve(Mat.Identity(3)));
        Assert.Throws<ArgumentException>(() => LinearSystem.Solve(new double[2, 2], new double[3, 1], GaussianElimination.Factor));
    }

    internal static double[,] Hilbert(int n)
    {
        double[,] h = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                h[i, j] = 1.0 / (i + j + 1);
        return h;
    }

    internal static double[,] Random(int rows, int columns, ulong seed)
    {
        var rng = new Rng(seed);
        double[,] a = new double[rows, columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                a[i, j] = rng.NextGaussian();
        return a;
    }
}
