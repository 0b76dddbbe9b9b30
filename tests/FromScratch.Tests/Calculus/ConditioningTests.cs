using FromScratch.Calculus;
using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.Calculus;

public class ConditioningTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(25)]
    [InlineData(100)]
    [InlineData(400)]
    public void Predicted_steps_are_those_that_descent_takes(double kappa)
    {
        double[][] path = GradientDescent.AtFixedRate(p => [p[0], kappa * p[1]], [1, 1], 2 / (1 + kappa), 5000);
        int steps = Array.FindIndex(path, p => Vec.Of(p).Norm() <= 1e-6 * Math.Sqrt(2));
        Assert.Equal(steps, Conditioning.PredictedSteps(kappa, 1e-6), 1.0);
    }

    [Fact]
    public void Extreme_conditions_keep_their_digits()
    {
        Assert.Equal(1, Conditioning.PredictedSteps(1, 1e-6));
        Assert.Equal(1, Conditioning.PredictedSteps(1e17, 1e-6) / (0.5e17 * Math.Log(1e6)), 1e-12);
    }

    [Fact]
    public void Bad_units_are_cured_and_a_slanted_valley_is_not()
    {
        Assert.Equal(new double[,] { { 1, 0 }, { 0, 1 } }, Conditioning.Precondition(new double[,] { { 1, 0 }, { 0, 1e4 } }));
        double[] values = SymEigen.Jacobi(Mat.Of(Conditioning.Precondition(new[,] { { 50.5, 49.5 }, { 49.5, 50.5 } }))).Values;
        Assert.Equal(100, values[0] / values[1], 1e-9);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Conditioning.PredictedSteps(0.5, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Conditioning.PredictedSteps(2, 1));
        Assert.Throws<ArgumentException>(() => Conditioning.Precondition(new double[,] { { 1, 0 }, { 0, 0 } }));
        Assert.Throws<ArgumentException>(() => Conditioning.Precondition(new double[2, 3]));
    }
}
