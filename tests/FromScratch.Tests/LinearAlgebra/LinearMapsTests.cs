using FromScratch.Data;
using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.LinearAlgebra;

public class LinearMapsTests
{
    [Fact]
    public void The_derivative_of_cubics_has_a_3_by_4_matrix() =>
        Assert.Equal(new double[,] { { 0, 1, 0, 0 }, { 0, 0, 2, 0 }, { 0, 0, 0, 3 } }, LinearMaps.MatrixOf(c => [c[1], 2 * c[2], 3 * c[3]], 4));

    [Fact]
    public void A_map_that_hands_out_one_array_again_and_again_has_its_matrix_too()
    {
        double[] shared = new double[2];
        Assert.Equal(new double[,] { { 0, 1 }, { 1, 0 } }, LinearMaps.MatrixOf(x => { (shared[0], shared[1]) = (x[1], x[0]); return shared; }, 2));
    }

    [Fact]
    public void Images_of_different_lengths_and_no_basis_are_refused()
    {
        Assert.Throws<ArgumentException>(() => LinearMaps.MatrixOf(x => x[0] == 1 ? [1] : [1, 2], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => LinearMaps.MatrixOf(x => x, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => LinearMaps.LooksLinear(x => x, 0, new Rng(1), 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => LinearMaps.LooksLinear(x => x, 1, new Rng(1), 0));
    }

    [Fact]
    public void Linear_maps_look_linear_at_every_scale()
    {
        Assert.True(LinearMaps.LooksLinear(x => [0.1 * x[0] + 0.2 * x[1], x[2]], 3, new Rng(1), 50));
        Assert.True(LinearMaps.LooksLinear(x => [1e-12 * x[0]], 1, new Rng(1), 50));
        Assert.True(LinearMaps.LooksLinear(x => new double[x.Length], 3, new Rng(1), 50));
    }

    [Fact]
    public void Shifts_absolute_values_and_squares_do_not()
    {
        Assert.False(LinearMaps.LooksLinear(x => Array.ConvertAll(x, v => v + 1), 3, new Rng(1), 50));
        Assert.False(LinearMaps.LooksLinear(x => Array.ConvertAll(x, v => 1e-12 * Math.Abs(v)), 3, new Rng(1), 50));
        Assert.False(LinearMaps.LooksLinear(x => Array.ConvertAll(x, v => v * v), 3, new Rng(1), 50));
        Assert.False(LinearMaps.LooksLinear(x => [double.NaN], 3, new Rng(1), 50));
    }
}
