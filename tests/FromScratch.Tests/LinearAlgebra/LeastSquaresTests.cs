using FromScratch.Data;
using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.LinearAlgebra;

public class LeastSquaresTests
{
    // Digits of the worst coefficient measured on x64: Norris 12.1, Longley 7.4, Wampler1 6.6, Wampler2 9.6. Nearly a digit or more of slack is left for other processors.
    [Theory]
    [InlineData("Norris", 11)]
    [InlineData("Longley", 6.5)]
    [InlineData("Wampler1", 5.5)]
    [InlineData("Wampler2", 8.5)]
    public void Certified_coefficients_are_met(string name, double digits)
    {
        CertifiedFit fit = new[] { Nist.Norris(), Nist.Longley(), Nist.Wampler(1), Nist.Wampler(2) }.Single(set => set.Name == name);
        double[] beta = LeastSquares.NormalEquations(fit.X, fit.Y);
        double worst = beta.Zip(fit.Coefficients, Lre.Of).Min();
        Assert.True(worst >= digits, $"{name}: {worst:0.00} digits");
    }

    [Fact]
    public void A_line_through_three_points_is_as_by_hand()
    {
        double[] beta = LeastSquares.NormalEquations(new double[,] { { 1, 0 }, { 1, 1 }, { 1, 2 } }, [6, 0, 0]);
        Assert.Equal(5, beta[0], 1e-14);
        Assert.Equal(-3, beta[1], 1e-14);
    }

    [Fact]
    public void Dependent_columns_and_missing_observations_are_refused()
    {
        Assert.Throws<InvalidOperationException>(() => LeastSquares.NormalEquations(new double[,] { { 1, 2 }, { 1, 2 }, { 2, 4 } }, [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => LeastSquares.NormalEquations(new double[3, 2], [1, 2]));
    }

    [Fact]
    public void Lre_counts_right_digits()
    {
        Assert.Equal(3, Lre.Of(1001, 1000), 1e-12);
        Assert.Equal(3, Lre.Of(-0.999, -1), 1e-10);
        Assert.Equal(15, Lre.Of(5, 5));
        Assert.Equal(15, Lre.Of(1 + 1e-15 / 2, 1));
        Assert.Equal(0, Lre.Of(-7, 7));
        Assert.Equal(4, Lre.Of(-1e-4, 0), 1e-12);
        Assert.Equal(15, Lre.Of(0, 0));
        Assert.Equal(0, Lre.Of(double.NaN, 3));
        Assert.Equal(0, Lre.Of(double.PositiveInfinity, 3));
    }
}
