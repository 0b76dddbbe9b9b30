using FromScratch.ClassicalMl;
using FromScratch.Data;
using Xunit;

namespace FromScratch.Tests.ClassicalMl;

public class LogisticRegressionTests
{
    [Fact]
    public void Two_groups_give_their_own_odds()
    {
        LogisticFit fit = LogisticRegression.Fit(new double[,] { { 0 }, { 1 }, { 0 }, { 1 }, { 0 }, { 1 }, { 0 } }, [1, 1, 0, 1, 0, 0, 0], 0, 1e-10);
        Assert.True(fit.Converged);
        Assert.Equal(Math.Log(1.0 / 3), fit.B, 1e-9);
        Assert.Equal(Math.Log(6), fit.W[0], 1e-9);
    }

    [Fact]
    public void Separable_rows_do_not_converge() =>
        Assert.False(LogisticRegression.Fit(new double[,] { { 1 }, { 2 }, { 3 }, { 4 } }, [0, 0, 1, 1], 0, 1e-8).Converged);

    [Fact]
    public void Softmax_of_two_classes_is_logistic_regression()
    {
        (double[,] x, int[] y) = Generators.LogisticData(3, 200, [1, -0.5], 0.3).Data;
        double[,] p = MultinomialLogistic.Probabilities(MultinomialLogistic.Fit(x, y, 2, 2), x);
        double[] logistic = LogisticRegression.Probabilities(LogisticRegression.Fit(x, y, 1, 1e-10), x);
        for (int i = 0; i < 200; i++) Assert.Equal(logistic[i], p[i, 1], 1e-8);
    }

    [Fact]
    public void The_loss_of_huge_logits_is_finite()
    {
        Assert.Equal(400, LogisticRegression.LogLoss([-800, 800], [1, 1]), 1e-9);
        Assert.Equal(Math.Exp(-40), LogisticRegression.LogLoss([40], [1]), 1e-30);
    }
}
