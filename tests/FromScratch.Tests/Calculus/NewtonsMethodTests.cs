using FromScratch.Calculus;
using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.Calculus;

public class NewtonsMethodTests
{
    private static double Rosenbrock(double[] p) => 100 * Math.Pow(p[1] - p[0] * p[0], 2) + Math.Pow(1 - p[0], 2);

    private static double[] Slopes(double[] p) => [-400 * p[0] * (p[1] - p[0] * p[0]) - 2 * (1 - p[0]), 200 * (p[1] - p[0] * p[0])];

    private static double[,] Curvatures(double[] p) => new[,] { { 1200 * p[0] * p[0] - 400 * p[1] + 2, -400 * p[0] }, { -400 * p[0], 200 } };

    [Fact]
    public void A_quadratic_takes_one_step()
    {
        MinimumResult result = NewtonsMethod.Minimize(p => 0.5 * p[0] * p[0] + 50 * p[1] * p[1] - p[0], p => [p[0] - 1, 100 * p[1]], _ => new double[,] { { 1, 0 }, { 0, 100 } }, [7, 3], 1e-9);
        Assert.Equal([1.0, 0], result.X);
        Assert.Equal((1, true), (result.Steps, result.Converged));
    }

    [Fact]
    public void Rosenbrocks_valley_takes_21_steps_and_the_last_ones_square_the_gradient()
    {
        MinimumResult result = NewtonsMethod.Minimize(Rosenbrock, Slopes, Curvatures, [-1.2, 1], 1e-8);
        Assert.True(result.Converged);
        Assert.InRange(result.Steps, 15, 30);
        Assert.Equal(1, result.X[0], 1e-9);
        double[] lengths = [.. result.Path.Select(p => Vec.Of(Slopes(p)).Norm())];
        Assert.True(lengths[^1] < 1e-4 * lengths[^2] && lengths[^2] < 0.1 * lengths[^3]);
    }

    [Fact]
    public void It_leaves_a_saddle_and_does_not_call_one_a_minimum()
    {
        static double[] Gradient(double[] p) => [4 * p[0] * p[0] * p[0] - 2 * p[0], 2 * p[1]];
        static double[,] Hessian(double[] p) => new[,] { { 12 * p[0] * p[0] - 2, 0 }, { 0, 2 } };
        static double Wells(double[] p) => Math.Pow(p[0], 4) - p[0] * p[0] + p[1] * p[1];
        MinimumResult beside = NewtonsMethod.Minimize(Wells, Gradient, Hessian, [0.001, 1], 1e-9), on = NewtonsMethod.Minimize(Wells, Gradient, Hessian, [0, 0], 1e-9);
        Assert.True(beside.Converged);
        Assert.Equal(Math.Sqrt(0.5), beside.X[0], 1e-9);
        Assert.False(on.Converged);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => NewtonsMethod.Minimize(Rosenbrock, Slopes, Curvatures, [1, 2], 0));
        Assert.Throws<ArgumentException>(() => NewtonsMethod.Minimize(_ => double.NaN, Slopes, Curvatures, [1, 2], 1));
    }
}
