using FromScratch.Calculus;
using Xunit;

namespace FromScratch.Tests.Calculus;

public class AutodiffTests
{
    private static Dual[] Polar(Dual[] p) => [p[0] * Dual.Cos(p[1]), p[0] * Dual.Sin(p[1]), p[0] + p[1]];

    [Fact]
    public void The_Jacobian_of_polar_coordinates_is_as_by_hand()
    {
        double[,] jacobian = Autodiff.Jacobian(Polar, [2, Math.PI / 3]);
        double[,] expected = { { 0.5, -Math.Sqrt(3) }, { Math.Sqrt(3) / 2, 1 }, { 1, 1 } };
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 2; j++)
                Assert.Equal(expected[i, j], jacobian[i, j], 1e-15);
        Assert.Throws<ArgumentException>(() => Autodiff.Jacobian(Polar, []));
    }

    [Fact]
    public void A_directional_product_is_the_Jacobian_times_the_direction()
    {
        double[] product = Autodiff.Jvp(Polar, [2, Math.PI / 2], [3, -1]);
        Assert.Equal(2, product[0], 1e-15);   // (0, 1, 1)·3 + (−2, 0, 1)·(−1)
        Assert.Equal(3, product[1], 1e-15);
        Assert.Equal(2, product[2], 1e-15);
        Assert.Throws<ArgumentException>(() => Autodiff.Jvp(Polar, [1, 2], [1]));
    }

    /// <summary>Every rule of the type with several slopes, against the type with one.</summary>
    [Fact]
    public void All_slopes_at_once_are_those_of_one_run_each()
    {
        double[] x = [0.7, 1.9, -0.4];
        double[] gradient = Autodiff.Gradient(p => 2 * DualN.Sin(p[0] * p[1]) / (3 + DualN.Exp(p[2])) - DualN.Log(1 - p[2]) * 0.5 + DualN.Cos(p[1] - 1) - p[0], x);
        double[,] rows = Autodiff.Jacobian(p => [2 * Dual.Sin(p[0] * p[1]) / (3 + Dual.Exp(p[2])) - Dual.Log(1 - p[2]) * 0.5 + Dual.Cos(p[1] - 1) - p[0]], x);
        for (int i = 0; i < 3; i++) Assert.Equal(rows[0, i], gradient[i], 1e-15);
        Assert.Equal(4, DualN.Variable(3, 1, 2) is var y ? (y + 1).V : 0);
    }
}
