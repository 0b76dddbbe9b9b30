using FromScratch.Arrays;
using FromScratch.Data;
using FromScratch.Pipelines;

namespace FromScratch.Tests.Pipelines;

public sealed class PipelineTests
{
    /// <summary>ESL §7.10.2: labels that nothing explains, columns chosen within the folds and before them.</summary>
    [Fact]
    public void Choosing_columns_before_the_folds_fakes_a_score()
    {
        double inside = 0, outside = 0;
        const int Seeds = 20;
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            var rng = new Rng(seed);
            NDArray x = NDArray.Of([.. Enumerable.Range(0, 40 * 500).Select(_ => rng.NextGaussian())], 40, 500), y = NDArray.Of([.. Enumerable.Range(0, 40).Select(_ => (double)rng.NextInt(2))], 40);
            Fold[] folds = ModelSelection.KFold(40, 5, rng);
            inside += ModelSelection.CrossValidate(() => new Pipeline([new SelectBest(10)], new NearestCentroid()), x, y, folds).Average() / Seeds;
            outside += ModelSelection.CrossValidate(() => new NearestCentroid(), new SelectBest(10).Fit(x, y).Transform(x), y, folds).Average() / Seeds;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"inside {inside}, outside {outside}");
        Assert.InRange(inside, 0.40, 0.60);   // 0.5 ± 4 standard errors of 20 seeds (0.1/√20 each)
        Assert.True(outside > 0.85, $"{outside}");
    }

    [Fact]
    public void Folds_test_each_row_once()
    {
        Fold[] folds = ModelSelection.KFold(11, 3, new Rng(1));
        Assert.Equal(Enumerable.Range(0, 11), folds.SelectMany(fold => fold.Test).Order());
        Assert.All(folds, fold => Assert.Equal(Enumerable.Range(0, 11), fold.Train.Concat(fold.Test).Order()));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModelSelection.KFold(5, 1, new Rng(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModelSelection.KFold(5, 6, new Rng(1)));
    }

    [Fact]
    public void The_nearest_centroid_is_that_of_its_own_class()
    {
        IPredictor model = new NearestCentroid().Fit(NDArray.Of([0, 0, 2, 0, 10, 10, 12, 10], 4, 2), NDArray.Of([3, 3, 7, 7]));
        Assert.Equal([3, 7, 7], model.Predict(NDArray.Of([1, 1, 9, 9, 100, 0], 3, 2)).ToArray());
        Assert.Throws<InvalidOperationException>(() => new NearestCentroid().Predict(NDArray.Zeros(1, 2)));
    }

    [Fact]
    public void The_best_columns_are_those_that_go_with_the_answers()
    {
        NDArray x = NDArray.Of([1, 5, 0, 0, 5, 1, 1, 5, 1, 0, 5, 0], 4, 3);
        Assert.Equal([1, 0, 1, 0], new SelectBest(1).Fit(x, NDArray.Of([1, 0, 1, 0])).Transform(x).ToArray());   // the constant column never
        Assert.Throws<ArgumentException>(() => new SelectBest(1).Fit(x, null));
    }
}
