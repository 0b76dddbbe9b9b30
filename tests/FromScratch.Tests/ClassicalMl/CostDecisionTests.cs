using FromScratch.ClassicalMl;
using FromScratch.Data;
using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.ClassicalMl;

public class CostDecisionTests
{
    [Fact]
    public void Contacting_everybody_beats_contacting_nobody_where_it_pays()
    {
        double[,] x = new double[40, 1];
        int[] y = [.. Enumerable.Range(0, 40).Select(i => i % 4 == 0 ? 1 : 0)];
        ModelChoice choice = CostDecision.Choose([("nobody", (_, _) => _ => 0), ("everybody", (_, _) => _ => 1)], x, y, 5, 50, 4, new Rng(1));
        Assert.Equal(("everybody", 0.1), (choice.Name, choice.Threshold));
        Assert.Equal(7.5, choice.Value, 1e-12);
    }

    [Fact]
    public void Bias_and_variance_of_a_mean()
    {
        ErrorParts parts = ErrorDecomposition.Decompose((_, y) => { double mean = y.Average(); return _ => mean; }, x => Math.Sin(2 * Math.PI * x), 0.5, 10, 300, new Rng(5));
        Assert.Equal(0.5, parts.Bias2, 0.01);
        Assert.Equal(0.075, parts.Variance, 0.025);
        Assert.Equal(0.25, parts.Noise);
    }

    [Fact]
    public void Whitened_rows_have_unit_variance()
    {
        PcaModel model = VarianceShare.Fit(Generators.PlantedFactors(2, rows: 100).Data, 0.8);
        double[,] white = VarianceShare.Whiten(model, Generators.PlantedFactors(2, rows: 100).Data);
        foreach (double[] column in Columns.Of(white)) Assert.Equal(99, InnerProduct.Dot(column, column), 1e-8);
    }

    /// <summary>The floor for two bells at ±1 is Φ(−1) = 0.1587.</summary>
    [Fact]
    public void Naive_bayes_comes_near_the_bayes_error()
    {
        (double[,] X, int[] Y) train = Generators.Clouds(1, 300, [[-1], [1]], 1).Data, fresh = Generators.Clouds(2, 4000, [[-1], [1]], 1).Data;
        GaussianBayesModel model = SimpleClassifiers.FitGaussianBayes(train.X, train.Y, 2);
        Assert.Equal(0.1587, 1 - ClassificationMetrics.Accuracy(fresh.Y, [.. Rows.Of(fresh.X).Select(row => SimpleClassifiers.Posterior(model, row)[1] > 0.5 ? 1 : 0)]), 0.025);
        Assert.Equal(1, SimpleClassifiers.NearestVote(new double[,] { { 1 }, { 5 }, { 6 } }, [0, 1, 1], 3, [0]));
    }

    [Fact]
    public void The_out_of_bag_error_is_that_on_new_rows()
    {
        (double[,] X, int[] Y) train = Generators.Clouds(3, 300, [[0, 0, 0], [1.5, 1, 0]], 1).Data, fresh = Generators.Clouds(4, 1000, [[0, 0, 0], [1.5, 1, 0]], 1).Data;
        Forest forest = RandomForest.Fit(train.X, train.Y, 40, 1, new Rng(1));
        Assert.Equal(Rows.Of(fresh.X).Select((row, i) => RandomForest.Probability(forest, row) >= 0.5 == (fresh.Y[i] == 1) ? 0.0 : 1).Average(), forest.OobError, 0.09);
    }
}
