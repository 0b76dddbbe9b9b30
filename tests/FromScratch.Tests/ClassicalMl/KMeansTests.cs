using FromScratch.ClassicalMl;
using FromScratch.Data;
using Xunit;

namespace FromScratch.Tests.ClassicalMl;

public class KMeansTests
{
    private static readonly double[,] _rectangle = { { 0, 0 }, { 10, 0 }, { 0, 1 }, { 10, 1 } };

    [Fact]
    public void A_rectangle_has_a_bad_fixed_point_and_a_good_one()
    {
        Assert.Equal(100, KMeans.Lloyd(_rectangle, new double[,] { { 5, 0 }, { 5, 1 } }).Inertia);
        Assert.Equal(1, KMeans.Fit(_rectangle, 2, 8, new Rng(1)).Inertia);
    }

    [Fact]
    public void An_empty_group_takes_the_farthest_row() =>
        Assert.Equal([1.0, 12.0], KMeans.Lloyd(new double[,] { { 0 }, { 1 }, { 2 }, { 12 } }, new double[,] { { 1 }, { 500 } }).Centers.Cast<double>());

    [Fact]
    public void Metrics_by_hand()
    {
        Assert.Equal(1, ClassificationMetrics.AdjustedRand([0, 0, 1, 1], [5, 5, 2, 2]));
        Assert.Equal(0.75, ClassificationMetrics.RocAuc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]));
        Assert.Equal(0.5, ClassificationMetrics.RocAuc([1, 1, 1], [0, 1, 0]));
        Assert.Equal(0.13, ClassificationMetrics.Brier([0.9, 0.4, 0.2, 0.3], [1, 0, 0, 0]) + 0.055, 1e-12);
        Assert.Equal(0.75, ClassificationMetrics.Accuracy([0, 1, 1, 0], [0, 1, 0, 0]));
    }
}
