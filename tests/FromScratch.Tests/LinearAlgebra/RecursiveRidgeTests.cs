using FromScratch.Data;
using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.LinearAlgebra;

public class RecursiveRidgeTests
{
    [Fact]
    public void One_row_is_as_by_hand()
    {
        IOnlineRegression model = RecursiveRidge.Start(1, 2);
        Assert.Equal([0.0], model.Weights);
        model.Observe([3], 5);
        Assert.Equal(15 / 11.0, model.Weights[0], 1e-15);   // 3·5/(2 + 3²)
    }

    [Fact]
    public void After_500_rows_the_weights_are_those_of_the_batch()
    {
        var rng = new Rng(4);
        const int D = 6;
        const double Lambda = 0.5;
        IOnlineRegression model = RecursiveRidge.Start(D, Lambda);
        double[,] gram = new double[D, D];
        double[,] moments = new double[D, 1];
        for (int i = 0; i < D; i++) gram[i, i] = Lambda;
        for (int row = 0; row < 500; row++)
        {
            double[] x = [.. Enumerable.Range(0, D).Select(_ => rng.NextGaussian())];
            double y = x.Select((xi, i) => (i + 1) * xi).Sum() + rng.NextGaussian();
            model.Observe(x, y);
            for (int i = 0; i < D; i++)
            {
                moments[i, 0] += y * x[i];
                for (int j = 0; j < D; j++) gram[i, j] += x[i] * x[j];
            }
        }

        double[,] batch = LinearSystem.Solve(gram, moments, GaussianElimination.Factor);
        for (int i = 0; i < D; i++) Assert.Equal(batch[i, 0], model.Weights[i], 1e-10);
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RecursiveRidge.Start(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RecursiveRidge.Start(2, 0));
        Assert.Throws<ArgumentException>(() => RecursiveRidge.Start(2, 1).Observe([1], 1));
    }
}
