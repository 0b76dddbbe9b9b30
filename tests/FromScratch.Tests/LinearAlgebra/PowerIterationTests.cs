using FromScratch.Data;
using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.LinearAlgebra;

public class PowerIterationTests
{
    [Fact]
    public void The_golden_ratio_grows_out_of_fibonacci()
    {
        (double value, double[] vector, _) = PowerIteration.Dominant(new double[,] { { 1, 1 }, { 1, 0 } }, 1e-12, 100, new Rng(1));
        Assert.Equal(1.6180339887498949, value, 1e-11);
        Assert.Equal(1.6180339887498949, vector[0] / vector[1], 1e-11);
    }

    [Fact]
    public void A_negative_eigenvalue_keeps_its_sign() =>
        Assert.Equal(-5, PowerIteration.Dominant(new double[,] { { -4, 2 }, { 2, -1 } }, 1e-12, 100, new Rng(2)).Value, 1e-11);

    [Fact]
    public void A_map_need_not_be_stored()
    {
        (double value, Vec vector, _) = PowerIteration.Run(v => Vec.Of(v[1], v[2], v[0]) + 2 * v, 3, 1e-10, 200, new Rng(3));   // a cyclic shift plus 2
        Assert.Equal(3, value, 1e-9);
        Assert.Equal(1 / Math.Sqrt(3), Math.Abs(vector[0]), 1e-9);
    }

    [Fact]
    public void A_quarter_turn_has_no_direction_that_stays() =>
        Assert.Throws<InvalidOperationException>(() => PowerIteration.Dominant(new double[,] { { 0, -1 }, { 1, 0 } }, 1e-8, 100, new Rng(4)));

    [Fact]
    public void A_matrix_without_one_pair_has_the_others()
    {
        double[,] s = { { 2, 1, 0 }, { 1, 2, 0 }, { 0, 0, -7 } };
        double[,] less = PowerIteration.Deflate(s, -7, [0, 0, 3]);
        MatrixAssert.Close(new double[,] { { 2, 1, 0 }, { 1, 2, 0 }, { 0, 0, 0 } }, less, 1e-15);
    }

    [Fact]
    public void Shapes_are_checked()
    {
        Assert.Throws<ArgumentException>(() => PowerIteration.Dominant(new double[2, 3], 1e-8, 100, new Rng(5)));
        Assert.Throws<ArgumentException>(() => PowerIteration.Deflate(new double[2, 2], 1, [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => PowerIteration.Deflate(new double[2, 2], 1, [0, 0]));
    }
}
