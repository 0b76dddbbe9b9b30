using FromScratch.Data;
using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.LinearAlgebra;

public class HouseholderTests
{
    /// <summary>Measured: 10.6 digits on Longley, 9.3 on Wampler1, 12.8 on Wampler2; about a digit of slack for other processors. Normal equations have 7.4, 6.6 and 9.6.</summary>
    [Theory]
    [InlineData("Longley", 9.5)]
    [InlineData("Wampler1", 8.5)]
    [InlineData("Wampler2", 11)]
    public void Certified_coefficients_are_met(string name, double digits)
    {
        CertifiedFit fit = name == "Longley" ? Nist.Longley() : Nist.Wampler(name == "Wampler1" ? 1 : 2);
        double[] x = Householder.SolveLeastSquares(fit.X, fit.Y);
        double[] right = [.. x.Zip(fit.Coefficients, Lre.Of)];
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {right.Min()} digits");
        Assert.All(right, digitsRight => Assert.True(digitsRight >= digits, $"{digitsRight} digits"));
        Assert.Equal(x, Qr.Householder(Mat.Of(fit.X)).SolveLeastSquares(Vec.Of(fit.Y)).ToArray(), (one, other) => Lre.Of(one, other) >= digits - 1);
    }

    [Fact]
    public void A_column_of_zeros_leaves_q_orthonormal()
    {
        (double[,] q, double[,] r) = Householder.FactorQr(new double[,] { { 0, 3 }, { 0, 0 }, { 0, 4 } });
        MatrixAssert.Orthonormal(Mat.Of(q), 1e-15);
        Assert.Equal(0, r[0, 0]);
        MatrixAssert.Close(new double[,] { { 0, 3 }, { 0, 0 }, { 0, 4 } }, MatrixMultiplication.Multiply(q, r), 1e-14);
    }

    [Fact]
    public void A_mirror_that_nearly_points_along_its_axis_loses_no_digit()
    {
        double[,] a = { { 1, 2 }, { 1e-8, 1 }, { 0, 3 } };
        (double[,] q, double[,] r) = Householder.FactorQr(a);
        MatrixAssert.Close(a, MatrixMultiplication.Multiply(q, r), 1e-15);
    }

    [Fact]
    public void More_columns_than_rows_are_refused() => Assert.Throws<ArgumentException>(() => Householder.FactorQr(new double[2, 3]));

    [Fact]
    public void Dependent_columns_have_no_single_best_answer() =>
        Assert.Throws<InvalidOperationException>(() => Householder.SolveLeastSquares(new double[,] { { 0.1, 0.3 }, { 0.2, 0.6 }, { 0.7, 2.1 } }, [1, 2, 3]));

    [Fact]
    public void A_right_side_of_another_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => Householder.SolveLeastSquares(new double[,] { { 1 }, { 2 } }, [1, 2, 3]));
}
