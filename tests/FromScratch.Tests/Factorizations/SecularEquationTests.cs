using FromScratch.Factorizations;
using FromScratch.Tensors;
using Xunit;

namespace FromScratch.Tests.Factorizations;

public sealed class SecularEquationTests
{
    private static (double[] Roots, Tensor<double> Distances) Solved(double[] d, double[] w, bool squared)
    {
        int[] origins = new int[d.Length];
        double[] offsets = new double[d.Length];
        Tensor<double> distances = Tensor<double>.Zeros(d.Length, d.Length);
        SecularEquation.Solve(d, w, squared, d.Length, origins, offsets, distances.Matrix());
        return ([.. origins.Select((origin, j) => (squared ? d[origin] * d[origin] : d[origin]) + offsets[j])], distances);
    }

    [Fact]
    public void One_pole_moves_by_its_weight() => Assert.Equal([5.0], Solved([3], [2], squared: false).Roots);

    [Fact]
    public void Two_poles_give_a_quadratic_equation()
    {
        // 1 + 1/(0 − λ) + 1/(2 − λ) = 0 is λ² − 4λ + 2 = 0.
        double[] roots = Solved([0, 2], [1, 1], squared: false).Roots;
        Assert.Equal(2 - Math.Sqrt(2), roots[0], 1e-15);
        Assert.Equal(2 + Math.Sqrt(2), roots[1], 1e-15);
    }

    [Fact]
    public void A_pole_may_be_given_by_its_root()
    {
        double[] plain = Solved([0, 1, 9], [0.5, 2, 0.25], squared: false).Roots, squared = Solved([0, 1, 3], [0.5, 2, 0.25], squared: true).Roots;
        for (int i = 0; i < 3; i++) Assert.Equal(plain[i], squared[i], 1e-14);
    }

    [Theory]
    [InlineData(1e-3, 1e-3)]
    [InlineData(1e-12, 1)]
    [InlineData(1, 1e-14)]
    public void There_is_one_root_in_each_gap_also_where_poles_crowd_or_weights_vanish(double gap, double weight)
    {
        double[] d = [.. Enumerable.Range(0, 41).Select(i => 1 + i * gap)], w = [.. Enumerable.Range(0, 41).Select(i => i % 3 == 0 ? weight : 1.0)];
        (_, Tensor<double> distances) = Solved(d, w, squared: false);
        for (int j = 0; j < d.Length; j++)
        {
            double f = 1, size = 1;
            for (int i = 0; i < d.Length; i++)
            {
                double term = w[i] / distances[j, i];
                (f, size) = (f + term, size + Math.Abs(term));
                Assert.Equal(i <= j, term < 0);   // the root lies above its pole and below the next
            }

            Assert.InRange(Math.Abs(f), 0, 1e-13 * size);
        }
    }

    [Fact]
    public void The_exact_weights_are_those_given_up_to_rounding()
    {
        double[] d = [.. Enumerable.Range(0, 19).Select(i => i + 0.3 * Math.Sin(i))], w = [.. Enumerable.Range(0, 19).Select(i => 0.1 + i % 4)], exact = new double[19];
        SecularEquation.ExactWeights<double>(d, squared: false, 19, Solved(d, w, squared: false).Distances.Matrix(), exact);
        for (int i = 0; i < 19; i++) Assert.Equal(w[i], exact[i], 1e-12);
    }
}
