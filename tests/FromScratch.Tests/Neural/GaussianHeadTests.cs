using FromScratch.Data;
using FromScratch.Neural;
using FromScratch.Probability;

namespace FromScratch.Tests.Neural;

public sealed class GaussianHeadTests
{
    private static readonly GaussianTruth _two = new([[-1.0], [1.0]], 1, [0.5, 0.5]);

    [Fact]
    public void Softmax_of_the_scores_is_the_posterior()
    {
        double[][] means = [[1, 2], [-3, 0.5], [0, 4]];
        double[] priors = [0.2, 0.5, 0.3];
        (double[,] w, double[] b) = GaussianHead.FromMeans(means, 1.7, priors);
        foreach (double[] x in new double[][] { [0, 0], [2, -1], [-4, 3] })
        {
            double[] expected = new GaussianTruth(means, 1.7, priors).Posterior(x);
            Assert.Equal(expected, Logits.Softmax([.. b.Select((bias, k) => bias + w[k, 0] * x[0] + w[k, 1] * x[1])]), (p, q) => Math.Abs(p - q) < 1e-14);
        }
    }

    [Fact]
    public void Two_classes_have_the_accuracy_and_the_coverage_of_the_formulas()
    {
        Assert.Equal(Normal.StandardCdf(1), 1 - _two.Accepted(0.5).ErrorOnAccepted, 1e-14);
        double limit = Math.Log(9) / 2;   // the posterior reaches 0.9 at |x| = ln 9/2
        double coverage = Normal.StandardCdf(1 - limit) + Normal.StandardCdf(-1 - limit);
        Assert.Equal(coverage, _two.Accepted(0.9).Coverage, 1e-14);
        Assert.Equal(0.4786, coverage, 5e-5);
        Assert.Equal(0.03745, _two.Accepted(0.9).ErrorOnAccepted, 5e-6);
    }

    [Fact]
    public void The_generator_keeps_to_its_truth()
    {
        const int N = 20_000;
        for (ulong seed = 1; seed <= 20; seed++)
        {
            (LabeledPoints points, GaussianTruth truth) = Generators.GaussianClasses(seed, [[0, 3], [4, 0]], 2.5, [0.3, 0.7], N);
            double[] mean = [.. Enumerable.Range(0, 2).Select(k => points.Y.Count(y => y == k) / (double)N)];
            Assert.Equal(0.7, mean[1], 4 * Math.Sqrt(0.21 / N));
            double wrong = points.X.Zip(points.Y).Count(pair => truth.Posterior(pair.First)[pair.Second] < 0.5) / (double)N, expected = truth.Accepted(0).ErrorOnAccepted;
            Assert.Equal(expected, wrong, 4 * Math.Sqrt(expected * (1 - expected) / N));
        }
    }

    [Fact]
    public void Separable_clouds_keep_their_margin_and_radius()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            (LabeledPoints points, SeparatorTruth truth) = Generators.SeparableCloud(seed, 200, 3, 0.4, 2);
            Assert.All(points.X.Zip(points.Y), pair =>
            {
                Assert.True(pair.Second * (pair.First.Zip(truth.W, (x, w) => x * w).Sum() + truth.B) >= 0.4 - 1e-12);
                Assert.True(Math.Sqrt(pair.First.Sum(x => x * x)) <= 2 + 1e-12);
            });
            Assert.Contains(1, points.Y);
            Assert.Contains(-1, points.Y);
        }
    }

    [Fact]
    public void Abstaining_by_hand()
    {
        double[,] p = { { 0.7, 0.2, 0.1 }, { 0.1, 0.1, 0.8 }, { 0.3, 0.4, 0.3 }, { 0.05, 0.9, 0.05 }, { 0.75, 0.125, 0.125 } };
        (double coverage, double error, double cost) = Abstention.Evaluate(p, [0, 1, 1, 1, 2], 0.72, 5, 1);
        Assert.Equal((0.6, 2 / 3.0, 2.4), (coverage, error, cost));
        Assert.Equal((0.0, 0.0, 1.0), Abstention.Evaluate(p, [0, 1, 1, 1, 2], 1.01, 5, 1));
        Assert.Equal(0.8, Abstention.BestThreshold(5, 1, 2));
        Assert.Equal(0.25, Abstention.BestThreshold(1, 1, 4));
    }

    [Fact]
    public void What_is_none_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => GaussianHead.FromMeans([[1]], 0, [1]));
        Assert.Throws<ArgumentException>(() => GaussianHead.FromMeans([[1], [2]], 1, [0.5, 0.4]));
        Assert.Throws<ArgumentException>(() => Abstention.Evaluate(new double[0, 2], [], 0.5, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Abstention.BestThreshold(0, 1, 2));
        Assert.Throws<InvalidOperationException>(() => new GaussianTruth([[1.0], [2], [3]], 1, [0.3, 0.3, 0.4]).Accepted(0.9));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.SeparableCloud(1, gamma: 2, radius: 3));
        Assert.Throws<ArgumentException>(() => Generators.GaussianClasses(1, [[1]], 1, [0.5, 0.5]));
    }
}
