using FromScratch.ClassicalMl;
using FromScratch.Data;
using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.ClassicalMl;

public class RidgeRegressionTests
{
    [Fact]
    public void A_line_by_hand_with_and_without_a_penalty()
    {
        double[,] x = { { 1 }, { 2 }, { 3 }, { 6 } };
        Assert.Equal(23.0 / 14, RidgeRegression.Fit(x, [1, 2, 4, 9], 0).W[0], 1e-13);
        Assert.Equal(23.0 / 28, RidgeRegression.Fit(x, [1, 2, 4, 9], 14).W[0], 1e-13);
        Assert.Equal(4 - 3 * 23.0 / 28, RidgeRegression.Fit(x, [1, 2, 4, 9], 14).B, 1e-12);
    }

    /// <summary>Right digits of the worst coefficient, measured: Longley 12.3, Norris 12.9, Wampler1 9.8, Wampler2 12.9 (a digit less is allowed for other processors).</summary>
    [Theory]
    [InlineData("Longley", 11)]
    [InlineData("Norris", 11.5)]
    [InlineData("Wampler1", 8.5)]
    [InlineData("Wampler2", 11.5)]
    public void Certified_values_are_met(string set, double digits)
    {
        CertifiedFit certified = set switch { "Longley" => Nist.Longley(), "Norris" => Nist.Norris(), "Wampler1" => Nist.Wampler(1), _ => Nist.Wampler(2) };
        double[,] x = new double[certified.Y.Length, certified.Coefficients.Length - 1];
        for (int i = 0; i < x.GetLength(0); i++)
            for (int j = 0; j < x.GetLength(1); j++)
                x[i, j] = certified.X[i, j + 1];
        LinearModel model = RidgeRegression.Fit(x, certified.Y, 0);
        double worst = ((double[])[model.B, .. model.W]).Zip(certified.Coefficients, Lre.Of).Min();
        Assert.True(worst >= digits, $"{worst} digits");
    }

    [Fact]
    public void More_columns_than_rows_need_a_penalty()
    {
        Assert.Throws<InvalidOperationException>(() => RidgeRegression.Fit(new double[,] { { 1, 2, 3 }, { 2, 5, 1 } }, [1, 2], 0));
        Assert.Equal(3, RidgeRegression.Fit(new double[,] { { 1, 2, 3 }, { 2, 5, 1 } }, [1, 2], 0.1).W.Length);
    }

    [Fact]
    public void A_model_predicts_w_x_plus_b() => Assert.Equal(14, new LinearModel([2, 3], 1).Predict([2, 3]));
}
