using FromScratch.ClassicalMl;
using FromScratch.Data;
using Xunit;

namespace FromScratch.Tests.ClassicalMl;

public class LassoRegressionTests
{
    [Fact]
    public void Orthogonal_columns_are_thresholded_one_by_one()
    {
        // xⱼ·y/n is 3, −6 and −0.5; ‖xⱼ‖²/n is 1, 4 and 4.
        double[] w = LassoRegression.Fit(new double[,] { { 1, 2, 2 }, { 1, -2, 2 }, { -1, 2, 2 }, { -1, -2, 2 } }, [-0.25, 5.75, -6.25, -0.25], 1, 1e-12);
        Assert.Equal([2, -1.25, 0], w);
    }

    [Fact]
    public void Columns_planted_among_fifty_are_found()
    {
        int others = 0;
        for (ulong seed = 1; seed <= 20; seed++)
        {
            Planted<(double[,] X, double[] Y), double[]> planted = Generators.SparseLinear(seed);
            double[] w = LassoRegression.Fit(planted.Data.X, planted.Data.Y, 0.3, 1e-8);
            for (int j = 0; j < 50; j++)
            {
                if (planted.Truth[j] != 0) Assert.Equal(Math.Sign(planted.Truth[j]), Math.Sign(w[j]));
                else if (w[j] != 0) others++;
            }
        }

        Assert.InRange(others, 0, 3);   // of 900
    }
}
