using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.LinearAlgebra;

public class JacobiMethodTests
{
    [Fact]
    public void The_matrix_min_has_the_eigenvalues_of_its_formula()
    {
        double[,] s = new double[10, 10];
        for (int i = 0; i < 10; i++)
            for (int j = 0; j < 10; j++)
                s[i, j] = Math.Min(i, j) + 1;
        double[] values = JacobiMethod.SymmetricEigen(s).Values;
        for (int k = 1; k <= 10; k++) Assert.Equal(0.25 / Math.Pow(Math.Sin((2 * k - 1) * Math.PI / 42), 2), values[k - 1], 1e-13 * values[0]);
    }

    /// <summary>D·B·D with D = diag(1, 1e-5, 1e-10): by scaling, the smallest eigenvalue is det/(λ₁λ₂) up to 1e-10 of itself. MathNet returns it with no digit right.</summary>
    [Fact]
    public void The_tiny_eigenvalue_of_a_graded_matrix_keeps_its_digits()
    {
        double[] d = [1, 1e-5, 1e-10];
        double[,] b = { { 2, 1, 0.5 }, { 1, 3, 1 }, { 0.5, 1, 4 } };
        double[,] s = new double[3, 3];
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 3; j++)
                s[i, j] = d[i] * b[i, j] * d[j];
        double[] values = JacobiMethod.SymmetricEigen(s).Values;
        const double Determinant = 2 * 11 - 1 * 3.5 + 0.5 * (1 - 1.5);   // of B, by hand: 18.25; that of S is 1e-30 of it
        Assert.Equal(1, values[0] * values[1] * values[2] / (Determinant * 1e-30), 1e-13);
        Assert.Equal(3.65e-20, values[2], 1e-29);                        // 18.25/5, with 5 = det of B's first 2 × 2 block
    }

    [Fact]
    public void A_matrix_that_is_not_symmetric_is_refused()
    {
        Assert.Throws<ArgumentException>(() => JacobiMethod.SymmetricEigen(new double[,] { { 1, 2 }, { 3, 4 } }));
        Assert.Throws<ArgumentException>(() => JacobiMethod.SymmetricEigen(new double[2, 3]));
    }

    [Fact]
    public void Not_a_number_is_refused_after_the_last_sweep() =>
        Assert.Throws<InvalidOperationException>(() => JacobiMethod.SymmetricEigen(new[,] { { 1, double.NaN }, { double.NaN, 1 } }));
}
