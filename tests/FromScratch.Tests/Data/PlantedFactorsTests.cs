using FromScratch.Data;
using FromScratch.LinearAlgebra;
using FromScratch.Tests.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.Data;

public class PlantedFactorsTests
{
    [Fact]
    public void Loadings_are_orthonormal_and_variances_as_said()
    {
        var (data, truth) = Generators.PlantedFactors(5);
        Assert.Equal((1500, 20), (data.GetLength(0), data.GetLength(1)));
        MatrixAssert.Orthonormal(Mat.Of(truth.Loadings), 1e-14);
        Assert.Equal([9.0, 4, 2.25], truth.Variances);
        Assert.Equal(15, truth.IsBroken.Count(broken => broken));
    }

    [Fact]
    public void Without_noise_rows_lie_on_what_the_factors_reach_and_broken_ones_off_it_by_3()
    {
        var (data, truth) = Generators.PlantedFactors(6, rows: 12, metrics: 7, factors: 2, noise: 0, brokenShare: 0.25);
        double[,] loadings = truth.Loadings;
        int whole = Array.IndexOf(truth.IsBroken, false);
        for (int i = 0; i < 12; i++)
        {
            Vec difference = Mat.Of(data).Row(i) - Mat.Of(data).Row(whole);   // the level goes away
            Vec rest = difference - Mat.Of(loadings) * (Mat.Of(loadings).T() * difference);
            Assert.Equal(truth.IsBroken[i] ? 3.0 : 0, rest.Norm(), 1e-12);
        }
    }

    [Fact]
    public void The_share_of_broken_rows_does_not_move_the_others()
    {
        double[,] few = Generators.PlantedFactors(8, rows: 20, brokenShare: 0).Data, many = Generators.PlantedFactors(8, rows: 20, brokenShare: 1).Data;
        for (int i = 0; i < 20; i++) Assert.Equal(3.0, (Mat.Of(few).Row(i) - Mat.Of(many).Row(i)).Norm(), 1e-12);
    }

    [Fact]
    public void Parameters_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.PlantedFactors(1, rows: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.PlantedFactors(1, metrics: 3, factors: 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.PlantedFactors(1, factors: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.PlantedFactors(1, noise: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.PlantedFactors(1, brokenShare: 1.5));
    }
}
